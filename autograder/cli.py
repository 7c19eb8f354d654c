"""The command line: build the nouns, call one verb. Heavy libraries are imported by the verbs that need them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn, cast
from zoneinfo import ZoneInfo

from autograder import __version__
from autograder.errors import AutograderError, CourseError, InternalError
from autograder.terminal import (
    harmless,
    near,
    print_audit,
    print_commented,
    print_examination,
    print_export,
    print_filing,
    print_json,
    print_notice,
    print_profile,
    print_renewed,
    print_result,
    print_status,
    print_summary,
    progress,
    status_as_data,
    waiting,
)

if TYPE_CHECKING:
    from autograder.course import Course
    from autograder.filing import Filing
    from autograder.model import Assignment
    from autograder.previewing import Preview
    from autograder.settings import Settings

GRADED, NEEDS_A_PERSON, WRONG_COMMAND, INTERRUPTED = 0, 1, 2, 130

EXAMPLES = """\
examples:
  autograde new valley                         an assignment to start writing from
  autograde release park-visitors              make what students get
  autograde batch park-visitors                grade everything under submitted/
  autograde batch park-visitors --student ada  only hers
  autograde batch park-visitors --from submissions.zip
  autograde explain ada park-visitors gradient how her mark came about, asked again
  autograde diff park-visitors                 whose marks would change, before they do
  autograde status                             how far grading has come, and who needs a person
  autograde grade ada.ipynb --assignment park-visitors
  autograde show ada park-visitors             what her page shows, here
  autograde comment 7p7qgcky "Well begun."     say it to everybody who answered alike
  autograde verify                             audit every assignment of the course
  autograde export park-visitors --to csv      the grades, marks by hand included, as a table
  autograde doctor                             what holds on this machine, shown by trying it
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 a person must look at something, 2 wrong command."""
    # With this module jsonschema, which nbformat and nbgrader import, compiles grammars of addresses for more than a
    # second. They are for checks of a kind that no notebook's schema has; without it jsonschema leaves them out.
    sys.modules.setdefault("rfc3987_syntax", cast("ModuleType", None))
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
    from autograder.course import find_course
    from autograder.files import hold

    course = find_course(options.course)
    with hold(course.lock):
        return _batch(course, options)


def _batch(course: Course, options: argparse.Namespace) -> int:
    from autograder.batch import grade_batch
    from autograder.course import list_submissions, load_assignment
    from autograder.settings import read_settings

    settings = replace(read_settings(course.root), sealed=_sealed(options))
    # All are looked up before the first is graded: a typing error in the last name must not cost an hour.
    assignments = [load_assignment(course, name) for name in options.assignment]
    status = GRADED
    if options.source:
        try:
            filing = _file(course, assignments, options)
        except KeyboardInterrupt:
            print("interrupted while filing: the same command continues", file=sys.stderr)
            return INTERRUPTED
        status = NEEDS_A_PERSON if filing.refused else GRADED
        if not filing.filed:
            return NEEDS_A_PERSON
    work = [(each, list_submissions(course, each.name, options.student)) for each in assignments]
    for assignment, submissions in work:
        with progress(assignment.name, len(submissions), as_json=options.json) as report:
            try:
                summary = grade_batch(
                    course,
                    assignment,
                    submissions,
                    settings=settings,
                    workers=options.workers,
                    scheduler=options.scheduler,
                    force=options.force,
                    report=report,
                    watch=report.watch,
                    notice=print_notice,
                )
            except KeyboardInterrupt:
                return _interrupted(report.done, len(submissions), forced=options.force)
        if not options.json:
            print_summary(assignment.name, summary)
        if options.profile:
            print_profile(summary.profile)
        status = max(status, NEEDS_A_PERSON if summary.needing_review or summary.layout_problems else GRADED)
    return status


def _file(course: Course, assignments: Sequence[Assignment], options: argparse.Namespace) -> Filing:
    """File what an LMS handed out, and say what became of it."""
    from autograder.filing import file_download
    from autograder.filing.roster import read_roster

    filing = file_download(
        course,
        assignments,
        options.source,
        students=options.student,
        roster=read_roster(options.roster) if options.roster else (),
        zone=options.timezone,
    )
    print_filing(filing, as_json=options.json)
    return filing


def status(options: argparse.Namespace) -> int:
    """Say how far the grading of assignments has come, also while another command grades; write nothing."""
    from autograder.course import assignment_names, find_course
    from autograder.status import read_status

    course = find_course(options.course)
    names = dict.fromkeys(options.assignment or assignment_names(course))
    found = [read_status(course, name) for name in names]
    if options.json:
        print(json.dumps([status_as_data(each) for each in found], indent=1, ensure_ascii=False))
    else:
        for each in found:
            print_status(each)
    return NEEDS_A_PERSON if any(each.needs_a_person for each in found) else GRADED


def feedback(options: argparse.Namespace) -> int:
    """Make pages and grades anew from results and gradebook; ask nothing."""
    from autograder.batch import renew_feedback
    from autograder.course import find_course, load_assignment
    from autograder.files import hold
    from autograder.settings import read_settings

    course = find_course(options.course)
    settings = read_settings(course.root)
    with hold(course.lock):
        assignments = [load_assignment(course, name) for name in options.assignment]
        renewed = [renew_feedback(course, assignment, settings, print_notice) for assignment in assignments]
    for assignment, each in zip(assignments, renewed, strict=True):
        print_renewed(assignment.name, each)
    return NEEDS_A_PERSON if any(each.waiting or each.layout_problems for each in renewed) else GRADED


def comment(options: argparse.Namespace) -> int:
    """Add a comment by hand to everybody who answered alike; replace nothing, ask nothing."""
    from autograder.commenting import comment_on
    from autograder.course import assignment_names, check_known, find_course
    from autograder.files import hold
    from autograder.settings import read_settings

    course = find_course(options.course)
    settings = read_settings(course.root)
    if options.assignment:
        check_known(course, options.assignment)
    names = [options.assignment] if options.assignment else assignment_names(course)
    with hold(course.lock):
        commented = comment_on(course, options.cluster, options.text, names, settings, print_notice)
    print_commented(commented)
    return NEEDS_A_PERSON if commented.layout_problems else GRADED


def grade(options: argparse.Namespace) -> int:
    """Grade one notebook and print what came of it; write nothing."""
    from autograder.batch import grade_one
    from autograder.course import find_course, load_assignment, read_submission
    from autograder.settings import read_settings

    course = find_course(options.course)
    assignment = load_assignment(course, options.assignment, keep_seed=False)
    submission = read_submission(options.notebook, options.student, options.assignment)
    settings = replace(read_settings(course.root), sealed=_sealed(options))
    result = grade_one(course, assignment, submission, settings=settings)
    if options.json:
        print_json(result)
    else:
        print_result(result)
    return NEEDS_A_PERSON if result.needs_review else GRADED


def show(options: argparse.Namespace) -> int:
    """Print what a student's page shows; write nothing."""
    from autograder.course import check_student, find_course, load_assignment
    from autograder.records import read_pages
    from autograder.settings import read_settings
    from autograder.status import look_at_student
    from autograder.telling import print_story

    course = find_course(options.course)
    assignment = load_assignment(course, options.assignment, keep_seed=False)
    check_student(course, assignment.name, options.student)
    pages = read_pages(course, assignment, options.student, read_settings(course.root).how_to_ask)
    if not pages:
        command = f"autograde batch {assignment.name} --student {options.student}"
        raise CourseError(f"{options.student} has no result of {assignment.name} yet: {command}")
    remark = look_at_student(course, assignment.name, options.student)
    for place, page in enumerate(pages):
        print_story(page, remark if place == 0 else "", unfolded=options.all)
    return GRADED


def explain(options: argparse.Namespace) -> int:
    """Grade one submission again and print every step of one exercise; write nothing."""
    from autograder.course import check_student, find_course, list_submissions, load_assignment
    from autograder.explaining import explain as explain_exercise
    from autograder.settings import read_settings
    from autograder.telling import print_explanation

    course = find_course(options.course)
    assignment = load_assignment(course, options.assignment, keep_seed=False)
    check_student(course, assignment.name, options.student)
    (handed_in,) = list_submissions(course, assignment.name, [options.student])
    settings = replace(read_settings(course.root), sealed=_sealed(options))
    with waiting(f"grading {options.student} again"):
        explanation = explain_exercise(course, assignment, handed_in.read(), options.exercise, settings)
    print_explanation(explanation, options.question)
    return NEEDS_A_PERSON if explanation.now.score is None else GRADED


def diff(options: argparse.Namespace) -> int:
    """Say whose marks a batch would change, by how much and why; the course's results stay as they are."""
    from autograder.course import assignment_names, check_known, find_course
    from autograder.files import hold
    from autograder.settings import read_settings
    from autograder.telling import preview_as_data, print_preview

    course = find_course(options.course)
    names = list(dict.fromkeys(options.assignment or assignment_names(course)))
    for name in names:
        check_known(course, name)
    settings = replace(read_settings(course.root), sealed=_sealed(options))
    with hold(course.lock):
        try:
            previews = [_preview(course, name, settings, options) for name in names]
        except KeyboardInterrupt:
            print(
                "interrupted: what is graded is kept; the same command continues with the rest",
                file=sys.stderr,
            )
            return INTERRUPTED
    if options.json:
        print(json.dumps([preview_as_data(each) for each in previews], indent=1, ensure_ascii=False))
    else:
        for each in previews:
            print_preview(each)
    return NEEDS_A_PERSON if any(each.needs_a_person for each in previews) else GRADED


def _preview(course: Course, name: str, settings: Settings, options: argparse.Namespace) -> Preview:
    from autograder.course import list_submissions, load_assignment, students_who_submitted
    from autograder.previewing import preview
    from autograder.records import read_result

    # In a course that was never graded there is nothing to compare with, and so no seed to be drawn.
    found = list_submissions(course, name, options.student) if students_who_submitted(course, name) else ()
    graded = any(read_result(course, name, one.student) for one in found)
    assignment = load_assignment(course, name, keep_seed=graded)
    with progress(name, len(found), as_json=False) as report:
        return preview(
            course,
            assignment,
            found,
            settings=settings,
            workers=options.workers,
            scheduler=options.scheduler,
            report=report,
            watch=report.watch,
            notice=print_notice,
        )


def release(options: argparse.Namespace) -> int:
    """Make assignments/ from solutions/ through nbgrader."""
    from autograder.course import check_known, find_course
    from autograder.files import hold
    from autograder.gradebook import release as release_assignment

    course = find_course(options.course)
    for name in options.assignment:
        check_known(course, name)
    with hold(course.lock):
        for name in options.assignment:
            for path in release_assignment(course, name):
                print(path.relative_to(course.root) if path.is_relative_to(course.root) else path)
    return GRADED


def verify(options: argparse.Namespace) -> int:
    """Audit assignments: what earns points, what does not, what is named."""
    from autograder.batch import audit
    from autograder.course import assignment_names, find_course, load_assignment
    from autograder.settings import read_settings

    course = find_course(options.course)
    assignments = [load_assignment(course, n) for n in options.assignment or assignment_names(course)]
    if not assignments:
        raise CourseError(f"{course.root}: there is no assignment to verify")
    policy, sealed = read_settings(course.root).policy, _sealed(options)
    audits = [audit(course, assignment, policy, sealed=sealed) for assignment in assignments]
    if options.json:
        print(json.dumps([asdict(each) for each in audits], default=float, indent=1, ensure_ascii=False))
    else:
        for each in audits:
            print_audit(each)
    return NEEDS_A_PERSON if any(each.faults for each in audits) else GRADED


def doctor(options: argparse.Namespace) -> int:
    """Print what holds on this machine, shown by trying it; 0 if grading is possible and everything tried holds."""
    from autograder.doctor import LEVELS, examine

    examination = examine()
    if options.json:
        found = {**asdict(examination), "fit": examination.fit, "says": LEVELS[examination.level]}
        print(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        print_examination(examination)
    return GRADED if examination.fit else NEEDS_A_PERSON


def new(options: argparse.Namespace) -> int:
    """Write a new assignment that verifies as it stands, to start writing from."""
    from autograder.course import find_course
    from autograder.starting import start_assignment

    course = find_course(options.course)
    for path in start_assignment(course, options.assignment):
        print(near(path))
    course_option = f" --course {options.course}" if options.course else ""
    print("It has one small exercise and grades as it stands. Change it piece by piece; after each piece:")
    print(f"  autograde verify {options.assignment}{course_option}")
    return GRADED


def export(options: argparse.Namespace) -> int:
    """Write grades as a learning management system takes them, or show what would change there."""
    from autograder.course import check_known, find_course
    from autograder.exporting import Order, export_course, write

    course = find_course(options.course)
    for name in options.assignment:
        check_known(course, name)
    order = Order(
        options.to,
        options.gradebook,
        dict(options.match),
        tuple(options.column),
        tuple(options.student),
        options.provisional,
    )
    made = export_course(course, list(dict.fromkeys(options.assignment)), order, options.into)
    if not options.dry_run:
        write(made)
    print_export(made, dry_run=options.dry_run)
    return NEEDS_A_PERSON if made.needs_a_person else GRADED


def _sealed(options: argparse.Namespace) -> bool:
    """Tell whether student code must be sealed; warn if it need not."""
    if options.no_isolation:
        print(
            "warning: --no-isolation: student code can read and change whatever you can. Grade only what you trust; "
            "every result and the class page will say so",
            file=sys.stderr,
        )
    return not options.no_isolation


def _interrupted(done: int, total: int, *, forced: bool) -> int:
    command = "the same command without --force" if forced else "the same command"
    print(
        f"interrupted: {done} of {total} are done and kept; {command} continues with the rest",
        file=sys.stderr,
    )
    return INTERRUPTED


def _complain(error: AutograderError, status: int) -> int:
    text = " ".join(harmless(str(error)).split())
    print(
        f"autograde: {'our own failure: ' if isinstance(error, InternalError) else ''}{text}", file=sys.stderr
    )
    return status


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
        "--from",
        dest="source",
        type=Path,
        metavar="PATH",
        help="first file the submissions in this folder, notebook or archive, as an LMS hands it out",
    )
    verb.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help="with --from: a table that says who is who, such as an LMS exports",
    )
    verb.add_argument(
        "--timezone",
        type=_zone,
        default=None,
        metavar="ZONE",
        help="with --from: of times that the LMS writes without one, such as Europe/Berlin; default: this computer's",
    )
    verb.add_argument(
        "--student", action="append", default=[], metavar="ID", help="only this student; may be repeated"
    )
    verb.add_argument(
        "--workers", type=_positive, default=_processors(), metavar="N", help="default: %(default)s"
    )
    verb.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster that does the work: tcp://10.0.0.7:8786"
    )
    verb.add_argument(
        "--force", action="store_true", help="grade anew also what has a result that still holds"
    )
    verb.add_argument(
        "--json", action="store_true", help="print each result as a line of JSON, and nothing else"
    )
    verb.add_argument(
        "--profile", action="store_true", help="say at the end, on stderr, what each phase of the work took"
    )
    _add_no_isolation(verb)

    verb = _add(
        verbs,
        status,
        "say how far grading has come and who needs a person, also while a batch is at work",
        "  autograde status park-visitors",
    )
    verb.add_argument("assignment", nargs="*", metavar="ASSIGNMENT", help="default: all")
    verb.add_argument("--json", action="store_true", help="print it as JSON")

    verb = _add(
        verbs,
        feedback,
        "make pages and grades.csv anew, with the marks by hand in the gradebook; nothing is asked",
        "  autograde feedback park-visitors",
    )
    verb.add_argument("assignment", nargs="+", metavar="ASSIGNMENT")

    verb = _add(
        verbs,
        comment,
        "add one comment to everybody who answered an exercise alike; nothing is replaced",
        '  autograde comment 7p7qgcky "What does mean() divide by?"',
    )
    verb.add_argument("cluster", metavar="CLUSTER", help="its name, as the class page has it")
    verb.add_argument("text", metavar="TEXT", help="what to say; Markdown, as in formgrader")
    verb.add_argument("--assignment", metavar="NAME", help="look only there; default: in all")

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
    _add_no_isolation(verb)

    _add_defence(verbs)

    verb = _add(
        verbs,
        verify,
        "audit assignments: the reference earns all, mistakes lose points and are named",
        "  autograde verify park-visitors",
    )
    verb.add_argument("assignment", nargs="*", metavar="ASSIGNMENT", help="default: all")
    verb.add_argument("--json", action="store_true", help="print what was found as JSON")
    _add_no_isolation(verb)

    verb = _add(
        verbs,
        doctor,
        "show what holds on this machine, by trying it; needs no course",
        "  autograde doctor",
        in_course=False,
    )
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

    _add_export(verbs)
    return parser


def _add_defence(verbs: argparse._SubParsersAction[_Parser]) -> None:
    """Add the commands with which a mark is defended."""
    verb = _add(
        verbs,
        show,
        "print what a student's page shows",
        "  autograde show ada park-visitors",
    )
    verb.add_argument("student", metavar="STUDENT", help="the id, as the folder in submitted/ is called")
    verb.add_argument("assignment", metavar="ASSIGNMENT")
    verb.add_argument(
        "--all", action="store_true", help="also the questions that came out right, which the page has folded"
    )

    verb = _add(
        verbs,
        explain,
        "reproduce one verdict: ask again, live, and print every step; for those who grade, not for students",
        "  autograde explain ada park-visitors gradient\n  autograde explain ada park-visitors gradient --question 3",
    )
    verb.add_argument("student", metavar="STUDENT", help="the id, as the folder in submitted/ is called")
    verb.add_argument("assignment", metavar="ASSIGNMENT")
    verb.add_argument("exercise", metavar="EXERCISE")
    verb.add_argument(
        "--question",
        type=_positive,
        metavar="N",
        help="only this question, with lines that make the same call in a notebook",
    )
    _add_no_isolation(verb)

    verb = _add(
        verbs,
        diff,
        "say whose marks a batch would change and why, before it does; nothing is published",
        "  autograde diff park-visitors",
    )
    verb.add_argument("assignment", nargs="*", metavar="ASSIGNMENT", help="default: all")
    verb.add_argument(
        "--student", action="append", default=[], metavar="ID", help="only this student; may be repeated"
    )
    verb.add_argument(
        "--workers", type=_positive, default=_processors(), metavar="N", help="default: %(default)s"
    )
    verb.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster that does the work: tcp://10.0.0.7:8786"
    )
    verb.add_argument("--json", action="store_true", help="print it as JSON")
    _add_no_isolation(verb)


EXPORTS = """\
  autograde export park-visitors --to csv
  autograde export park-visitors --to canvas --gradebook Grades.csv --dry-run
  autograde export park-visitors --to canvas --gradebook Grades.csv --column 4711 --into upload.csv
  autograde export park-visitors --to moodle-worksheet --gradebook Worksheet.csv
  autograde export park-visitors --to moodle-grades --match "Email address=email"
  autograde export park-visitors ice-cream --to blackboard --gradebook gc_course.xls
  autograde export park-visitors --to gradescope --into results/"""


def _add_export(verbs: argparse._SubParsersAction[_Parser]) -> None:
    from autograder.gradesheets.systems import FIELDS, FORMATS

    verb = _add(verbs, export, "write grades as Canvas, Moodle and others take them", EXPORTS)
    verb.add_argument("assignment", nargs="+", metavar="ASSIGNMENT")
    verb.add_argument("--to", required=True, choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    verb.add_argument(
        "--gradebook", type=Path, metavar="FILE", help="the file that the system handed out, to be filled in"
    )
    verb.add_argument(
        "--into",
        type=Path,
        metavar="FILE",
        help="write there; for gradescope a folder (default: under reports/)",
    )
    verb.add_argument(
        "--dry-run", action="store_true", help="show what each student has there and would get; write nothing"
    )
    verb.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME",
        help="heading, title or id of the assignment's column there; once for each (default: its name)",
    )
    verb.add_argument(
        "--match",
        action="append",
        default=[],
        type=_match,
        metavar="HEADING=FIELD",
        help=f"a column with ids, and what stands in it: {', '.join(FIELDS)}; may be repeated",
    )
    verb.add_argument(
        "--student", action="append", default=[], metavar="ID", help="only this student; may be repeated"
    )
    verb.add_argument(
        "--provisional", action="store_true", help="also points so far of those who wait for a person"
    )


def _match(text: str) -> tuple[str, str]:
    from autograder.gradesheets.systems import FIELDS

    heading, _, name = text.rpartition("=")
    if not heading or name not in FIELDS:
        raise argparse.ArgumentTypeError(f"must be HEADING=FIELD with {', '.join(FIELDS)}, got {text}")
    return heading, name


def _add(
    verbs: argparse._SubParsersAction[_Parser],
    verb: Callable[[argparse.Namespace], int],
    text: str,
    example: str,
    *,
    in_course: bool = True,
) -> _Parser:
    parser = verbs.add_parser(
        verb.__name__,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=f"example:\n{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(verb=verb)
    if in_course:
        parser.add_argument(
            "--course",
            type=Path,
            metavar="DIR",
            help="default: the nearest folder upwards with an nbgrader_config.py",
        )
    return parser


def _add_no_isolation(verb: _Parser) -> None:
    verb.add_argument(
        "--no-isolation",
        action="store_true",
        help="grade also where student code cannot be sealed: only for code that you trust",
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, got {text}")
    return int(text)


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (OSError, ValueError, KeyError):  # for an unknown one it is a KeyError
        raise argparse.ArgumentTypeError(f"must be a time zone such as Europe/Berlin, got {text}") from None


def _processors() -> int:
    # Not on every system can one ask this; those cannot grade, but `doctor` says why.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
