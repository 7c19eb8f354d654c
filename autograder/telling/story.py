"""What a student's page shows, for a terminal: from the same `FeedbackPage`, in the page's order and words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from autograder.changes import Change, Ground
from autograder.drawing import describe_picture
from autograder.model import QuestionResult, Verdict
from autograder.page import FLAGS, WORDS, CellOnPage, ExerciseOnPage, FeedbackPage
from autograder.showing import show
from autograder.telling.paper import Paper, counted, number

GROUNDS: Mapping[Ground, str] = {
    Ground.QUESTIONS: "your instructor has changed its questions",
    Ground.COMPARING: "your instructor has changed how closely answers must agree",
    Ground.REFERENCE: "your instructor has changed what counts as right",
}
"""What an author has changed, in the words of the page, which says itself what an exercise is worth now."""


def print_story(
    page: FeedbackPage, remark: str = "", *, unfolded: bool = False, paper: Paper | None = None
) -> None:
    """Print what the student's page shows.

    Args:
        page: what it shows.
        remark: a line for whoever reads it here, which is not on the page.
        unfolded: also what the page shows only when it is unfolded: questions that came out right.
        paper: where to; None: standard output.
    """
    story = _Story(page, paper or Paper(), unfolded=unfolded)
    story.tell_total()
    if remark:
        story.paper.text(remark, label="For you", style="italic")
    story.tell_problems()
    story.tell_changes()
    story.tell_where_to_start()
    story.tell_overview()
    story.tell_exercises()
    story.tell_what_waits()
    story.tell_failed_cells()
    story.tell_the_rest()


class _Story:
    """The parts of a page, each of which may be empty."""

    def __init__(self, page: FeedbackPage, paper: Paper, *, unfolded: bool) -> None:
        self.unfolded = unfolded
        self.page = page
        self.paper = paper
        self.cells = {cell.number: cell for cell in page.cells}

    def tell_total(self) -> None:
        page, grade, paper = self.page, self.page.grade, self.paper
        unknown = grade.unchecked == grade.decided and grade.unchecked
        total = "not graded yet" if unknown else f"{number(grade.total)} of {number(grade.decided)} points"
        notebook = f", notebook {page.notebook}" if page.notebook else ""
        paper.title(f"{page.student}: {page.title} ({page.assignment}{notebook})", total)
        if grade.unchecked:
            paper.text(f"{counted(grade.unchecked, 'point')} could not be checked and wait for a person.")
        if grade.extra_credit:
            paper.text(f"{counted(grade.extra_credit, 'point is', 'points are')} extra credit.")
        if grade.late_penalty:
            paper.text(f"Handed in late: {counted(grade.late_penalty, 'point is', 'points are')} taken off.")
        if grade.waiting:
            paper.text(f"{counted(grade.waiting, 'point is', 'points are')} graded by a person.")

    def tell_problems(self) -> None:
        page = self.page
        if page.problem:
            self.paper.heading("Your submission could not be checked")
            self.paper.text(page.problem)
        elif page.problems:
            self.paper.heading("There was nothing to check")
            self.paper.items(page.problems)

    def tell_changes(self) -> None:
        changes = self.page.changes
        if changes is None:
            return
        self.paper.heading("Since the last time")
        if changes.gained:
            same = f"{describe_gain(changes.gained)} than then."
        elif changes.exercises:
            same = "The sum of the points is the same."
        else:
            same = "Every exercise came out as before."
        self.paper.text(f"{changes.reason} {same}")
        self.paper.items(f"{change.name}: {describe_change(change)}" for change in changes.exercises)

    def tell_where_to_start(self) -> None:
        page, paper = self.page, self.paper
        if page.problem or page.problems:
            return
        if not page.to_mend:
            if page.right and not page.grade.unchecked:
                paper.heading("Everything that was checked is right")
            return
        first = page.to_mend[0]
        paper.heading(f"Start here: {first.result.name}")
        if first.result.diagnoses:
            paper.text(first.result.diagnoses[0].hint)
        elif first.wrong:
            self.tell_question(first.wrong[0], 0, snippet=False)
        elif first.wrong_hidden:
            self.tell_hidden(first.wrong_hidden, 0)
        else:
            paper.text(f"{WORDS[first.result.verdict].capitalize()}.")
        if page.first_is_needed:
            paper.text("Later exercises build on this one.")

    def tell_overview(self) -> None:
        self.paper.heading("Overview")
        rows = [
            (e.result.name, _points(e), self.paper.verdict(e.result.verdict)) for e in self.page.exercises
        ]
        self.paper.table(("exercise", "points", "result"), rows, right=[1])

    def tell_exercises(self) -> None:
        if self.page.to_mend:
            self.paper.heading("What to mend")
        for exercise in self.page.to_mend:
            self.tell_one_to_mend(exercise)
        if self.page.right:
            self.paper.heading("What is right")
        for exercise in self.page.right:
            self.tell_right(exercise)

    def tell_one_to_mend(self, exercise: ExerciseOnPage) -> None:
        result, paper = exercise.result, self.paper
        self.tell_name(exercise)
        for diagnosis in result.diagnoses:
            paper.text(diagnosis.hint, 2, "A likely reason")
            if diagnosis.evidence:
                paper.text(diagnosis.evidence, 2, "What points to it")
        if result.follow_through:
            paper.text(
                "this exercise builds on an earlier one that is not right yet. Its own step was checked apart from "
                "that mistake and earned points.",
                2,
                "Points for what is right here",
            )
        if result.verdict is Verdict.MISSING:
            missing = (
                f"The function {result.name} is not written yet, or it was not found under exactly this name."
            )
            paper.text("What this tests is not written yet." if self.page.own_cells else missing, 2)
        for formula in result.formulas:
            paper.text(show(formula), 2, "What your function computes, with letters in place of the numbers")
        if result.picture:
            paper.text(" ".join(describe_picture(result.picture)), 2, "Where your descent goes")
        for question in exercise.wrong:
            paper.gap()
            self.tell_question(question, 2, snippet=True)
        if exercise.wrong_hidden:
            paper.gap()
            self.tell_hidden(exercise.wrong_hidden, 2)
        self.tell_came_out_right(exercise)
        self.tell_flags(exercise)
        self.tell_cell(exercise)

    def tell_right(self, exercise: ExerciseOnPage) -> None:
        self.tell_name(exercise)
        if exercise.exact:
            self.paper.text("Agrees exactly with the reference at random points.", 2)
        if exercise.result.follow_through:
            self.paper.text(
                "This exercise builds on an earlier one that is not right yet. Its own step was checked apart from "
                "that mistake, and it is right.",
                2,
            )
        self.tell_came_out_right(exercise)
        self.tell_flags(exercise)

    def tell_name(self, exercise: ExerciseOnPage) -> None:
        cell = [] if exercise.result.cell is None else [f"cell {exercise.result.cell + 1}"]
        self.paper.exercise(exercise.result.verdict, exercise.result.name, _points(exercise), *cell)
        if exercise.description and exercise not in self.page.waiting:
            self.paper.text(exercise.description, 2, style="dim")
        self.tell_by_hand(exercise)

    def tell_by_hand(self, exercise: ExerciseOnPage) -> None:
        mark, result = exercise.mark, exercise.result
        if mark.by_hand is not None:
            gave = ""
            if result.score not in (None, mark.by_hand):
                gave = f" (the program gave {number(result.score or Decimal(0))})"
            text = f"{number(mark.by_hand)} of {number(result.points)}{gave}"
            self.paper.text(text, 2, "Marked by a person")
        if mark.extra_credit:
            self.paper.text(number(mark.extra_credit), 2, "Extra credit")
        if mark.comment:
            self.paper.text(mark.comment, 2, "Comment")

    def tell_question(self, question: QuestionResult, indent: int, *, snippet: bool) -> None:
        """Print what was asked and answered; where no answer came, *answered* says why, and so does the finding."""
        answered = question.answered or ""
        if self.page.own_cells:
            rows = [("Test", question.asked or ""), ("Output", answered)]
        else:
            none = not answered or answered == question.finding
            rows = [("Asked", question.asked or ""), ("Your answer", "no answer" if none else answered)]
        self.paper.fields([*rows, ("Found", question.finding)], indent)
        if snippet and question.snippet:
            self.paper.text("See it happen", indent, style="dim")
            self.paper.code(question.snippet, indent + 2)

    def tell_hidden(self, findings: Mapping[str, int], indent: int) -> None:
        count = sum(findings.values())
        if self.page.own_cells:
            self.paper.text(next(iter(findings)), indent, "Found")
        elif len(findings) == 1:
            which = "a question that is" if count == 1 else f"{count} questions that are"
            self.paper.text(next(iter(findings)), indent, f"In {which} not shown")
        else:
            self.paper.text(f"In {count} questions that are not shown:", indent)
            self.paper.items(findings, indent + 2)

    def tell_came_out_right(self, exercise: ExerciseOnPage) -> None:
        count = len(exercise.right) + exercise.right_hidden
        if count and self.page.own_cells:
            self.paper.text("The test came out right.", 2)
        elif count:
            hidden = f", {exercise.right_hidden} of them not shown" if exercise.right_hidden else ""
            self.paper.text(f"{counted(count, 'question')} came out right{hidden}.", 2)
        for question in exercise.right if self.unfolded else ():
            self.tell_question(question, 4, snippet=False)

    def tell_flags(self, exercise: ExerciseOnPage) -> None:
        for flag in exercise.result.flags:
            self.paper.text(FLAGS.get(flag, flag), 2, "Noted")

    def tell_cell(self, exercise: ExerciseOnPage) -> None:
        cell = self.cells.get((exercise.result.cell or 0) + 1) if exercise.result.cell is not None else None
        if cell:
            self.paper.gap()
            self.paper.text(f"Cell {cell.number}", 2, style="dim")
            self.paper.code(_code(cell), 4)

    def tell_what_waits(self) -> None:
        sentences = {
            Verdict.UNGRADED: "This could not be checked by the program. A person will look; no points are lost.",
            Verdict.MANUAL: "A person reads this and gives the points.",
        }
        for verdict, sentence in sentences.items():
            waiting = [e for e in self.page.waiting if e.result.verdict is verdict]
            if waiting:
                self.paper.heading(WORDS[verdict].capitalize())
                self.paper.text(sentence)
            for exercise in waiting:
                self.tell_name(exercise)
                if exercise.result.name in self.page.unanswered:
                    self.paper.text("Nothing was answered here: it is still what was given out.", 2)
                self.tell_flags(exercise)

    def tell_failed_cells(self) -> None:
        failed = self.page.failed_cells
        if failed:
            self.paper.heading("Cells that stopped with an error")
        for cell in failed:
            place = f"Cell {cell.index + 1}{f', line {cell.line}' if cell.line else ''}"
            line = [(place, cell.source), ("", cell.error)] if cell.source else [(place, cell.error)]
            self.paper.fields(line)

    def tell_the_rest(self) -> None:
        page, paper = self.page, self.paper
        if page.grade.comments:
            paper.heading("Comments")
            paper.fields(page.grade.comments)
        if page.how_to_ask:
            paper.heading("If you think that something here is wrong")
            paper.text(page.how_to_ask)
        paper.heading("How this was made")
        made = page.provenance
        paper.text(
            f"autograder {made.autograder}, assignment {made.assignment_digest[:12]}, submission "
            f"{made.submission_digest[:12]}; "
            + ", ".join(f"{name} {version}" for name, version in sorted(made.environment.items()))
            + f"; isolation: {', '.join(made.isolation) or 'none'}",
            style="dim",
        )


def describe_gain(points: Decimal) -> str:
    """Return a difference in words: ``1.5 points more``."""
    return f"{counted(abs(points), 'point')} {'more' if points > 0 else 'less'}"


def describe_change(change: Change) -> str:
    """Return how an exercise came out otherwise, in words."""
    before, after = change.before, change.after
    if after is None:
        return "no part of this assignment any more"
    if before is None:
        return f"new in this assignment: {WORDS[after.verdict]}"
    if change.gained:
        text = f"{describe_gain(change.gained)}, now {number(after.score or Decimal(0))} of {number(after.points)}"
    elif before.verdict is after.verdict:
        text = f"{WORDS[after.verdict]} as before"
    else:
        text = f"{WORDS[before.verdict]} before, now {WORDS[after.verdict]}"
    if before.points != after.points:
        text += f"; worth {number(after.points)} instead of {number(before.points)}"
    return "; ".join([text, *(words for ground, words in GROUNDS.items() if ground in change.grounds)])


def _points(exercise: ExerciseOnPage) -> str:
    score, of = exercise.mark.score, exercise.result.points
    text = counted(of, "point") if score is None else f"{number(score)} of {number(of)}"
    return f"{text} + {number(exercise.mark.extra_credit)}" if exercise.mark.extra_credit else text


def _code(cell: CellOnPage) -> str:
    return f"{cell.code}\n..." if cell.cut else cell.code
