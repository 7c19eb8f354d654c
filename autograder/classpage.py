"""What the class's page shows, before it is a page: `ClassPage` is all that templates/class.html is given.

A course may have a template of its own, so the names here are part of what it can rely on. The page is for those who
grade, and for nobody else; of hidden questions there is still no call and no answer in it.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from statistics import median

from autograder.analysis import Discrimination, Step, difficulty, discrimination, distribute
from autograder.clusters import WRONG, cluster_of
from autograder.model import (
    SEAL,
    Assignment,
    Diagnosis,
    Exercise,
    ExerciseResult,
    ManualExercise,
    Mark,
    Provenance,
    QuestionResult,
    Result,
    Standing,
    Verdict,
    standing_of,
)
from autograder.page import WORDS, Place, columns_of, place_of

NOTHING: Mapping[str, Standing] = {}


@dataclass(frozen=True)
class NameInClass:
    """A student, wherever one is named."""

    id: str
    """As text to be shown."""
    link: str
    """The address of their page, relative to the class's and percent-encoded; empty where there is none."""


@dataclass(frozen=True)
class FiguresInClass:
    """The class in a few numbers. Mean, median and distribution are of the points that the program gave."""

    students: int
    """Everybody: also those who handed in nothing."""
    submitted: int
    """Those who handed in something."""
    graded: int
    """Submissions in which everything could be decided. Only those are in mean, median and distribution."""
    mean: Decimal | None
    """To hundredths; None where nothing is graded."""
    median: Decimal | None
    """To hundredths, likewise."""
    points: Decimal
    """What the program can give."""
    manual_points: Decimal
    """What people can give beside them."""
    steps: tuple[Step, ...]
    """How the points are distributed: how many students are in each step. Empty where there is nothing to show."""


@dataclass(frozen=True)
class ColumnInClass:
    """An exercise as a column of the table of students."""

    name: str
    """Of the exercise."""
    notebook: str
    """Where it is."""
    points: Decimal
    """What it is worth."""
    by_person: bool
    """A person grades it."""


@dataclass(frozen=True)
class CellInClass:
    """What one student has for one exercise."""

    verdict: Verdict
    """How it came out."""
    mark: Mark
    """What counts; its score is None while nobody has decided."""


@dataclass(frozen=True)
class StudentInClass:
    """A row of the table of students."""

    name: NameInClass
    """Whose row it is."""
    handed_in: bool
    """They handed in something."""
    total: Decimal
    """What nbgrader exports."""
    late_penalty: Decimal
    """How many points were taken off for being late."""
    needs_person: bool
    """Something could not be decided."""
    flagged: bool
    """Something was noted that an honest notebook does not do."""
    all_right: bool
    """Every exercise that the program grades."""
    cells: tuple[CellInClass | None, ...]
    """One for each column; None where nothing is known."""


@dataclass(frozen=True)
class ReviewInClass:
    """A submission at which a person must look."""

    name: NameInClass
    """Whose submission it is."""
    reasons: tuple[str, ...]
    """In words; a student's text may be in them."""


@dataclass(frozen=True)
class FlagInClass:
    """Something that was noted about a submission."""

    name: NameInClass
    """Whose submission it is."""
    exercise: str
    """In which exercise."""
    flag: str
    """Which one; `flag_words` has it in words."""


@dataclass(frozen=True)
class WaitingInClass:
    """An exercise for which people have still to give marks."""

    exercise: str
    """Its name."""
    students: int
    """Of how many submissions."""


@dataclass(frozen=True)
class ExerciseInClass:
    """How an exercise came out in the class."""

    name: str
    """Of the exercise."""
    notebook: str
    """Where it is."""
    points: Decimal
    """What it is worth."""
    by_person: bool
    """A person grades it."""
    students: int
    """Of how many it is known what they earned: by the program, or by a person where a person grades it."""
    verdicts: tuple[tuple[Verdict, int], ...]
    """Those that occur, and in how many submissions: from right to undecided."""
    difficulty: float | None
    """The mean share of the points, 0 to 1; high is easy. None where nobody's points are known, or a person has still
    to give some."""
    discrimination: Discrimination
    """Whether those who do well elsewhere do well here."""


@dataclass(frozen=True)
class MistakeInClass:
    """A diagnosis, and who got it."""

    exercise: str
    """In which exercise."""
    id: str
    """Its name among the assignment's misconceptions, or the pattern's."""
    hint: str
    """What the students read."""
    students: tuple[NameInClass, ...]
    """By id."""


@dataclass(frozen=True)
class ClusterInClass:
    """Submissions whose exercise came out wrong in the same way."""

    id: str
    """For `autograde comment`."""
    exercise: str
    """Of which exercise."""
    verdict: Verdict
    """How it came out."""
    question: QuestionResult | None
    """One that did not come out right, shown ones before hidden ones: the example."""
    diagnoses: tuple[Diagnosis, ...]
    """Why, if that is known; without evidence."""
    students: tuple[NameInClass, ...]
    """At least one."""


@dataclass(frozen=True)
class ClustersInClass:
    """All wrong submissions of one exercise."""

    exercise: str
    """Its name."""
    shared: tuple[ClusterInClass, ...]
    """Clusters of several students, the largest first."""
    single: tuple[ClusterInClass, ...]
    """Those who answered as nobody else did."""


@dataclass(frozen=True)
class ClassPage:
    """All that class.html is given. Each field is a name in the template."""

    title: str
    """Of the assignment."""
    assignment: str
    """Its name."""
    own_cells: bool
    """The assignment's own test cells graded it, not questions."""
    figures: FiguresInClass
    """The class in a few numbers."""
    unsealed: tuple[NameInClass, ...]
    """Whose code ran without a complete seal."""
    review: tuple[ReviewInClass, ...]
    """Who needs a person, and why."""
    flagged: tuple[FlagInClass, ...]
    """What was noted about honesty."""
    waiting: tuple[WaitingInClass, ...]
    """Exercises that people grade, as far as marks are missing."""
    exercises: tuple[ExerciseInClass, ...]
    """All of the assignment, in its order, with how each came out in the class."""
    mistakes: tuple[MistakeInClass, ...]
    """Those with a name, the most frequent first."""
    clusters: tuple[ClustersInClass, ...]
    """Submissions that answer alike; exercises without any wrong one are left out."""
    columns: tuple[ColumnInClass, ...]
    """Of the table of students: the exercises in their order, those that a person grades at the end."""
    rows: tuple[StudentInClass, ...]
    """Of the table of students: everybody, by id."""
    provenances: tuple[Provenance, ...]
    """Programs and assignments that the results were made with, one of each."""


def compose_class_page(
    results: Iterable[Result],
    assignment: Assignment,
    links: Mapping[str, str],
    standings: Mapping[str, Standing] = NOTHING,
    absent: Sequence[str] = (),
) -> ClassPage:
    """Return what the class's page shows.

    Args:
        results: one for each student, in any order; outlines will do.
        assignment: what they were graded against; its exercises are the columns.
        links: for each student id the address of that student's page, relative to the class page and
            percent-encoded. A student who is not in it has no link.
        standings: what the gradebook makes of the results, by student; who is not in it has what was graded.
        absent: students who handed in nothing.
    """
    in_order = sorted(map(outline, results), key=lambda r: r.student)
    names = {
        student: NameInClass(student, links.get(student, ""))
        for student in (*(r.student for r in in_order), *absent)
    }
    columns, rows = columns_of(assignment), [Row.of(r, standings) for r in in_order]
    by_hand = set(map(place_of, assignment.manual))
    on_page = [_student_in_class(row, names[row.result.student], columns) for row in rows]
    on_page += [_absent_in_class(names[student], columns) for student in absent]
    return ClassPage(
        title=assignment.title,
        assignment=assignment.name,
        own_cells=assignment.own_cells,
        figures=_figures_in_class(in_order, assignment, len(on_page)),
        unsealed=tuple(names[r.student] for r in in_order if not set(SEAL) <= set(r.provenance.isolation)),
        review=tuple(
            ReviewInClass(names[r.student], tuple(reasons_for_review(r))) for r in in_order if r.needs_review
        ),
        flagged=tuple(
            FlagInClass(names[r.student], e.name, flag)
            for r in in_order
            for e in r.exercises
            for flag in e.flags
        ),
        waiting=tuple(
            WaitingInClass(one.name, count)
            for one in assignment.manual
            if (count := sum(_is_open(row, place_of(one)) for row in rows))
        ),
        exercises=tuple(_exercise_in_class(c, rows, by_person=place_of(c) in by_hand) for c in columns),
        mistakes=_mistakes_in_class(in_order, assignment, names),
        clusters=_clusters_in_class(in_order, assignment, names),
        columns=tuple(ColumnInClass(c.name, c.notebook, c.points, place_of(c) in by_hand) for c in columns),
        rows=tuple(sorted(on_page, key=lambda row: row.name.id)),
        provenances=_provenances(in_order),
    )


def outline(result: Result) -> Result:
    """Return *result* with what summaries and class pages tell of it: of the questions one that says why, at most.

    A class of thousands fits into memory so.
    """
    return replace(result, exercises=tuple(_outline(result.assignment, e) for e in result.exercises))


def reasons_for_review(result: Result) -> list[str]:
    """Say why a person must look at *result*."""
    if result.problem:
        return [result.problem]
    known = dict(result.notebook_problems)
    failed = [e for e in result.exercises if e.verdict is Verdict.UNGRADED]
    said = [known[name] for name in dict.fromkeys(e.notebook for e in failed) if name in known]
    return [*said, *(f"{e.name}: {_what_failed(e)}" for e in failed if e.notebook not in known)]


def max_score_of(assignment: Assignment) -> Decimal:
    """Return what the program can give."""
    return sum((e.points for e in assignment.exercises), Decimal(0))


def manual_points_of(assignment: Assignment) -> Decimal:
    """Return what people can give beside it."""
    return sum((e.points for e in assignment.manual), Decimal(0))


@dataclass(frozen=True)
class Row:
    """A result, and what the gradebook makes of it."""

    result: Result
    exercises: Mapping[Place, ExerciseResult]
    standing: Standing
    marks: Mapping[Place, Mark]
    """Of every exercise of the result."""

    @classmethod
    def of(cls, result: Result, standings: Mapping[str, Standing]) -> Row:
        """Return the row of *result*; without a standing it is as it was graded."""
        standing = standings.get(result.student) or standing_of(result)
        exercises = {place_of(e): e for e in result.exercises}
        marks = {place: standing.marks.get(place) or Mark(e.score) for place, e in exercises.items()}
        return cls(result, exercises, standing, marks)


# ---------------------------------------------------------------- below: how


def _outline(assignment: str, exercise: ExerciseResult) -> ExerciseResult:
    diagnoses = tuple(Diagnosis(sys.intern(d.id), sys.intern(d.hint), "") for d in exercise.diagnoses)
    return replace(
        exercise,
        cluster=cluster_of(assignment, exercise),
        questions=_telling(exercise),
        formulas=(),
        picture=None,
        diagnoses=diagnoses,
    )


def _telling(exercise: ExerciseResult) -> tuple[QuestionResult, ...]:
    """Return one question that tells why the exercise came out as it did; none where it is right."""
    if exercise.verdict is Verdict.UNGRADED:
        undecided = (q for q in exercise.questions if q.verdict is Verdict.UNGRADED and q.finding)
        return tuple(islice(undecided, 1))
    if exercise.verdict not in WRONG:
        return ()
    wrong = [q for q in exercise.questions if q.verdict is not Verdict.PASSED]
    return tuple(sorted(wrong, key=lambda q: not q.visible)[:1])


def _what_failed(exercise: ExerciseResult) -> str:
    findings = (q.finding for q in exercise.questions if q.verdict is Verdict.UNGRADED and q.finding)
    return next(findings, WORDS[Verdict.UNGRADED])


def _figures_in_class(results: Sequence[Result], assignment: Assignment, students: int) -> FiguresInClass:
    scores = [r.score for r in results if not r.needs_review]
    points = max_score_of(assignment)
    return FiguresInClass(
        students=students,
        submitted=len(results),
        graded=len(scores),
        mean=_hundredths(sum(scores, Decimal(0)) / len(scores)) if scores else None,
        median=_hundredths(median(scores)) if scores else None,
        points=points,
        manual_points=manual_points_of(assignment),
        steps=distribute(scores, points) if scores else (),
    )


def _hundredths(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"))


def _student_in_class(
    row: Row, name: NameInClass, columns: Sequence[Exercise | ManualExercise]
) -> StudentInClass:
    places = map(place_of, columns)
    return StudentInClass(
        name=name,
        handed_in=True,
        total=row.standing.total,
        late_penalty=row.standing.late_penalty,
        needs_person=row.result.needs_review,
        flagged=any(e.flags for e in row.result.exercises),
        all_right=all(e.verdict is Verdict.PASSED for e in row.result.automatic),
        cells=tuple(
            CellInClass(row.exercises[p].verdict, row.marks[p]) if p in row.exercises else None
            for p in places
        ),
    )


def _absent_in_class(name: NameInClass, columns: Sequence[object]) -> StudentInClass:
    nothing = (None,) * len(columns)
    return StudentInClass(
        name,
        handed_in=False,
        total=Decimal(0),
        late_penalty=Decimal(0),
        needs_person=False,
        flagged=False,
        all_right=False,
        cells=nothing,
    )


def _is_open(row: Row, place: Place) -> bool:
    return place in row.marks and row.marks[place].score is None


def _exercise_in_class(
    column: Exercise | ManualExercise, rows: Sequence[Row], *, by_person: bool
) -> ExerciseInClass:
    """Return how an exercise came out: the program's points, or a person's where a person grades it."""
    place = place_of(column)
    here = [row for row in rows if place in row.exercises]
    verdicts = Counter(row.exercises[place].verdict for row in here)
    scores = [
        (row.marks[place].score if by_person else row.exercises[place].score, row.result) for row in here
    ]
    known = [(points, result) for points, result in scores if points is not None]
    # Who has marked some written answers has seldom begun with usual ones: so it is all of them, or nothing is said.
    missing = by_person and len(known) < len(scores)
    told = [] if missing else known
    return ExerciseInClass(
        name=column.name,
        notebook=column.notebook,
        points=column.points,
        by_person=by_person,
        students=len(known),
        verdicts=tuple((verdict, verdicts[verdict]) for verdict in Verdict if verdicts[verdict]),
        difficulty=difficulty([points for points, _ in told], column.points),
        discrimination=Discrimination(None, "marks are missing")
        if missing
        else _discrimination(place, told, by_person=by_person),
    )


def _discrimination(
    place: Place, told: Sequence[tuple[Decimal, Result]], *, by_person: bool
) -> Discrimination:
    """Hold points in one exercise against what the program gave for all others; only where it could decide everything."""
    decided = [(points, result) for points, result in told if not result.needs_review]
    if decided and all(place_of(e) == place for e in decided[0][1].automatic):
        return Discrimination(None, "there is no other exercise")
    rest = [result.score if by_person else result.score - points for points, result in decided]
    return discrimination([points for points, _ in decided], rest)


def _mistakes_in_class(
    results: Sequence[Result], assignment: Assignment, names: Mapping[str, NameInClass]
) -> tuple[MistakeInClass, ...]:
    """Count each diagnosis once per student; the most frequent first, else in the order of the exercises."""
    hints: dict[tuple[Place, str], str] = {}
    students: dict[tuple[Place, str], list[NameInClass]] = defaultdict(list)
    for result in results:
        for exercise in result.exercises:
            for id_, hint in {d.id: d.hint for d in exercise.diagnoses}.items():
                hints.setdefault((place_of(exercise), id_), hint)
                students[place_of(exercise), id_].append(names[result.student])
    order = _order_in(assignment)
    ranked = sorted(
        students, key=lambda key: (-len(students[key]), order.get(key[0], len(order)), key[0], key[1])
    )
    return tuple(MistakeInClass(key[0][1], key[1], hints[key], tuple(students[key])) for key in ranked)


def _clusters_in_class(
    results: Sequence[Result], assignment: Assignment, names: Mapping[str, NameInClass]
) -> tuple[ClustersInClass, ...]:
    """Return the wrong exercises by who answered alike; the example is that of the first student by id."""
    members: dict[Place, dict[str, list[tuple[ExerciseResult, NameInClass]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for result in results:
        for exercise in result.exercises:
            if exercise.cluster:
                members[place_of(exercise)][exercise.cluster].append((exercise, names[result.student]))
    order = _order_in(assignment)
    found = []
    for place in sorted(members, key=lambda place: (order.get(place, len(order)), place)):
        clusters = [_cluster_in_class(id_, alike) for id_, alike in members[place].items()]
        clusters.sort(key=lambda cluster: (-len(cluster.students), cluster.students[0].id))
        found.append(
            ClustersInClass(
                place[1],
                tuple(c for c in clusters if len(c.students) > 1),
                tuple(c for c in clusters if len(c.students) == 1),
            )
        )
    return tuple(found)


def _cluster_in_class(id_: str, alike: Sequence[tuple[ExerciseResult, NameInClass]]) -> ClusterInClass:
    exercise = alike[0][0]
    return ClusterInClass(
        id=id_,
        exercise=exercise.name,
        verdict=exercise.verdict,
        question=next(iter(exercise.questions), None),
        diagnoses=exercise.diagnoses,
        students=tuple(name for _, name in alike),
    )


def _order_in(assignment: Assignment) -> dict[Place, int]:
    return {place_of(column): number for number, column in enumerate(columns_of(assignment))}


def _provenances(results: Iterable[Result]) -> tuple[Provenance, ...]:
    made_with = {(r.provenance.autograder, r.provenance.assignment_digest): r.provenance for r in results}
    return tuple(made_with[key] for key in sorted(made_with))
