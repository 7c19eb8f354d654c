"""How one verdict came about, step by step, for a terminal: questions, points, reasons, follow-through, the stored result."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

from autograder.changes import Why
from autograder.comparing import Judged, margin, shape_counts
from autograder.errors import CourseError
from autograder.explaining import Explanation, Tried
from autograder.following import SecondRun
from autograder.model import Kind, Verdict
from autograder.page import WORDS
from autograder.scoring import Scoring
from autograder.showing import show_answer, show_call
from autograder.snippets import write_snippet
from autograder.telling.paper import Paper, counted, number

NOT_FOR_STUDENTS = (
    "For those who grade, not for students: hidden questions, right answers and known mistakes stand below."
)
WHYS = {
    Why.SUBMISSION: "another notebook was handed in since",
    Why.ASSIGNMENT: "the assignment is another one than then",
    Why.PROGRAM: "this program, Python, a library or the seal is another one than then",
}
NAMES = {
    "score": "points",
    "cell": "the place of the cell",
    "follow_through": "follow-through",
    "picture": "the picture",
    "formulas": "the formulas",
}
"""Fields of a result in words; one that is not here is one."""


def print_explanation(
    explanation: Explanation, question: int | None = None, paper: Paper | None = None
) -> None:
    """Print how an exercise came to its points.

    Args:
        explanation: what came out just now.
        question: the number of the only question to be shown, from 1, then with lines that repeat it; None: all.
        paper: where to; None: standard output.

    Raises:
        CourseError: there is no such question.
    """
    paper = paper or Paper()
    now, steps = explanation.now, explanation.steps
    judged = steps.scoring.judged if steps else ()
    if question is not None and not 0 < question <= len(judged):
        has = counted(len(judged), "question") if judged else "no questions that can be asked one by one"
        raise CourseError(f"{now.name} has {has}, so there is no question {question}")
    paper.title(
        f"{explanation.student}: {now.name} of {explanation.assignment}, asked again just now",
        f"{'no score' if now.score is None else number(now.score)} of {number(now.points)} points",
    )
    paper.text(NOT_FOR_STUDENTS, style="bold yellow")
    if explanation.problem:
        paper.text(explanation.problem, label="It could not be read")
    if steps is None:
        _print_test_cells(explanation, paper)
    else:
        _print_questions(judged, explanation.drawn, question, paper)
        if question is None:
            _print_points(steps.scoring, paper)
            _print_reasons(explanation, steps.scoring, paper)
            _print_second_run(explanation, steps.followed.again, paper)
    _print_stored(explanation, paper)


# ---------------------------------------------------------------- what was asked


def _print_questions(judged: Sequence[Judged], drawn: Container[int], only: int | None, paper: Paper) -> None:
    hidden = sum(not j.question.visible for j in judged)
    paper.heading(f"{counted(len(judged), 'question')}, {hidden} of them hidden")
    for place, each in enumerate(judged, 1):
        if only in (None, place):
            _print_question(place, each, paper, is_drawn=place in drawn)
        if only == place:
            paper.gap()
            paper.text("The same call, for the student's notebook:", 2)
            paper.code(write_snippet(each.question), 4)


def _print_question(place: int, judged: Judged, paper: Paper, *, is_drawn: bool) -> None:
    question, finding = judged.question, judged.finding
    verdict = Verdict.FAILED if finding else Verdict.PASSED
    about = f": {question.about}" if question.about else ""
    kind = "shown" if question.visible else f"hidden{about}"
    guard = ", a guard: it can only withhold points" if question.guard else ""
    part = f", part '{question.part}'" if question.part else ""
    paper.gap()
    paper.text(f"{paper.symbol(verdict)} Question {place}, {kind}{part}{guard}", style="bold")
    rows = [
        ("call", show_call(question)),
        ("variant", "drawn for this student" if is_drawn else ""),
        ("reference", " or ".join(question.raises) if question.raises else show_answer(judged.expected)),
        ("student", show_answer(judged.answer)),
        ("rule", "; ".join(_describe_rule(judged))),
        ("margin", _describe_margin(judged)),
        ("finding", finding.text if finding else "as it should be"),
        ("on the page", finding.generic if finding and not question.visible else ""),
    ]
    paper.fields(rows, 2)


def _describe_rule(judged: Judged) -> Iterator[str]:
    question, rule, expected = judged.question, judged.question.rule, judged.expected.value
    if question.raises:
        yield f"it must raise {' or '.join(question.raises)}"
        return
    if rule.exact:
        yield "equal to the last bit"
    else:
        more = f" and {rule.absolute:g} more, whatever its size" if rule.absolute else ""
        yield f"each number within {rule.relative:g} times the expected one{more}"
    if shape_counts(expected, rule):
        yield "the shape counts"
    if rule.extra_values:
        yield f"{counted(rule.extra_values, 'value')} may follow"
    if rule.columns:
        yield "a column or a row is as good as a flat array"
    if question.leaves_arguments:
        yield "the arguments must be unchanged afterwards"
    if question.twice:
        yield "called twice, the second answer counts"


def _describe_margin(judged: Judged) -> str:
    """Return the number that decides, with how far it is off and how far it may be; empty where none is compared."""
    question, answer = judged.question, judged.answer
    if question.raises or answer.kind is not Kind.VALUE:
        return ""
    found = margin(judged.expected.value, answer.value, question.rule)
    if found is None:
        return ""
    which = f"number {found.place + 1} of {found.of}: " if found.of > 1 else ""
    return f"{which}{found.given!r} for {found.wanted!r}, off by {found.off:.3g}, allowed {found.allowed:.3g}"


def _print_test_cells(explanation: Explanation, paper: Paper) -> None:
    if explanation.now.questions:
        paper.heading("What the test cell showed")
    for question in explanation.now.questions:
        paper.fields(
            [
                ("test", question.asked or "not shown"),
                ("output", question.answered or ""),
                ("found", question.finding),
            ]
        )


# ---------------------------------------------------------------- what it was worth


def _print_points(scoring: Scoring, paper: Paper) -> None:
    paper.heading("Points")
    for part in scoring.parts:
        whole = part.part.name == scoring.exercise.name
        name = "all of it" if whole else f"part '{part.part.name}'"
        worth = f"{number(part.points)} of {number(scoring.exercise.points)}"
        if part.is_kept:
            said = "earned: all its questions came out right"
        elif part.lost_by:
            said = f"withheld by {_list_questions(part.lost_by, len(scoring.judged))}"
        else:
            said = "it has no question that earns"
        paper.items([f"{name} ({worth}): {said}"])
    score = scoring.result.score
    paper.text(
        f"{number(score) if score is not None else 'no score'} of {number(scoring.exercise.points)}, so: "
        f"{scoring.result.verdict} ({WORDS[scoring.result.verdict]})"
    )


def _print_reasons(explanation: Explanation, scoring: Scoring, paper: Paper) -> None:
    if not scoring.considered:
        return
    paper.heading("Why, in the order in which it was tried")
    for considered in scoring.considered:
        told = "; ".join(d.id for d in considered.found) or "no"
        paper.items([f"{considered.way} {told}"])
    for diagnosis in scoring.result.diagnoses:
        paper.fields([(diagnosis.id, diagnosis.hint), ("evidence", diagnosis.evidence)], 2)
    _print_known_mistakes(explanation.tried, paper)


def _print_known_mistakes(tried: Sequence[Tried], paper: Paper) -> None:
    """Print which mistakes the answers are held against, together those that the same questions rule out."""
    groups: dict[tuple[bool, ...], list[str]] = {}
    for each in tried:
        groups.setdefault(each.agrees, []).append(each.misconception.id)
    if groups:
        paper.gap()
        paper.text("Known mistakes, held against these answers:")
    for agrees, ids in sorted(groups.items(), key=lambda group: -sum(group[0])):
        against = [place for place, agrees_there in enumerate(agrees) if not agrees_there]
        alike = f"alike on {sum(agrees)} of {len(agrees)}"
        said = (
            f"{alike}, ruled out by {_list_questions(against, len(agrees))}" if against else f"{alike}, fits"
        )
        paper.text(", ".join(ids), 2, said)


def _print_second_run(explanation: Explanation, again: SecondRun | None, paper: Paper) -> None:
    if again is None:
        return
    paper.heading("Follow-through")
    instead = " and ".join(again.instead)
    paper.text(
        f"Asked once more in a process of its own, with the reference in place of {instead}, which "
        f"{'is' if len(again.instead) == 1 else 'are'} not right. It asked the reference {counted(again.asks, 'time')}."
    )
    wrong = [place for place, judged in enumerate(again.judged) if judged.finding]
    if again.is_tampered:
        paper.text("Something other than an answer came back, so it earns nothing.")
    elif not again.asks:
        paper.text("It did not call them, so it earns nothing by this.")
    else:
        came = f"{len(again.judged) - len(wrong)} of {counted(len(again.judged), 'question')} came out right"
        paper.text(f"{came}, which earns {number(again.points)} by itself.")
    share = "" if explanation.share == 1 else f", of which the course gives {explanation.share:%}"
    before = explanation.steps.scoring.result.score if explanation.steps else None
    gain = (explanation.now.score or Decimal(0)) - (before or Decimal(0))
    paper.text(f"Gained by it: {number(gain)}{share}.")


# ---------------------------------------------------------------- and the stored result


def _print_stored(explanation: Explanation, paper: Paper) -> None:
    paper.heading("The stored result")
    stored, now = explanation.stored, explanation.now
    if stored is None:
        paper.text("There is none of this exercise to compare with.")
        return
    if not explanation.differing:
        paper.text(
            f"It says exactly the same: {stored.verdict}, {_score(stored.score)} of {number(stored.points)}."
        )
    else:
        parts = ", ".join(NAMES.get(name, name) for name in explanation.differing)
        paper.text(f"It differs in: {parts}.", style="bold")
        then, today = (f"{e.verdict}, {_score(e.score)} of {number(e.points)}" for e in (stored, now))
        paper.fields([("stored", then), ("now", today)], 2)
        for place, (was, came) in enumerate(zip(stored.questions, now.questions, strict=False), 1):
            if was != came:
                paper.text(f"question {place}", 2)
                answers = [(q.answered or "", q.finding or WORDS[q.verdict]) for q in (was, came)]
                paper.fields(
                    [
                        ("stored", ": ".join(filter(None, answers[0]))),
                        ("now", ": ".join(filter(None, answers[1]))),
                    ],
                    4,
                )
    for why in sorted(explanation.why):
        paper.text(f"{WHYS[why]}.", label="Not the same")
    if explanation.differing and not explanation.why:
        paper.text(
            "Submission, assignment, libraries and seal are the same. "
            + (
                "Graded a third time it came out otherwise again, so the program depends on chance, on time, or on "
                "what it cannot rely on."
                if explanation.by_chance
                else "Graded a third time it came out as now. The program may depend on chance or time, or be at a limit."
            ),
            label="Why",
        )


def _score(score: Decimal | None) -> str:
    return "no score" if score is None else number(score)


def _list_questions(places: Sequence[int], of: int) -> str:
    """Return places, counted from 0, as numbers: ``questions 1 to 4 and 7``."""
    if len(places) == of > 1:
        return "both questions" if of == 2 else f"all {of} questions"
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    names: list[str] = []
    for run in runs:
        names += [f"{run[0] + 1} to {run[-1] + 1}"] if len(run) > 2 else [str(place + 1) for place in run]
    text = ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]
    return f"question {text}" if len(places) == 1 else f"questions {text}"
