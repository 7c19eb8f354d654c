"""One comment for many: what a person says to everybody who answered an exercise alike.

The only thing that is written to people's own words in the gradebook, and only added to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

from autograder.classpage import outline
from autograder.clusters import LETTERS, cluster_of, is_cluster
from autograder.course import Course, load_assignment
from autograder.errors import CourseError
from autograder.gradebook import open_gradebook
from autograder.layouts import Layouts
from autograder.model import ExerciseResult, Result
from autograder.records import Records, read_all_results, read_earlier_results, read_result
from autograder.settings import Settings

_UNWRITABLE = ("Cc", "Cs")
"""Unicode's categories of letters that no database or terminal takes: controls, and halves of pairs."""


@dataclass(frozen=True)
class Commented:
    """Whom a comment reached."""

    assignment: str
    exercise: str
    reached: tuple[str, ...]
    """Who got it now."""
    passed_over: tuple[str, ...]
    """Who had it already."""
    class_page: Path
    layout_problems: tuple[str, ...]
    """What is wrong in the course's own templates: the shipped ones took their place."""


def comment_on(
    course: Course,
    cluster: str,
    text: str,
    assignments: Sequence[str],
    settings: Settings,
    notice: Callable[[str], None] = lambda _: None,
) -> Commented:
    """Add *text* to the comments by hand of everybody in *cluster*, and make their pages and the class's anew.

    Whoever calls this is the only one who writes to the course: see `files.hold`. After a failure the same call
    completes what is missing.

    Args:
        course: where.
        cluster: its name, as the class page has it.
        text: what to say.
        assignments: where to look for it.
        settings: of the course.
        notice: called with a line on what does not stop this but should be known.

    Raises:
        CourseError: there is nothing to say or no such cluster, or something cannot be written.
    """
    text = _check(cluster, text)
    name, results, members = _find(course, cluster, assignments)
    exercise = next(iter(members.values()))
    assignment = load_assignment(course, name)
    with open_gradebook(course, assignment) as gradebook:
        new = gradebook.add_comment((exercise.notebook, exercise.name), text, members.keys())
        layouts = Layouts(course.root, notice)
        records = Records(course, assignment, gradebook, settings.how_to_ask, layouts)
        for student in members:
            if (result := read_result(course, name, student)) is not None:
                records.renew(result)
        records.write_reports(results)
    return Commented(
        name,
        exercise.name,
        reached=tuple(student for student in members if student in new),
        passed_over=tuple(student for student in members if student not in new),
        class_page=records.reports[0],
        layout_problems=tuple(layouts.problems),
    )


def _check(cluster: str, text: str) -> str:
    """Return *text* as it is stored."""
    if not is_cluster(cluster):
        raise CourseError(
            f"{cluster}: no name of a cluster; it is {LETTERS} letters and digits, and stands on the class page"
        )
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise CourseError("the comment is empty")
    if any(category(letter) in _UNWRITABLE and letter not in "\n\t" for letter in text):
        raise CourseError("the comment has control characters in it, or is no UTF-8 text")
    return text


def _find(
    course: Course, cluster: str, assignments: Sequence[str]
) -> tuple[str, Mapping[str, Result], Mapping[str, ExerciseResult]]:
    """Return the assignment, everybody's outline, and the exercise of those in *cluster*, by student."""
    for name in assignments:
        results = {result.student: outline(result) for result in read_all_results(course, name)}
        if members := _members(results.values(), cluster):
            return name, results, members
    for name in assignments:
        if before := _members(read_earlier_results(course, name), cluster):
            raise CourseError(
                f"{cluster}: a cluster of an older grading: nobody answers {next(iter(before.values())).name} of {name} "
                f"like this any more ({', '.join(before)} did); the class page has the clusters of today"
            )
    where = f"{course.root}" if len(assignments) != 1 else assignments[0]
    raise CourseError(f"{where}: there is no cluster {cluster}; the class page has their names")


def _members(results: Iterable[Result], cluster: str) -> dict[str, ExerciseResult]:
    return {
        result.student: exercise
        for result in results
        for exercise in result.exercises
        if cluster_of(result.assignment, exercise) == cluster
    }
