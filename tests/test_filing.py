"""Getting submissions in: what each LMS hands out is filed, what cannot be decided is listed, nothing is written elsewhere."""

import io
import os
import socket
import struct
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_course import make_course, notebook

from autograder.cli import main
from autograder.course import find_course, load_assignment, read_submissions
from autograder.errors import CourseError
from autograder.filing import Outcome, archives, file_download, harmless_name
from autograder.filing.roster import Kind, Roster, check_id, read_roster
from autograder.model import Person

BERLIN = ZoneInfo("Europe/Berlin")
RECEIPT = b"Name: Ada Lovelace (ada_l)\nAssignment: Park visitors\nDate Submitted: Monday, 2 March 2026 18:24:11 o'clock CET\n"


@pytest.fixture
def root(tmp_path):
    """A course with the assignment `tiny`, where nobody has handed in yet."""
    (tmp_path / "course").mkdir()
    return make_course(tmp_path / "course")


def pack(files, **options):
    """Return a zip of *files*, contents by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def pack_tar(files, mode="w:gz"):
    """Return a tar of *files*; a function as content changes the entry."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            if callable(content):
                content(entry)
                archive.addfile(entry)
            else:
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def lay_out(folder, files):
    """Write *files* below *folder*, as an unpacked download lies there."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def save(root, content, name="download.zip"):
    """Save a download beside the course."""
    path = root.parent / name
    path.write_bytes(content)
    return path


def file(root, source, **options):
    course = find_course(root)
    return file_download(
        course, [load_assignment(course, "tiny", keep_seed=False)], source, zone=BERLIN, **options
    )


def filed(root):
    """Return what lies under submitted/, hidden things and times left out."""
    below = root / "submitted"
    return {
        path.relative_to(below).as_posix(): path.read_bytes()
        for path in sorted(below.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(below).parts)
    }


def listing(folder):
    """Return everything in *folder* with its content, but for the submissions."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if "submitted" not in path.relative_to(folder).parts
    }


# ---------------------------------------------------------------- what each LMS hands out

WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade\n"
    "Participant 1234,Ada Lovelace,ada@uni.example,Submitted,\n"
    "Participant 1235,Zoë O'Neil,zoe@uni.example,Submitted,\n"
)
GRADESCOPE = b"""---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0071'
    :email: ada@uni.example
  :created_at: 2026-03-02 09:24:11.000000000 -08:00
  :score: 0.0
  :results: {}
submission_12:
  :submitters:
  - :name: Bob
    :email: bob@uni.example
  - :name: Zoe
    :email: zoe@uni.example
  :created_at: 2026-03-02 09:25:00.000000000 Z
submission_10:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0071'
    :email: ada@uni.example
  :created_at: 2026-03-01 09:24:11.000000000 -08:00
"""
TIME = b"2026-03-02 17:24:11.000000 UTC"

SYSTEMS = {
    "Canvas": (
        {
            "lovelaceada_5512_90210_tiny.ipynb": b"a",
            "doejane_LATE_5513_90211_tiny-2.ipynb": b"new",
            "doejane_LATE_5513_90101_tiny.ipynb": b"old",
            "doejane_LATE_5513_90212_notes.txt": b"n",
            "élodie_5514_90213_work.zip": pack({"work/tiny.ipynb": b"e", "work/data.csv": b"d"}),
            "poe_5515_text.html": b"<p>no file</p>",
        },
        {
            "5512/tiny/tiny.ipynb": b"a",
            "5513/tiny/tiny-2.ipynb": b"new",
            "5513/tiny/notes.txt": b"n",
            "5514/tiny/tiny.ipynb": b"e",
            "5514/tiny/data.csv": b"d",
            "5515/tiny/text.html": b"<p>no file</p>",
        },
        "",
    ),
    "Canvas with a gradebook export": (
        {"lovelaceada_5512_90210_tiny.ipynb": b"a", "neilzo_5513_90211_tiny.ipynb": b"z"},
        {"alovelace/tiny/tiny.ipynb": b"a", "zneil/tiny/tiny.ipynb": b"z"},
        'Student,ID,SIS User ID,SIS Login ID,Section,Tiny (77)\n    Points Possible,,,,,3.5\n"Lovelace, Ada",5512,m1,alovelace,A,\n"Neil, Zo",5513,m2,zneil,A,\n',
    ),
    "Moodle": (
        {
            "Ada Lovelace_1234_assignsubmission_file_/tiny.ipynb": b"a",
            "Ada Lovelace_1234_assignsubmission_onlinetext_/onlinetext.html": b"t",
            "Zoë O'Neil_1235_assignsubmission_file/src/tiny.ipynb": b"z",
        },
        {"ada@uni.example/tiny/tiny.ipynb": b"a", "zoe@uni.example/tiny/tiny.ipynb": b"z"},
        WORKSHEET,
    ),
    "Moodle, flat, translated": (
        {
            "Ada Lovelace_1234_assignsubmission_file_tiny.ipynb": b"a",
            "Zoë ONeil_1235_assignsubmission_file_my work.zip": pack({"tiny.ipynb": b"z"}),
        },
        {"ada@uni.example/tiny/tiny.ipynb": b"a", "zoe@uni.example/tiny/tiny.ipynb": b"z"},
        WORKSHEET.replace("Identifier,Full name,Email address", "ID,Vollständiger Name,Mailadresse").replace(
            "Participant ", "Teilnehmer/in"
        ),
    ),
    "Moodle, anonymous": (
        {
            "Participant_1234_assignsubmission_file_/tiny.ipynb": b"a",
            "Participant_1235_assignsubmission_file_/tiny.ipynb": b"z",
        },
        {"ada@uni.example/tiny/tiny.ipynb": b"a", "zoe@uni.example/tiny/tiny.ipynb": b"z"},
        WORKSHEET,
    ),
    "Gradescope": (
        {
            "assignment_77_export/submission_metadata.yml": GRADESCOPE,
            "assignment_77_export/submission_10/tiny.ipynb": b"old",
            "assignment_77_export/submission_11/tiny.ipynb": b"new",
            "assignment_77_export/submission_11/data/x.csv": b"x",
            "assignment_77_export/submission_12/tiny.ipynb": b"both",
        },
        {
            "0071/tiny/tiny.ipynb": b"new",
            "0071/tiny/x.csv": b"x",
            "0071/tiny/timestamp.txt": TIME,
            "bob@uni.example/tiny/tiny.ipynb": b"both",
            "bob@uni.example/tiny/timestamp.txt": b"2026-03-02 09:25:00.000000 UTC",
            "zoe@uni.example/tiny/tiny.ipynb": b"both",
            "zoe@uni.example/tiny/timestamp.txt": b"2026-03-02 09:25:00.000000 UTC",
        },
        "",
    ),
    "Blackboard": (
        {
            "Park visitors_ada_l_attempt_2026-03-02-18-24-11.txt": RECEIPT,
            "Park visitors_ada_l_attempt_2026-03-02-18-24-11_tiny.ipynb": b"new",
            "Park visitors_ada_l_attempt_2026-03-01-18-24-11_tiny.ipynb": b"old",
            "Park visitors_ada_l_attempt_2026-03-01-18-24-11.txt": RECEIPT,
            "Park visitors_bob_attempt_2026-07-02-18-24-11.txt": b"Name: Bob (bob)\n",
        },
        {
            "ada_l/tiny/tiny.ipynb": b"new",
            "ada_l/tiny/timestamp.txt": TIME,
            "bob/tiny/submission.txt": b"Name: Bob (bob)\n",
            "bob/tiny/timestamp.txt": b"2026-07-02 16:24:11.000000 UTC",
        },
        "",
    ),
    "Blackboard, translated": (
        {
            "Park_ada_poging_2026-03-02-18-24-11_tiny.ipynb": b"a",
            "Park_bob_Versuch_2026-03-02-18-24-11_x.py": b"b",
        },
        {
            "ada/tiny/tiny.ipynb": b"a",
            "ada/tiny/timestamp.txt": TIME,
            "bob/tiny/x.py": b"b",
            "bob/tiny/timestamp.txt": TIME,
        },
        "",
    ),
    "Brightspace": (
        {
            "155869-394 - Ada Lovelace - Mar 2, 2026 624 PM/tiny.ipynb": b"new",
            "155869-394 - Ada Lovelace - Mar 1, 2026 1124 AM/tiny.ipynb": b"old",
            "155870-394 - Bob - March 2, 2026 6_24 PM - tiny.ipynb": b"b",
        },
        {
            "155869/tiny/tiny.ipynb": b"new",
            "155869/tiny/timestamp.txt": b"2026-03-02 17:24:00.000000 UTC",
            "155870/tiny/tiny.ipynb": b"b",
            "155870/tiny/timestamp.txt": b"2026-03-02 17:24:00.000000 UTC",
        },
        "",
    ),
    "nbgrader's exchange": (
        {
            "inbound/ada+tiny+2026-03-02 17:24:11.000000 UTC/tiny.ipynb": b"new",
            "inbound/ada+tiny+2026-03-02 17:24:11.000000 UTC/timestamp.txt": b"2020-01-01 00:00:00 UTC",
            "inbound/ada+tiny+2026-03-02 17:24:11.000000 UTC/submission_secret.txt": b"s",
            "inbound/ada+tiny+2026-03-01 17:24:11.000000 UTC+8Wq/tiny.ipynb": b"old",
        },
        {
            "ada/tiny/tiny.ipynb": b"new",
            "ada/tiny/timestamp.txt": TIME,
            "ada/tiny/submission_secret.txt": b"s",
        },
        "",
    ),
    "nbgrader's submitted folder": (
        {
            "submitted/ada/tiny/tiny.ipynb": b"a",
            "submitted/ada/tiny/timestamp.txt": b"2026-03-02 17:24:11 UTC",
            "submitted/bob/tiny/tiny.ipynb": b"b",
        },
        {"ada/tiny/tiny.ipynb": b"a", "ada/tiny/timestamp.txt": TIME, "bob/tiny/tiny.ipynb": b"b"},
        "",
    ),
    "a folder of notebooks": (
        {"ada.ipynb": b"a", "Bob.py": b"b", "zoë.zip": pack({"tiny.ipynb": b"z", "timestamp.txt": TIME})},
        {"ada/tiny/ada.ipynb": b"a", "Bob/tiny/Bob.py": b"b", "zoë/tiny/tiny.ipynb": b"z"},
        "",
    ),
    "a folder for each student": (
        {"class/ada/tiny.ipynb": b"a", "class/bob/b/tiny.ipynb": b"b", "class/bob/b/notes.txt": b"n"},
        {"ada/tiny/tiny.ipynb": b"a", "bob/tiny/tiny.ipynb": b"b", "bob/tiny/notes.txt": b"n"},
        "",
    ),
}


@pytest.mark.parametrize("form", ["folder", "zip", "tar.gz"])
@pytest.mark.parametrize(("files", "expected", "roster"), SYSTEMS.values(), ids=SYSTEMS.keys())
def test_what_an_lms_hands_out_is_filed(root, files, expected, roster, form):
    """The newest attempt of each, under the course's id of the student, with the time where the LMS tells it."""
    junk = {"__MACOSX/._x": b"", ".DS_Store": b""}
    if form == "folder":
        source = lay_out(root.parent / "download", files | junk)
    elif form == "zip":
        source = save(root, pack(files | junk))
    else:
        source = save(root, pack_tar(files | junk), "download.tar.gz")
    table = save(root, roster.encode(), "roster.csv")
    before = listing(root.parent)
    filing = file(root, source, roster=read_roster(table) if roster else ())
    assert [(r.name, r.reason) for r in filing.refused] == []
    assert filed(root) == expected
    assert listing(root.parent) == before
    assert {one.outcome for one in filing.filed} == {Outcome.NEW}


@pytest.mark.parametrize(("files", "expected", "roster"), SYSTEMS.values(), ids=SYSTEMS.keys())
def test_filing_twice_changes_nothing(root, files, expected, roster):
    """Not a file is touched, and everybody is listed as there already."""
    source = save(root, pack(files))
    table = save(root, roster.encode(), "roster.csv")
    rows = read_roster(table) if roster else ()
    file(root, source, roster=rows)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path != root / "submitted"}
    again = file(root, source, roster=rows)
    assert {one.outcome for one in again.filed} == {Outcome.SAME}
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if path != root / "submitted"} == before
