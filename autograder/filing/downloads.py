"""What learning management systems hand out, by the names of the files: who handed in what, when, and how often.

    attempts, refused = recognise(pieces, assignments={"park-visitors": ("park-visitors",)}, zone=ZoneInfo("Europe/Berlin"))

Each system has names of its own, and a file is recognised by where it lies in the download. What lies in an archive that
a student packed says nothing about who it is from: its names are the student's choice.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from autograder.filing.archives import Piece, Refused, is_archive
from autograder.filing.roster import Key, Kind, participant

MAX_METADATA = 100 * 2**20
"""How large Gradescope's submission_metadata.yml may be: it holds the output of every test of every attempt."""
MAX_NESTING = 50
"""How deep it may be nested; Gradescope's own has 8 levels."""


@dataclass(frozen=True)
class Attempt:
    """What one student handed in at one time."""

    came_as: str
    """The folder or file in the download, to be shown."""
    system: str
    """Whose naming it is."""
    keys: tuple[Key, ...]
    """What the download says about who it is from; empty: nothing."""
    otherwise: str | None
    """An id that may serve where the course has no list of its students."""
    files: tuple[tuple[tuple[str, ...], Piece], ...]
    """Each with its path within the submission."""
    assignment: str | None = None
    """None where the download does not say which."""
    time: datetime | None = None
    """In UTC; None where the download does not say when."""
    number: int = 0
    """Grows from attempt to attempt where the system counts them; 0 where it does not."""
    late: bool = False
    """The system calls it late."""
    older: int = 0
    """How many files there are older versions of one that counts."""


@dataclass(frozen=True)
class _Found:
    """A file, and what its place in the download says."""

    attempt: Attempt
    path: tuple[str, ...]
    piece: Piece
    label: str = ""
    """What the student called the file that came, where the system counts files."""
    order: int = 0
    """Among files of one label in one attempt, the largest counts."""
    is_receipt: bool = False
    """The system wrote it, not the student."""


def recognise(
    pieces: Sequence[Piece], assignments: Mapping[str, Sequence[str]], zone: tzinfo | None
) -> tuple[list[Attempt], list[Refused]]:
    """Return the attempts that *pieces* make up, and what could not be recognised.

    Args:
        pieces: the files of a download.
        assignments: the assignment names of the course with the names of their notebooks.
        zone: of the times that the system writes without one; None: this computer's.
    """
    notebooks = {name for names in assignments.values() for name in names}
    if _metadata(pieces) is not None:
        found, refused = _read_gradescope(pieces)
    else:
        found, refused = _read_system(pieces, zone)
    if not found and not refused:
        found, refused = _read_plain(pieces, set(assignments), notebooks)
    return _gather(found, notebooks), list({one.name: one for one in refused}.values())


def _read_system(pieces: Sequence[Piece], zone: tzinfo | None) -> tuple[list[_Found], list[Refused]]:
    """Read *pieces* as those of the one system whose naming most of them follow; nothing if there is none.

    Every file by itself could be misled: a student of one system may name a file as another system would.
    """
    readings = {name: [read(piece, zone) for piece in pieces] for name, read in _SYSTEMS.items()}
    places = {name: {f.piece.outer for f in found if f is not None} for name, found in readings.items()}
    best = max(places, key=lambda name: len(places[name]))
    if 2 * len(places[best]) <= len({piece.outer for piece in pieces}):
        return [], []
    rivals = [name for name in places if len(places[name]) == len(places[best])]
    if len(rivals) > 1:
        reason = (
            f"named as by {' and by '.join(rivals)}, so that it cannot be said whose it is: use --student ID"
        )
        return [], [Refused("/".join(place), reason) for place in sorted(places[best])]
    found = [one for one in readings[best] if one is not None]
    unlike = sorted({piece.outer for piece in pieces} - places[best])
    reason = f"{best} would not name it so: put it in place by hand, if it is a submission"
    return _with_receipts(found), [Refused("/".join(place), reason) for place in unlike]


def as_one_student(pieces: Sequence[Piece], student: str) -> Attempt:
    """Return all of *pieces* as the work of one student, whom the instructor names."""
    files = tuple((_own_path(piece, ()), piece) for piece in pieces)
    return Attempt(pieces[0].name, "named on the command line", ((Kind.LOGIN, student),), student, files)


def _gather(found: Iterable[_Found], notebooks: set[str]) -> list[Attempt]:
    """Put the files of each attempt together; of several files of one name the newest counts."""
    groups: dict[Attempt, list[_Found]] = defaultdict(list)
    for one in found:
        groups[one.attempt].append(one)
    attempts = []
    for attempt, ones in groups.items():
        own = [one for one in ones if not one.is_receipt] or ones
        newest: dict[str, int] = {}
        for one in own:
            name = _without_count(one.label, notebooks)
            newest[name] = max(one.order, newest.get(name, 0))
        kept = [one for one in own if one.order == newest[_without_count(one.label, notebooks)]]
        files = tuple((one.path, one.piece) for one in kept)
        older = len({(one.label, one.order) for one in own} - {(one.label, one.order) for one in kept})
        attempts.append(replace(attempt, files=files, number=max(one.order for one in ones), older=older))
    return attempts


def _without_count(name: str, notebooks: set[str]) -> str:
    """Return a file's name without the -1, -2 that Canvas appends when it is handed in again."""
    stem, dot, suffix = name.rpartition(".")
    return name if stem in notebooks else re.sub(r"-\d{1,3}$", "", stem) + dot + suffix


def _own_path(piece: Piece, path: Sequence[str]) -> tuple[str, ...]:
    """Return where a file lies within the submission; an archive's name is no folder of the student's."""
    if piece.inner:
        return piece.inner
    return tuple(path) or piece.outer[-1:]


def _login(name: str) -> tuple[Key, ...]:
    keys = ((Kind.LOGIN, name),)
    return (*keys, (Kind.EMAIL, name)) if "@" in name else keys


def _time(text: str, layout: str, zone: tzinfo | None) -> datetime | None:
    try:
        time = datetime.strptime(text, layout)  # noqa: DTZ007  the zone follows
        return time.replace(tzinfo=zone).astimezone(UTC)  # without a zone it is this computer's
    except (ValueError, OverflowError):
        return None


# ---------------------------------------------------------------- systems that are known by the names of their files


def _from_canvas(piece: Piece, zone: tzinfo | None) -> _Found | None:  # noqa: ARG001  Canvas does not say when
    """Read doejane_LATE_5512_90210_park.ipynb: name, lateness, Canvas's ids of the student and of the file."""
    at, match = _search(
        piece,
        r"(?:(?P<name>.*?)_)??(?P<late>LATE_)?(?P<user>[1-9]\d*|anon_[A-Za-z0-9]{5})_"
        r"(?:(?P<file>[1-9]\d*)_(?P<own>.+)|(?P<kind>(?:text|link)\.html))",
    )
    if match is None:
        return None
    user = match["user"]
    anonymous = user.startswith("anon_")
    attempt = Attempt(
        came_as=f"{match['name'] or ''}_{user}".lstrip("_"),
        system="Canvas",
        keys=() if anonymous else ((Kind.LMS, user),),
        otherwise=None if anonymous else user,
        files=(),
        late=bool(match["late"]),
    )
    own = match["own"] or match["kind"]
    return _Found(
        attempt, _own_path(piece, (own, *piece.outer[at + 1 :])), piece, own, int(match["file"] or 0)
    )


def _from_moodle(piece: Piece, zone: tzinfo | None) -> _Found | None:  # noqa: ARG001  Moodle does not say when
    """Read `Ada Lovelace_12345_assignsubmission_file_/park.ipynb`, or the same without folders."""
    at, match = _search(
        piece, r"(?P<who>(?P<name>[^_]*)_(?P<id>\d+))_assignsubmission_(?P<kind>[a-z]+)_?(?P<own>.*)"
    )
    if match is None:
        return None
    attempt = Attempt(match["who"], "Moodle", (participant(match["id"], match["name"]),), None, ())
    path = [part for part in (match["own"], *piece.outer[at + 1 :]) if part]
    return _Found(attempt, _own_path(piece, path), piece, is_receipt=match["kind"] == "onlinetext")


def _from_blackboard(piece: Piece, zone: tzinfo | None) -> _Found | None:
    """Read `Park visitors_ada_attempt_2026-03-02-18-24-11_park.ipynb`; the word in the middle is translated."""
    at, match = _search(
        piece,
        r"(?P<head>.+?_(?P<user>[^_]+))_[^\W\d_]+_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<own>.+)|(?P<receipt>\.txt))",
    )
    if match is None:
        return None
    user = match["user"]
    attempt = Attempt(
        came_as=f"{match['head']} {match['time']}",
        system="Blackboard",
        keys=_login(user),
        otherwise=user,
        files=(),
        time=_time(match["time"], "%Y-%m-%d-%H-%M-%S", zone),
    )
    path = _own_path(piece, (match["own"] or "submission.txt", *piece.outer[at + 1 :]))
    return _Found(attempt, path, piece, is_receipt=bool(match["receipt"]))


def _from_brightspace(piece: Piece, zone: tzinfo | None) -> _Found | None:
    """Read `155869-394 - Ada Lovelace - Mar 2, 2026 624 PM/park.ipynb`, or the same without folders."""
    at, match = _search(
        piece,
        r"(?P<who>(?P<id>\d+)-\d+ ?- ?(?P<name>.+?)) ?- ?(?P<time>[A-Z][a-z]{2,8} \d{1,2}, \d{4} \d{1,2}[_:.]?\d\d [AP]M)"
        r"(?: ?- ?(?P<own>.+))?",
    )
    if match is None:
        return None
    written = re.sub(r"(\d{1,2})[_:.]?(\d\d) ([AP]M)$", r"\1 \2 \3", match["time"])
    time = _time(written, "%b %d, %Y %I %M %p", zone) or _time(written, "%B %d, %Y %I %M %p", zone)
    attempt = Attempt(
        f"{match['who']} {match['time']}",
        "Brightspace",
        ((Kind.LMS, match["id"]),),
        match["id"],
        (),
        time=time,
    )
    path = [part for part in (match["own"], *piece.outer[at + 1 :]) if part]
    return _Found(attempt, _own_path(piece, path), piece)


def _from_exchange(piece: Piece, zone: tzinfo | None) -> _Found | None:
    """Read `ada+park-visitors+2026-03-02 18:24:11.123456 UTC+secret/park.ipynb`: nbgrader's inbound folder."""
    at, match = _search(
        piece,
        r"(?P<user>[^+]+)\+(?P<assignment>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?P<part>\.\d{1,6})?"
        r"(?: (?P<zone>[^+]*))?(?:\+.*)?",
    )
    if match is None or at + 1 >= len(piece.outer):
        return None
    utc = match["zone"] in (None, "", "UTC")
    time = _time(f"{match['time']}{match['part'] or '.0'}", "%Y-%m-%d %H:%M:%S.%f", UTC if utc else zone)
    attempt = Attempt(
        came_as=piece.outer[at],
        system="nbgrader's exchange",
        keys=_login(match["user"]),
        otherwise=match["user"],
        files=(),
        assignment=match["assignment"],
        time=time,
    )
    return _Found(attempt, _own_path(piece, piece.outer[at + 1 :]), piece)


_SYSTEMS = {
    "Moodle": _from_moodle,
    "Blackboard": _from_blackboard,
    "Brightspace": _from_brightspace,
    "nbgrader's exchange": _from_exchange,
    "Canvas": _from_canvas,
}


def _with_receipts(found: Sequence[_Found]) -> list[_Found]:
    """Return *found* with the user names that Blackboard's own .txt files state.

    In the names of the files it cannot be seen where the assignment's title ends and a user name with _ begins.
    """
    users = {}
    for one in found:
        if one.is_receipt and one.attempt.system == "Blackboard" and not one.piece.inner:
            with one.piece.path.open("rb") as file:
                line = file.readline(1000).decode("utf-8", "replace")
            stated = re.match(r"[^:]+:.*\(([^()]+)\)\s*$", line)
            if stated and one.attempt.came_as.rpartition(" ")[0].endswith(f"_{stated[1]}"):
                users[one.attempt] = stated[1]
    return [
        replace(one, attempt=replace(one.attempt, keys=_login(user), otherwise=user)) if user else one
        for one in found
        for user in (users.get(one.attempt),)
    ]


def _search(piece: Piece, pattern: str) -> tuple[int, re.Match[str] | None]:
    """Return the outermost part of a file's path in the download that is like *pattern*, and the match."""
    for at, part in enumerate(piece.outer):
        if match := re.fullmatch(pattern, part, re.DOTALL):
            return at, match
    return 0, None


# ---------------------------------------------------------------- Gradescope


def _metadata(pieces: Sequence[Piece]) -> Piece | None:
    """Return submission_metadata.yml if it lies around the whole download, where no student can have put it."""
    depth = _depth_in_common(pieces)
    for piece in pieces:
        if piece.outer[-1] == "submission_metadata.yml" and len(piece.outer) == depth + 1 and not piece.inner:
            known = any(read(piece, UTC) for read in _SYSTEMS.values())
            return None if known else piece
    return None


def _read_gradescope(pieces: Sequence[Piece]) -> tuple[list[_Found], list[Refused]]:
    """Read the folders that Gradescope's list names, beside which it lies."""
    metadata = _metadata(pieces)
    if metadata is None:
        return [], []
    try:
        document = _read_yaml(metadata)
    except _UnreadableError as wrong:
        return [], [Refused(metadata.name, str(wrong))]
    entries = {str(name): entry for name, entry in document.items() if isinstance(entry, dict)}
    found, refused = [], []
    for piece in pieces:
        name, *path = piece.outer[len(metadata.outer) - 1 :]
        if name in entries:
            submitters = list(_submitters(name, entries[name]))
            found += [_Found(one, _own_path(piece, path or [name]), piece) for one in submitters]
        if piece is not metadata and (name not in entries or not submitters):
            refused.append(Refused(name, "Gradescope's list names nobody for it: put it in place by hand"))
    return found, refused


def _submitters(name: str, entry: Mapping[Any, Any]) -> Iterator[Attempt]:
    """Yield one attempt for each student of a group."""
    people = entry.get(":submitters")
    time = entry.get(":created_at")
    when = time.astimezone(UTC) if isinstance(time, datetime) and time.tzinfo else None
    for person in people[:100] if isinstance(people, list) else []:
        texts = (
            {key: str(value) for key, value in person.items() if value} if isinstance(person, dict) else {}
        )
        number, email = texts.get(":sid", ""), texts.get(":email", "")
        keys = tuple(key for key in ((Kind.LOGIN, number), (Kind.EMAIL, email)) if key[1])
        shown = f"{name} ({texts.get(':name') or number or email or 'nobody'})"
        yield Attempt(shown[:200], "Gradescope", keys, number or email or None, (), time=when)


class _UnreadableError(Exception):
    """Say why a list cannot be read."""


def _read_yaml(piece: Piece) -> Mapping[Any, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if piece.size > MAX_METADATA:
        raise _UnreadableError(f"over the limit of {MAX_METADATA // 2**20} MB")
    try:
        content = piece.path.read_bytes()
        depth = 0
        # Its composer is recursive in C and ends the process when nested too deep; its parser is not.
        for event in yaml.parse(content, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_NESTING:
                raise _UnreadableError(f"nested more than {MAX_NESTING} deep")
        document = yaml.load(content, Loader=loader)  # noqa: S506  a safe one
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, OverflowError) as wrong:
        raise _UnreadableError("no readable list of submissions: download it again") from wrong
    if not isinstance(document, dict):
        raise _UnreadableError("no list of submissions: download it again")
    return document


# ---------------------------------------------------------------- folders and files that are called like students


def _read_plain(
    pieces: Sequence[Piece], assignments: set[str], notebooks: set[str]
) -> tuple[list[_Found], list[Refused]]:
    """Read ada/park-visitors/park.ipynb as in nbgrader's submitted folder, ada/park.ipynb, or ada.ipynb."""
    common = _depth_in_common(pieces)
    for depth in range(common + 1):
        below = [piece.outer[depth:] for piece in pieces]
        in_tree = [len(parts) > 2 and parts[1] in assignments for parts in below]
        if 2 * sum(in_tree) > len(pieces):
            reason = (
                "lies beside the folders of the assignments: put it in place by hand, if it is a submission"
            )
            return (
                [_in_tree(piece, depth) for piece, fits in zip(pieces, in_tree, strict=True) if fits],
                [
                    Refused(piece.name, reason)
                    for piece, fits in zip(pieces, in_tree, strict=True)
                    if not fits
                ],
            )
    return _read_names(pieces, common, notebooks | assignments)


def _read_names(
    pieces: Sequence[Piece], depth: int, not_students: set[str]
) -> tuple[list[_Found], list[Refused]]:
    found: list[_Found] = []
    refused = []
    for piece in pieces:
        name, *path = piece.outer[depth:]
        student = name if path else _stem(name)
        if student in not_students:
            reason = "named after the assignment: whose is it? Say so with --student ID"
            refused.append(Refused(piece.name, reason))
        elif not path and not name.lower().endswith((".ipynb", ".py")) and not is_archive(name):
            refused.append(
                Refused(piece.name, "neither a notebook nor an archive, and in no student's folder")
            )
        else:
            came_as = "/".join((*piece.outer[:depth], student))
            attempt = Attempt(came_as, "names of students", _login(student), student, ())
            found.append(_Found(attempt, _own_path(piece, path or [name]), piece))
    if depth and len({one.attempt for one in found}) == 1 and not refused:
        above, below = pieces[0].outer[depth - 1], found[0].attempt.otherwise
        reason = f"from {above} or from {below}? Say so with --student ID"
        return [], [Refused(found[0].attempt.came_as, reason)]
    return found, refused


def is_one_submission(pieces: Sequence[Piece], notebooks: set[str]) -> bool:
    """Tell whether *pieces* can only be the files of one student: their notebooks bear the assignment's names."""
    depth = _depth_in_common(pieces)
    if depth > 1 or any(read(piece, UTC) for piece in pieces for read in _SYSTEMS.values()):
        return False
    tops = [(*piece.outer, *piece.inner) for piece in pieces if len(piece.outer) == depth + 1]
    names = {parts[-1] for parts in tops if parts[-1].endswith(".ipynb")}
    return bool(names) and names <= {f"{name}.ipynb" for name in notebooks} and len(tops) == len(pieces)


def _depth_in_common(pieces: Sequence[Piece]) -> int:
    """Return how many folders lie around the whole download."""
    if not pieces:
        return 0
    around = [piece.outer[:-1] for piece in pieces]
    together = zip(*around, strict=False)
    return len(list(itertools.takewhile(lambda parts: len(set(parts)) == 1, together)))


def _in_tree(piece: Piece, depth: int) -> _Found:
    student, assignment, *path = piece.outer[depth:]
    attempt = Attempt(
        "/".join(piece.outer[: depth + 2]),
        "nbgrader's folders",
        _login(student),
        student,
        (),
        assignment=assignment,
    )
    return _Found(attempt, _own_path(piece, path), piece)


def _stem(name: str) -> str:
    """Return a file's name without its suffix, also where that has two parts."""
    for suffix in (".tar.gz", ".ipynb", ".zip", ".tgz", ".tar", ".py"):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name.rpartition(".")[0] or name
