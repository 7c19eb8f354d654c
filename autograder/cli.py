"""The command line: build the nouns, call one verb. Heavy libraries are imported by the verbs that need them."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from autograder import __version__
from autograder.errors import AutograderError, CourseError, InternalError

if TYPE_CHECKING:
    from autograder.batch import Summary
    from autograder.model import Result
    from autograder.verifying import Audit

GRADED, NEEDS_A_PERSON, WRONG_COMMAND, INTERRUPTED = 0, 1, 2, 130

EXAMPLES = """\
examples:
  autograde new valley                         an assignment to start writing from
  autograde release park-visitors              make what students get
  autograde batch park-visitors                grade everything under submitted/
  autograde batch park-visitors --student ada  only hers
  autograde grade ada.ipynb --assignment park-visitors
  autograde verify                             audit every assignment of the course
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 a person must look at something, 2 wrong command."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.verb(options))
    except CourseError as error:
        return _complain(error, WRONG_COMMAND)
    except AutograderError as error:
        return _complain(error, NEEDS_A_PERSON)
    except BrokenPipeError:  # `autograde ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG_COMMAND


def batch(options: argparse.Namespace) -> int:
    """Grade assignments and leave results, pages, grades and gradebook rows in the course."""
    from autograder.batch import grade_batch
    from autograder.course import find_course, load_assignment, read_submissions
    from autograder.settings import read_settings

    course = find_course(options.course)
    settings = read_settings(course.root)
    # All are looked up before the first is graded: a typing error in the last name must not cost an hour.
    work = [
        (load_assignment(course, name), read_submissions(course, name, options.student))
        for name in options.assignment
    ]
    status = GRADED
    for assignment, submissions in work:
        with _progress(assignment.name, len(submissions), as_json=options.json) as report:
            try:
                summary = grade_batch(
                    course,
                    assignment,
                    submissions,
                    settings=settings,
                    workers=options.workers,
                    force=options.force,
                    report=report,
                )
            except KeyboardInterrupt:
                return _interrupted(report.done, len(submissions), forced=options.force)
        if not options.json:
            _print_summary(assignment.name, summary)
        status = max(status, NEEDS_A_PERSON if summary.needing_review else GRADED)
    return status


def grade(options: argparse.Namespace) -> int:
    """Grade one notebook and print what came of it; write nothing."""
    from autograder.batch import grade_one
    from autograder.course import find_course, load_assignment, read_submission
    from autograder.settings import read_settings

    course = find_course(options.course)
    assignment = load_assignment(course, options.assignment, keep_seed=False)
    submission = read_submission(options.notebook, options.student, options.assignment)
    result = grade_one(course, assignment, submission, settings=read_settings(course.root))
    if options.json:
        _print_json(result)
    else:
        _print_result(result)
    return NEEDS_A_PERSON if result.needs_review else GRADED


def release(options: argparse.Namespace) -> int:
    """Make assignments/ from solutions/ through nbgrader."""
    from autograder.course import check_known, find_course
    from autograder.gradebook import release as release_assignment

    course = find_course(options.course)
    for name in options.assignment:
        check_known(course, name)
    for name in options.assignment:
        for path in release_assignment(course, name):
            print(path.relative_to(course.root) if path.is_relative_to(course.root) else path)
    return GRADED


def verify(options: argparse.Namespace) -> int:
    """Audit assignments: what earns points, what does not, what is named."""
    from autograder.batch import audit
    from autograder.course import assignment_names, find_course, load_assignment

    course = find_course(options.course)
    assignments = [load_assignment(course, n) for n in options.assignment or assignment_names(course)]
    if not assignments:
        raise CourseError(f"{course.root}: there is no assignment to verify")
    audits = [audit(course, assignment) for assignment in assignments]
    if options.json:
        from dataclasses import asdict

        print(json.dumps([asdict(each) for each in audits], default=float, indent=1, ensure_ascii=False))
    else:
        for each in audits:
            _print_audit(each)
    return NEEDS_A_PERSON if any(each.faults for each in audits) else GRADED


def new(options: argparse.Namespace) -> int:
    """Write a new assignment that verifies as it stands, to start writing from."""
    from autograder.course import find_course
    from autograder.starting import start_assignment

    course = find_course(options.course)
    for path in start_assignment(course, options.assignment):
        print(_near(path))
    course_option = f" --course {options.course}" if options.course else ""
    print("It has one small exercise and grades as it stands. Change it piece by piece; after each piece:")
    print(f"  autograde verify {options.assignment}{course_option}")
    return GRADED


# ---------------------------------------------------------------- the words of the command line


class _Parser(argparse.ArgumentParser):
    """Complain in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_COMMAND, f"{self.prog}: {message}. Try `{self.prog} --help`\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="autograde",
        description="Grade notebooks of numerical student code, and say what is wrong and why.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"autograder {__version__}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)

    verb = _add(verbs, batch, "grade submissions of a course", "  autograde batch park-visitors --workers 4")
    verb.add_argument("assignment", nargs="+", metavar="ASSIGNMENT")
    verb.add_argument(
        "--student", action="append", default=[], metavar="ID", help="only this student; may be repeated"
    )
    verb.add_argument(
        "--workers", type=_positive, default=_processors(), metavar="N", help="default: %(default)s"
    )
    verb.add_argument(
        "--force", action="store_true", help="grade anew also what has a result that still holds"
    )
    verb.add_argument(
        "--json", action="store_true", help="print each result as a line of JSON, and nothing else"
    )

    verb = _add(
        verbs,
        grade,
        "grade one notebook; nothing is written to the course",
        "  autograde grade ada.ipynb --assignment park-visitors",
    )
    verb.add_argument(
        "notebook", type=Path, metavar="NOTEBOOK", help="an .ipynb or .py file, or a folder with it"
    )
    verb.add_argument("--assignment", required=True, metavar="NAME")
    verb.add_argument("--student", default="anonymous", metavar="ID", help="default: %(default)s")
    verb.add_argument("--json", action="store_true", help="print the result file's content")

    verb = _add(
        verbs,
        verify,
        "audit assignments: the reference earns all, mistakes lose points and are named",
        "  autograde verify park-visitors",
    )
    verb.add_argument("assignment", nargs="*", metavar="ASSIGNMENT", help="default: all")
    verb.add_argument("--json", action="store_true", help="print what was found as JSON")

    verb = _add(verbs, new, "write a new assignment, to start from", "  autograde new valley")
    verb.add_argument("assignment", metavar="ASSIGNMENT", help="its name: letters, digits, - and _")

    verb = _add(
        verbs,
        release,
        "make assignments/ from solutions/, through nbgrader",
        "  autograde release park-visitors",
    )
    verb.add_argument("assignment", nargs="+", metavar="ASSIGNMENT")
    return parser


def _add(
    verbs: argparse._SubParsersAction[_Parser],
    verb: Callable[[argparse.Namespace], int],
    text: str,
    example: str,
) -> _Parser:
    parser = verbs.add_parser(
        verb.__name__,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=f"example:\n{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(verb=verb)
    parser.add_argument(
        "--course",
        type=Path,
        metavar="DIR",
        help="default: the nearest folder upwards with an nbgrader_config.py",
    )
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, got {text}")
    return int(text)


def _processors() -> int:
    return len(os.sched_getaffinity(0))


# ---------------------------------------------------------------- what a person sees


class _Reported:
    """Count the results that are done, and show them as they come."""

    def __init__(self, show: Callable[[Result], None]) -> None:
        self.show = show
        self.done = 0

    def __call__(self, result: Result) -> None:
        self.done += 1
        self.show(result)


@contextmanager
def _progress(name: str, total: int, *, as_json: bool) -> Iterator[_Reported]:
    """Show progress on stderr if it is a terminal; with *as_json* print each result on stdout."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    task = progress.add_task(name, total=total, rate="preparing")
    started = time.monotonic()

    def show(result: Result) -> None:
        done = reported.done
        progress.update(task, completed=done, rate=f"{done / (time.monotonic() - started):.1f}/s")
        if as_json:
            _print_json(result)

    reported = _Reported(show)
    with progress:
        yield reported


def _print_json(result: Result) -> None:
    from autograder.model import result_to_json

    print(json.dumps(json.loads(result_to_json(result)), ensure_ascii=False, sort_keys=True), flush=True)


def _print_summary(name: str, summary: Summary) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    graded = len(summary.results) - len(summary.needing_review)
    kept = f", {summary.kept} of them before" if summary.kept else ""
    console.print(f"{name}: {graded} graded{kept}; {len(summary.needing_review)} need a person")
    for result in summary.needing_review:
        reason = result.problem or "some exercises could not be graded"
        console.print(Text(f"  {_harmless(result.student)}: {_harmless(reason)}"))
    console.print(Text(f"class page  {_near(summary.class_page)}"))
    console.print(Text(f"grades      {_near(summary.grades)}"))


def _print_result(result: Result) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if result.problem:
        console.print(Text(_harmless(result.problem)))
    table = Table(box=None, pad_edge=False)
    for heading in ("exercise", "points", "verdict", "why"):
        table.add_column(heading, justify="right" if heading == "points" else "left")
    for exercise in result.exercises:
        points = "-" if exercise.score is None else f"{exercise.score:f}"
        why = "\n".join(diagnosis.hint for diagnosis in exercise.diagnoses)
        table.add_row(
            exercise.name, f"{points} of {exercise.points:f}", exercise.verdict.value, Text(_harmless(why))
        )
    console.print(table)
    console.print(f"{result.score:f} of {result.max_score:f} points")


def _print_audit(audit: Audit) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(audit.assignment, style="bold"))
    table = Table(box=None, pad_edge=False)
    headings = ("exercise", "points", "shown", "hidden", "guards", "mistakes named", "tied", "right versions")
    for heading in headings:
        first = heading == "exercise"
        table.add_column(heading, justify="left" if first else "right", no_wrap=first)
    for exercise in audit.exercises:
        kinds = [question.kind for question in exercise.questions]
        counts = [kinds.count("shown"), kinds.count("hidden"), kinds.count("guard")]
        counts += [len(exercise.named), len(exercise.tied), exercise.variants]
        table.add_row(exercise.name, f"{exercise.points:f}", *map(str, counts))
    console.print(table)
    for exercise in audit.exercises:
        for question in exercise.questions:
            alone = f"; only this one catches {', '.join(question.alone)}" if question.alone else ""
            console.print(
                Text(f"  {question.asked}: {question.kind}, catches {len(question.catches)}{alone}")
            )
    for fault in audit.faults:
        console.print(Text(f"FAULT {_harmless(fault)}"))
    count = "1 fault" if len(audit.faults) == 1 else f"{len(audit.faults)} faults"
    console.print(Text(count if audit.faults else "all is well"))


def _interrupted(done: int, total: int, *, forced: bool) -> int:
    command = "the same command without --force" if forced else "the same command"
    print(
        f"interrupted: {done} of {total} are done and kept; {command} continues with the rest",
        file=sys.stderr,
    )
    return INTERRUPTED


def _complain(error: AutograderError, status: int) -> int:
    text = " ".join(_harmless(str(error)).split())
    print(
        f"autograde: {'our own failure: ' if isinstance(error, InternalError) else ''}{text}", file=sys.stderr
    )
    return status


def _harmless(text: str) -> str:
    """Return *text*, which may come from a student, without what a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _near(path: Path) -> Path:
    """Return *path* as seen from here, if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
