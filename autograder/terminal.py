"""What a person sees on the terminal: progress, summaries, tables. Student text is made harmless here."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from autograder.model import ExerciseResult, Result, Verdict, result_to_json

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.batch import Profile, Renewed, Summary
    from autograder.commenting import Commented
    from autograder.doctor import Examination
    from autograder.exporting import Export
    from autograder.filing import Filed, Filing
    from autograder.status import Stage, Status
    from autograder.verifying import Audit

MAX_LISTED = 200
"""How many refusals are printed."""
MAX_REVIEW = 20
"""How many students are named in one place."""
MAX_MISTAKES = 8
ENOUGH_FOR_A_CLASS = 4
"""Of how many results something is said about the whole."""
SECONDS_TO_NAME = 10
"""How long a submission is in hand before the progress bar names it."""


class Reporting:
    """What is known of a batch that is at work, for whoever shows it."""

    def __init__(self, show: Callable[[Result], None], begin: Callable[[], None]) -> None:
        self.show = show
        self.begin = begin
        self.done = 0
        self.since: dict[str, float] | None = None
        """Whose submissions the workers hold, and since when; None before the first is handed out."""

    def __call__(self, result: Result) -> None:
        """Take notice of a result."""
        self.done += 1
        self.show(result)

    def watch(self, students: Sequence[str]) -> None:
        """Take notice of whose submissions the workers hold now."""
        if self.since is None:
            self.begin()
        known, now = self.since or {}, time.monotonic()
        self.since = {student: known.get(student, now) for student in students}

    def name_slow(self) -> str:
        """Return, in a line, who has been in hand for long; empty when nobody has."""
        now = time.monotonic()
        # A copy: the batch goes on while another thread draws.
        waited = {student: now - since for student, since in dict(self.since or {}).items()}
        slow = [(s, seconds) for s, seconds in waited.items() if seconds >= SECONDS_TO_NAME]
        slow.sort(key=lambda one: -one[1])
        return ", ".join(f"{_one_line(student)} for {_duration(seconds)}" for student, seconds in slow)


@contextmanager
def progress(name: str, total: int, *, as_json: bool) -> Iterator[Reporting]:
    """Show progress on stderr if it is a terminal; with *as_json* print each result on stdout."""
    from rich.console import Console, RenderableType
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.text import Text

    class Display(Progress):
        """A bar with rate and time left; below it who takes long."""

        def get_renderables(self) -> Iterable[RenderableType]:
            for each in self.tasks:
                each.fields["speed"] = _describe_speed(each.speed, each.time_remaining)
            yield self.make_tasks_table(self.tasks)
            if slow := reporting.name_slow():
                yield Text(f"in hand for long: {slow}", no_wrap=True, overflow="ellipsis", style="dim")

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
    )
    console = Console(stderr=True)

    def show(result: Result) -> None:
        bar.update(task, completed=reporting.done)
        if as_json:
            print_json(result)

    def begin() -> None:
        # What was there before took no time: from here on the rate is that of grading.
        bar.reset(task, total=total, completed=reporting.done)

    reporting = Reporting(show, begin)
    bar = Display(*columns, console=console, transient=True, disable=not sys.stderr.isatty())
    task = bar.add_task(name, total=total, speed="")
    with bar:
        yield reporting


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show on stderr, if it is a terminal, that something takes its time."""
    from rich.console import Console
    from rich.text import Text

    with (
        Console(stderr=True).status(Text(f"{_one_line(what)} ...")) if sys.stderr.isatty() else nullcontext()
    ):
        yield


def _describe_speed(per_second: float | None, left: float | None) -> str:
    if per_second is None or left is None:
        return "preparing"
    rate = f"{per_second:.1f}/s" if per_second >= 1 else f"{60 * per_second:.0f}/min"
    return f"{rate}, {_duration(left)} left"


def _duration(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def print_json(result: Result) -> None:
    """Print a result on one line, as JSON."""
    print(json.dumps(json.loads(result_to_json(result)), ensure_ascii=False, sort_keys=True), flush=True)


def print_notice(text: str) -> None:
    """Print a line about something that stops nothing, where it disturbs neither results nor the progress bar."""
    print(f"autograde: {harmless(text)}", file=sys.stderr)


def print_summary(name: str, summary: Summary) -> None:
    """Print how a batch came out: marks at a glance, what mistakes are frequent, who needs a person."""
    from rich.console import Console
    from rich.text import Text

    from autograder.classpage import reasons_for_review

    console = Console(highlight=False, soft_wrap=True)
    review = summary.needing_review
    graded = [result for result in summary.results if not result.needs_review]
    kept = f", {summary.kept} of them before" if summary.kept else ""
    console.print(Text(f"{name}: {len(graded)} graded{kept}; {len(review)} need a person"))
    for result in review[:MAX_REVIEW]:
        reasons = "; ".join(reasons_for_review(result))
        console.print(Text(f"  {_one_line(result.student)}: {_one_line(reasons)}"))
    if len(review) > MAX_REVIEW:
        console.print(Text(f"  and {len(review) - MAX_REVIEW} more: autograde status {name}"))
    if len(graded) >= ENOUGH_FOR_A_CLASS:
        _print_marks(graded)
        _print_mistakes(summary.results)
    console.print(Text(f"class page  {near(summary.class_page)}"))
    console.print(Text(f"grades      {near(summary.grades)}"))


def _print_marks(results: Sequence[Result]) -> None:
    """Print how many students have how many points, in five steps, and between what half of them lie."""
    from rich.console import Console
    from rich.text import Text

    points = float(max(result.max_score for result in results))
    scores = [float(result.score) for result in results]
    low, middle, high = quantiles(scores, n=4, method="inclusive")
    console = Console(highlight=False)
    text = f"marks: the middle is {middle:.4g} of {points:.4g}, half of the class has {low:.4g} to {high:.4g}"
    console.print(Text(text))
    counts = Counter(min(int(5 * score / points), 4) if points else 0 for score in scores)
    room = max(10, min(console.width, 100) - 30)
    sign = "#" if console.options.ascii_only else "\N{FULL BLOCK}"
    edges = [f"{points * step / 5:.3g}" for step in range(6)]
    width = max(map(len, edges))
    for step in range(5):
        bar = sign * -(-room * counts[step] // max(counts.values()))
        text = f"  {edges[step]:>{width}} to {edges[step + 1]:>{width}}  {f'{bar} {counts[step]}'.strip()}"
        console.print(Text(text), soft_wrap=True)


def _print_mistakes(results: Sequence[Result]) -> None:
    """Print which mistakes most students made, each in a line as wide as the terminal."""
    from rich.console import Console
    from rich.text import Text

    hints = {(e.name, d.id): d.hint for result in results for e in result.exercises for d in e.diagnoses}
    counts = Counter(
        key for result in results for key in {(e.name, d.id) for e in result.exercises for d in e.diagnoses}
    )
    if not counts:
        return
    console = Console(highlight=False)
    in_order = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    more = len(in_order) - MAX_MISTAKES
    console.print(f"frequent mistakes{f' (and {more} more on the class page)' if more > 0 else ''}:")
    width = max(len(exercise) for (exercise, _), _ in in_order[:MAX_MISTAKES])
    for (exercise, id_), count in in_order[:MAX_MISTAKES]:
        hint = _one_line(f"{id_}: {hints[exercise, id_]}")
        line = Text(f"  {count:>3}  {exercise:{width}}  {hint}")
        console.print(line, no_wrap=True, overflow="ellipsis")


def print_status(status: Status) -> None:
    """Print how far an assignment has come: who is in hand, waits, or needs a person and why."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    counts = [f"{count} {stage}" for stage, count in status.counts.items() if count]
    console.print(Text(f"{status.assignment}: {', '.join(counts) or 'nobody has handed in'}"))
    if status.at_work:
        console.print(Text(f"  {harmless(status.at_work)}"))
    groups: dict[tuple[Stage, str], list[str]] = {}
    for student, standpoint in status.students.items():
        if standpoint.stage != "done":
            groups.setdefault((standpoint.stage, standpoint.why), []).append(_one_line(student))
    stages = list(status.counts)
    for (stage, why), students in sorted(groups.items(), key=lambda group: stages.index(group[0][0])):
        more = f" and {len(students) - MAX_REVIEW} more" if len(students) > MAX_REVIEW else ""
        who = ", ".join(students[:MAX_REVIEW])
        console.print(Text(f"  {stage}: {who}{more}: {_one_line(why)}"))


def status_as_data(status: Status) -> dict[str, Any]:
    """Return *status* as `autograde status --json` prints it."""
    students = {student: {"state": each.stage, "why": each.why} for student, each in status.students.items()}
    return {
        "assignment": status.assignment,
        "at_work": status.at_work or None,
        "counts": status.counts,
        "students": students,
    }


def print_profile(profile: Profile) -> None:
    """Print on stderr what each phase took, as a mean over the submissions that were graded."""
    from rich.console import Console
    from rich.table import Table

    count = max(1, profile.graded)
    title = f"where the time went: milliseconds for each of {profile.graded} submissions"
    table = Table(box=None, pad_edge=False, title=title, title_justify="left")
    for heading in ("phase", "on the clock", "computing", "of it in student process and nursery", "share"):
        table.add_column(heading, justify="left" if heading == "phase" else "right")
    parts = (profile.workers, profile.batch)
    whole = sum(spent.own + spent.others for part in parts for spent in part.values()) or 1.0
    for who, part in zip(("in the workers", "in the one process that writes"), parts, strict=True):
        table.add_row(f"[italic]{who}[/]")
        for name, spent in sorted(part.items(), key=lambda entry: -(entry[1].own + entry[1].others)):
            computing = spent.own + spent.others
            numbers = (
                f"{1000 * seconds / count:.1f}" for seconds in (spent.seconds, computing, spent.others)
            )
            table.add_row(f"  {name}", *numbers, f"{computing / whole:.0%}")
    Console(stderr=True, highlight=False, width=100).print(table)


def print_filing(filing: Filing, *, as_json: bool) -> None:
    """Print what became of a download: who handed in what, and what a person must look at."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, stderr=as_json)
    table = Table(box=None, pad_edge=False)
    for heading in ("student", "came as", "handed in", "filed"):
        table.add_column(heading, overflow="fold")
    told = [filed for filed in filing.filed if filed.outcome != "there already"]
    for filed in told:
        table.add_row(*(Text(_one_line(cell)) for cell in _cells(filed)))
    if told:
        console.print(table)
    counts = Counter(filed.outcome for filed in filing.filed)
    parts = [f"{count} {outcome}" for outcome, count in counts.items()]
    parts += [f"{filing.passed_over} not asked for"] if filing.passed_over else []
    console.print(f"submissions: {', '.join(parts) or 'none filed, so none are graded'}")
    if filing.refused:
        listed = Table(
            box=None,
            pad_edge=False,
            title="NOT FILED, a person must look",
            title_justify="left",
            title_style="bold red",
        )
        for heading in ("what", "why"):
            listed.add_column(heading, overflow="fold")
        for refused in filing.refused[:MAX_LISTED]:
            listed.add_row(*(Text(_one_line(text)) for text in (refused.name, refused.reason)))
        console.print(listed)
        if len(filing.refused) > MAX_LISTED:
            console.print(f"and {len(filing.refused) - MAX_LISTED} more")


def _cells(filed: Filed) -> tuple[str, str, str, str]:
    attempt = filed.attempt
    when = attempt.time.strftime("%Y-%m-%d %H:%M:%S UTC") if attempt.time else "not told"
    notes = [filed.outcome.value]
    notes += [f"the newest of {filed.older + 1}"] if filed.older else []
    notes += [f"the other is kept in {near(filed.kept)}"] if filed.kept else []
    return filed.student, attempt.came_as, f"{when}, late" if attempt.late else when, "; ".join(notes)


def _one_line(text: str) -> str:
    shown = " ".join(harmless(text).split())
    return shown if len(shown) <= 300 else f"{shown[:300]}..."


def print_commented(commented: Commented) -> None:
    """Print whom a comment reached, and who had it already."""
    what = _one_line(f"{commented.exercise} of {commented.assignment}")
    print(f"{what}: {_count_and_names(commented.reached)} got the comment")
    if commented.passed_over:
        print(f"{what}: {_count_and_names(commented.passed_over)} had it already")
    print(f"class page  {near(commented.class_page)}")


def _count_and_names(students: Sequence[str]) -> str:
    names = f" ({', '.join(map(_one_line, students))})" if students else ""
    return f"{len(students)} {'student' if len(students) == 1 else 'students'}{names}"


def print_renewed(name: str, renewed: Renewed) -> None:
    """Print what was made anew, and for whom somebody has still to decide something."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    students = "1 student" if len(renewed.results) == 1 else f"{len(renewed.results)} students"
    console.print(Text(f"{name}: pages of {students} made anew"))
    if renewed.waiting:
        waiting = ", ".join(map(harmless, renewed.waiting))
        console.print(Text(f"a person has still to decide something for {waiting}"))
    console.print(Text(f"class page  {near(renewed.class_page)}"))
    console.print(Text(f"grades      {near(renewed.grades)}"))


def print_result(result: Result) -> None:
    """Print one result as a table."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for problem in (result.problem, *(text for _, text in result.notebook_problems)):
        if problem:
            console.print(Text(harmless(problem)))
    table = Table(box=None, pad_edge=False)
    for heading in ("exercise", "points", "verdict", "why"):
        table.add_column(heading, justify="right" if heading == "points" else "left")
    for exercise in result.exercises:
        points = "-" if exercise.score is None else f"{exercise.score:f}"
        table.add_row(
            exercise.name,
            f"{points} of {exercise.points:f}",
            exercise.verdict.value,
            Text(harmless(_why(exercise))),
        )
    console.print(table)
    console.print(f"{result.score:f} of {result.max_score:f} points")


def _why(exercise: ExerciseResult) -> str:
    """Return what there is to say about it. What a wrong answer looked like says little where it earned its points."""
    if exercise.follow_through and exercise.verdict is Verdict.PASSED:
        return "right, built on an earlier mistake"
    found = [question.finding for question in exercise.questions if question.finding]
    return "\n".join([diagnosis.hint for diagnosis in exercise.diagnoses] or found[:1])


def print_audit(audit: Audit) -> None:
    """Print what an audit found."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(audit.assignment, style="bold"))
    table = Table(box=None, pad_edge=False)
    asked = any(exercise.questions for exercise in audit.exercises)
    about_questions = (
        ("shown", "hidden", "guards", "mistakes named", "tied", "right versions") if asked else ()
    )
    for heading in ("exercise", "points", *about_questions):
        first = heading == "exercise"
        table.add_column(heading, justify="left" if first else "right", no_wrap=first)
    for exercise in audit.exercises:
        kinds = [question.kind for question in exercise.questions]
        counts = [kinds.count("shown"), kinds.count("hidden"), kinds.count("guard")]
        counts += [len(exercise.named), len(exercise.tied), exercise.variants]
        table.add_row(exercise.name, f"{exercise.points:f}", *(map(str, counts) if asked else ()))
    console.print(table)
    for exercise in audit.exercises:
        for question in exercise.questions:
            alone = f"; only this one catches {', '.join(question.alone)}" if question.alone else ""
            console.print(
                Text(f"  {question.asked}: {question.kind}, catches {len(question.catches)}{alone}")
            )
    for fault in audit.faults:
        console.print(Text(f"FAULT {harmless(fault)}"))
    count = "1 fault" if len(audit.faults) == 1 else f"{len(audit.faults)} faults"
    console.print(Text(count if audit.faults else "all is well"))


def print_export(export: Export, *, dry_run: bool) -> None:
    """Print what an export hands on, whom it leaves out and why; for a dry run each grade that would change."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    changes = [entry for entry in export.entries if entry.is_change]
    if dry_run and changes:
        several = len({entry.assignment for entry in changes}) > 1
        table = Table(box=None, pad_edge=False)
        for heading in ("student", *(("assignment",) if several else ()), "downloaded", "new"):
            table.add_column(
                heading, justify="right" if heading in ("downloaded", "new") else "left", overflow="fold"
            )
        for entry in changes:
            assignment = (Text(entry.assignment),) if several else ()
            old = Text(harmless(entry.old) or "-")
            table.add_row(Text(harmless(entry.student)), *assignment, old, Text(entry.new))
        console.print(table)
    count = len(export.entries)
    same = f", {count - len(changes)} of them as downloaded" if count > len(changes) else ""
    _print_line(console, f"{export.to}: {count} {'grade' if count == 1 else 'grades'}{same}")
    for notice in export.notices:
        who = ", ".join(harmless(" ".join(student.split())) for student in notice.students)
        _print_line(console, f"  {'LOOK ' if notice.look else ''}{harmless(notice.reason)}: {who}")
    if dry_run:
        _print_line(console, "a dry run: nothing is written")
    elif not export.files:
        _print_line(console, "no grade to hand on: nothing is written")
    elif len(export.files) == 1:
        _print_line(console, f"written     {near(next(iter(export.files)))}")
    else:
        folder = os.path.commonpath(export.files)
        _print_line(console, f"written     {len(export.files)} files in {near(Path(folder))}")


def _print_line(console: Console, text: str) -> None:
    from rich.text import Text

    console.print(Text(text), soft_wrap=True)


MARKS = {"holds": ("✓", "green"), "does not hold": ("✗", "bold red"), "not available": ("-", "dim")}


def print_examination(examination: Examination) -> None:
    """Print what the doctor found."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from autograder.doctor import LEVELS

    console = Console(highlight=False)

    def section(title: str, rows: Iterable[tuple[str | Text, ...]]) -> None:
        table = Table(box=None, show_header=False, pad_edge=False)
        for row in rows:
            table.add_row(*row)
        if table.row_count:
            console.print(f"\n[bold]{title}[/bold]", Padding(table, (0, 0, 0, 2)))

    def marked(state: str) -> Text:
        mark, style = MARKS[state]
        return Text(f"{mark} {state}", style)

    says = examination.refused or LEVELS[examination.level]
    console.print(Text(says[0].upper() + says[1:], "bold green" if examination.fit else "bold red"))
    section("What the kernel has", ((marked(x.state), x.name, Text(x.why)) for x in examination.layers))
    tried = "What was tried in a student process" + (" under --no-isolation" if examination.refused else "")
    section(
        tried,
        (
            (
                marked("holds" if p.holds else "does not hold"),
                Text(f"{p.claim}{': ' if p.why else ''}{p.why}"),
            )
            for p in examination.protections
        ),
    )
    section("This machine", ((name, Text(text)) for name, text in examination.machine.items()))
    section("Versions", ((name, Text(text)) for name, text in examination.versions.items()))
    section("What you can do", (("•", Text(advice)) for advice in examination.advice))


def harmless(text: str) -> str:
    """Return *text*, which may come from a student, without what a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def near(path: Path) -> Path:
    """Return *path* as seen from here, if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
