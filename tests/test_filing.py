"""Getting submissions in: what each LMS hands out is filed, what cannot be decided is listed, nothing is written elsewhere."""

import io
import os
import socket
import struct
import tarfile
import zipfile
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
LOADED = []
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


def loaded(root):
    """Return the assignment `tiny`, which is the same in all these courses."""
    if not LOADED:
        LOADED.append(load_assignment(find_course(root), "tiny", keep_seed=False))
    return LOADED[0]


def file(root, source, **options):
    return file_download(find_course(root), [loaded(root)], source, zone=BERLIN, **options)


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


def test_the_listing_says_how_many_older_attempts_there_were(root):
    """Also where Canvas handed out two files of one name."""
    names = ["a_5_1_tiny.ipynb", "a_5_7_tiny-1.ipynb", "a_5_9_tiny.ipynb", "b_6_3_tiny.ipynb"]
    ada, bob = file(root, save(root, pack({name: name.encode() for name in names}))).filed
    assert (ada.older, bob.older) == (2, 0)
    assert filed(root)["5/tiny/tiny.ipynb"] == b"a_5_9_tiny.ipynb"


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


# ---------------------------------------------------------------- what cannot be decided


def refusals(root, source, **options):
    """Return what is refused, reason by name, and the ids of those that are filed."""
    filing = file(root, source, **options)
    return {one.name: one.reason for one in filing.refused}, [one.student for one in filing.filed]


def enrol(root, *people):
    """Enter students in nbgrader's gradebook."""
    from nbgrader.api import Base, Student
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    engine = create_engine(find_course(root).db_url)
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add_all(Student(**person) for person in people)
    engine.dispose()


ADA = {"id": "ada", "first_name": "Ada", "email": "ada@uni.example", "lms_user_id": "5512"}

UNDECIDED = {
    "nobody of that id in a course that knows its students": (
        {"a_5512_1_tiny.ipynb": b"a", "b_5513_2_tiny.ipynb": b"b"},
        {"b_5513": "no student of the course has LMS id 5513: give a --roster that has, or enter it in the gradebook"},
        ["ada"],
    ),
    "a name is no id": (
        {"Ada.ipynb": b"a", "Ada Lovelace.ipynb": b"b"},
        {"Ada Lovelace": "no student of the course has id or user name Ada Lovelace: give a --roster"},
        ["ada"],
    ),
    "handed in anonymously": (
        {"anon_x9Yz1_77_tiny.ipynb": b"a", "LATE_anon_x9Yz2_78_tiny.ipynb": b"a"},
        {"anon_x9Yz1": "no student of the course has", "anon_x9Yz2": "no student of the course has"},
        [],
    ),
    "one that is named unlike the others": (
        {"a_5512_1_tiny.ipynb": b"a", "a_5512_3_x.ipynb": b"a", "instructions.pdf": b"b"},
        {"instructions.pdf": "Canvas would not name it so: put it in place by hand"},
        ["ada"],
    ),
    "two names of one Canvas id": (
        {"a_5512_1_tiny.ipynb": b"a", "b_5512_2_tiny.ipynb": b"b"},
        {"a_5512 and b_5512": "all would be ada's, and which one counts cannot be said: file one with --student ada"},
        [],
    ),
    "a notebook called like the assignment among others": (
        {"ada/tiny.ipynb": b"a", "tiny.ipynb": b"b"},
        {"tiny.ipynb": "named after the assignment: whose is it? Say so with --student ID"},
        ["ada"],
    ),
    "something else in a flat folder": (
        {"ada.ipynb": b"a", "grades.xlsx": b"b"},
        {"grades.xlsx": "neither a notebook nor an archive, and in no student's folder"},
        ["ada"],
    ),
    "Gradescope's list names nobody": (
        {
            "submission_metadata.yml": b"submission_1:\n  :submitters:\n  - :email: ADA@uni.example\n",
            "submission_1/tiny.ipynb": b"a",
            "submission_2/tiny.ipynb": b"b",
        },
        {"submission_2": "Gradescope's list names nobody for it"},
        ["ada"],
    ),
    "Gradescope's list is nested to end the process": (
        {"submission_metadata.yml": b"[" * 300_000, "submission_1/tiny.ipynb": b"a"},
        {"submission_metadata.yml": "nested more than 50 deep"},
        [],
    ),
    "Gradescope's list wants to make objects": (
        {"submission_metadata.yml": b"!!python/object/apply:os.system ['touch pwned']", "submission_1/tiny.ipynb": b"a"},
        {"submission_metadata.yml": "no readable list of submissions"},
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "reasons", "students"), UNDECIDED.values(), ids=UNDECIDED.keys())
def test_what_cannot_be_decided_is_listed_and_the_rest_goes_on(root, files, reasons, students):
    """With what it is and what to do about it; nobody gets another's work."""
    enrol(root, ADA)
    found, filed_students = refusals(root, save(root, pack(files)))
    assert filed_students == students
    assert found.keys() == reasons.keys()
    for name, reason in reasons.items():
        assert reason in found[name]


def test_moodle_needs_to_be_told_who_a_participant_is(root):
    """Its numbers are another's in every assignment, and those of groups look the same."""
    source = save(root, pack({"Ada Lovelace_1234_assignsubmission_file_/tiny.ipynb": b"a"}))
    reasons, _ = refusals(root, source)
    assert reasons == {
        "Ada Lovelace_1234": "the download says participant number 1234 (adalovelace): give a --roster that says who that is"
    }
    group = save(root, pack({"Group A_1234_assignsubmission_file_/tiny.ipynb": b"a"}), "group.zip")
    table = save(root, WORKSHEET.encode(), "worksheet.csv")
    reasons, students = refusals(root, group, roster=read_roster(table))
    assert (list(reasons), students) == (["Group A_1234"], [])


IMPERSONATIONS = {
    "an archive that looks like another's download": {
        "bob_5513_2_tiny.zip": pack({"ada_5512_9_tiny.ipynb": b"evil", "ada/tiny/tiny.ipynb": b"evil"}),
        "ada_5512_1_tiny.ipynb": b"a",
    },
    "a file named as by another system": {
        "bob_5513_2_Park_5512_attempt_2026-03-02-18-24-11_tiny.ipynb": b"evil",
        "ada_5512_1_tiny.ipynb": b"a",
    },
    "a list of submissions of the student's own": {
        "bob_5513_2_submission_metadata.yml": b"tiny.ipynb:\n  :submitters:\n  - :sid: '5512'\n",
        "bob_5513_3_x.zip": pack({"submission_metadata.yml": b"x.ipynb:\n  :submitters:\n  - :sid: '5512'\n", "x.ipynb": b"evil"}),
        "ada_5512_1_tiny.ipynb": b"a",
    },
}  # fmt: skip


@pytest.mark.parametrize("files", IMPERSONATIONS.values(), ids=IMPERSONATIONS.keys())
def test_what_a_student_packs_says_nothing_about_who_it_is_from(root, files):
    """Bob cannot hand in for Ada by the names of his files."""
    file(root, save(root, pack(files)))
    found = filed(root)
    assert found["5512/tiny/tiny.ipynb"] == b"a"
    assert {name.split("/")[0] for name in found} == {"5512", "5513"}


def test_a_name_that_two_systems_would_give_is_nobodys(root):
    """Alone in a download, where no others show which system it is."""
    name = "bob_5513_2_Park_5512_attempt_2026-03-02-18-24-11_tiny.ipynb"
    reasons, students = refusals(root, save(root, pack({name: b"?"})))
    assert (list(reasons), students) == ([name], [])
    assert "named as by Blackboard and by Canvas" in reasons[name]


def test_the_course_itself_is_no_download(root):
    """Its solutions would be filed as a student's; its submitted folder may be filed, and stays as it is."""
    for source in (root, root.parent):
        with pytest.raises(CourseError, match="that is the course itself"):
            file(root, source)
    lay_out(root, {"submitted/ada/tiny/tiny.ipynb": b"a"})
    assert [one.outcome for one in file(root, root / "submitted").filed] == [Outcome.SAME]


def test_one_students_work_needs_a_name(root):
    """A notebook, or an archive with the assignment's notebook at its top, is filed for the one --student."""
    alone = save(root, notebook(), "whatever.ipynb")
    packed = save(root, pack({"tiny.ipynb": b"z", "data.csv": b"d"}), "tiny.zip")
    for source in (alone, packed):
        for students in ((), ("ada", "bob")):
            with pytest.raises(CourseError, match="the work of one student, but whose"):
                file(root, source, students=students)
    assert filed(root) == {}
    file(root, alone, students=["ada"])
    file(root, packed, students=["zoe"])
    assert sorted(filed(root)) == ["ada/tiny/whatever.ipynb", "zoe/tiny/data.csv", "zoe/tiny/tiny.ipynb"]


def test_only_those_asked_for_are_filed(root):
    """--student holds for filing as well; how many others there were is said."""
    filing = file(root, save(root, pack({"ada.ipynb": b"a", "bob.ipynb": b"b"})), students=["bob"])
    assert (list(filed(root)), filing.passed_over) == (["bob/tiny/bob.ipynb"], 1)


def test_several_assignments_need_a_layout_that_names_them(root):
    """nbgrader's folders do; of a system's download nobody knows which assignment it is of."""
    lay_out(root / "solutions" / "other", {"other.ipynb": (root / "solutions/tiny/tiny.ipynb").read_bytes()})
    course = find_course(root)
    tiny = load_assignment(course, "tiny", keep_seed=False)
    tree = lay_out(root.parent / "tree", {"ada/tiny/tiny.ipynb": b"a", "ada/other/other.ipynb": b"o"})
    flat = lay_out(root.parent / "flat", {"ada.ipynb": b"a"})
    from dataclasses import replace

    both = [tiny, replace(tiny, name="other", notebooks=("other",))]
    with pytest.raises(CourseError, match="does not say what belongs to which of tiny, other"):
        file_download(course, both, flat)
    file_download(course, [tiny], tree)
    assert list(filed(root)) == ["ada/tiny/tiny.ipynb"]
    file_download(course, both, tree)
    assert sorted(filed(root)) == ["ada/other/other.ipynb", "ada/tiny/tiny.ipynb"]


# ---------------------------------------------------------------- what is there already

BLACKBOARD = "Park_ada_attempt_2026-03-0{}-18-24-11_tiny.ipynb"

THERE = {
    "a newer attempt takes the place": (BLACKBOARD.format(1), BLACKBOARD.format(2), Outcome.REPLACED),
    "an older one does not": (BLACKBOARD.format(2), BLACKBOARD.format(1), Outcome.OLDER),
    "other content of the same time does": (BLACKBOARD.format(1), BLACKBOARD.format(1), Outcome.REPLACED),
    "a newer file of Canvas's does": ("x_5512_70_tiny.ipynb", "x_5512_71_tiny-1.ipynb", Outcome.REPLACED),
    "an older one of Canvas's does not": ("x_5512_71_tiny-1.ipynb", "x_5512_70_tiny.ipynb", Outcome.OLDER),
    "without times the one filed last does": ("ada.ipynb", "ada.zip", Outcome.REPLACED),
}


@pytest.mark.parametrize(("first", "second", "outcome"), THERE.values(), ids=THERE.keys())
def test_a_submission_that_is_there_is_never_lost(root, first, second, outcome):
    """It stays, or is kept beside the new one where nbgrader and the batch do not look."""
    file(root, save(root, pack({first: b"first"}), "1.zip"))
    before = filed(root)
    content = pack({"x.ipynb": b"second"}) if second.endswith(".zip") else b"second"
    (done,) = file(root, save(root, pack({second: content}), "2.zip")).filed
    assert done.outcome is outcome
    if outcome is Outcome.OLDER:
        assert (filed(root), done.kept) == (before, None)
        return
    assert b"second" in filed(root).values()
    assert b"first" not in filed(root).values()
    assert {p.name: p.read_bytes() for p in done.kept.iterdir() if p.suffix == ".ipynb"} == {
        Path(name).name: content for name, content in before.items() if name.endswith("ipynb")
    }
    assert [one.student for one in read_submissions(find_course(root), "tiny")] == [done.student]


def test_a_place_that_is_no_folder_is_left_alone(root):
    """A link in it is not followed: it could lead to another student's work."""
    lay_out(root, {"elsewhere/keep.txt": b"k", "submitted/bob": b"a file"})
    (root / "submitted/ada").symlink_to(root / "elsewhere")
    reasons, students = refusals(root, save(root, pack({f"{n}.ipynb": b"x" for n in ("ada", "bob", "zoe")})))
    assert students == ["zoe"]
    assert reasons == {n: f"{root}/submitted/{n} is no folder: move it away" for n in ("ada", "bob")}
    assert os.listdir(root / "elsewhere") == ["keep.txt"]


# ---------------------------------------------------------------- hostile downloads


def zip_entry(name, content=b"x", **attributes):
    """Return a zip with one honest notebook and one entry with these attributes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ok.ipynb", b"ok")
        entry = zipfile.ZipInfo("placeholder")
        entry.filename = name
        for attribute, value in attributes.items():
            setattr(entry, attribute, value)
        archive.writestr(entry, content)
    return packed.getvalue()


def patched(packed, old, new, count=-1):
    assert old in packed
    return packed.replace(old, new, count)


def entry_of(kind, target=""):
    def make(entry):
        entry.type = kind
        entry.linkname = target

    return make


def damaged():
    packed = bytearray(pack({"ok.ipynb": b"ok", "bad.ipynb": os.urandom(500)}))
    packed[packed.index(b"bad.ipynb") + 30] ^= 255
    return bytes(packed)


def encrypted():
    packed = zip_entry("bad.ipynb")
    at = packed.rindex(b"PK\x01\x02")
    return packed[: at + 8] + b"\x01" + packed[at + 9 :]


def unknown_compression():
    packed = zip_entry("bad.ipynb")
    at = packed.rindex(b"PK\x01\x02")
    return packed[: at + 10] + b"\x63" + packed[at + 11 :]


def overlapping():
    """Both entries of the list point to the same bytes, as in bombs that need no nesting."""
    packed = bytearray(pack({"ok.ipynb": b"ok", "bad1.ipynb": b"b" * 99, "bad2.ipynb": b"b" * 99}))
    second = packed.index(b"PK\x01\x02", packed.index(b"PK\x01\x02") + 4)
    third = packed.index(b"PK\x01\x02", second + 4)
    packed[third + 42 : third + 46] = packed[second + 42 : second + 46]
    return bytes(packed)


def with_size(size):
    """The list says that the last file has this size; it has 99 bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ok.ipynb", b"ok")
        archive.writestr("bad.ipynb", b"x" * 99)
    content = packed.getvalue()
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<L", size) + content[at + 28 :]


def twice(first, second):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ok.ipynb", first)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("ok.ipynb", second)
    return packed.getvalue()


LINK = 0o120777 << 16
FIFO = 0o010644 << 16

HOSTILE = {
    "up": (zip_entry("../../bad.ipynb"), "../../bad.ipynb", "its name leads out of the archive (..)"),
    "up in the middle": (zip_entry("a/../../bad.ipynb"), "a/../../bad.ipynb", "its name leads out of the archive (..)"),
    "up, with backslashes": (zip_entry("..\\..\\bad.ipynb"), "..\\..\\bad.ipynb", "its name leads out of the archive (..)"),
    "absolute": (zip_entry("/etc/bad.ipynb"), "/etc/bad.ipynb", "its name is an absolute path"),
    "a drive": (zip_entry("C:\\bad.ipynb"), "C:\\bad.ipynb", "its name is an absolute path"),
    "a share": (zip_entry("\\\\server\\bad.ipynb"), "\\\\server\\bad.ipynb", "its name is an absolute path"),
    "a NUL": (patched(zip_entry("bad!.ipynb"), b"bad!", b"bad\0"), "bad\0.ipynb", "its name has a NUL in it"),
    "no name": (zip_entry("./"), None, None),
    "a long name": (zip_entry("b" * 2000 + ".ipynb"), "b" * 1000, "its name has 2006 characters"),
    "a symbolic link": (zip_entry("bad.ipynb", b"/etc/passwd", external_attr=LINK), "bad.ipynb", "a symbolic link, which is not followed"),
    "a FIFO": (zip_entry("bad.ipynb", external_attr=FIFO), "bad.ipynb", "not a regular file"),
    "encrypted": (encrypted(), "bad.ipynb", "encrypted: ask for it without a password"),
    "unknown compression": (unknown_compression(), "bad.ipynb", "packed in a way that this Python cannot unpack: ask for it as a plain zip"),
    "damaged": (damaged(), "bad.ipynb", "damaged: get it again"),
    "smaller than it is": (with_size(7), "bad.ipynb", "damaged: get it again"),
    "twice": (twice(b"ok", b"bad"), "ok.ipynb", "stands twice in the archive, and the two differ; the first one was taken"),
    "twice the same": (twice(b"ok", b"ok"), None, None),
    "too large": (pack({"ok.ipynb": b"ok", "bad.ipynb": bytes(51 * 2**20)}), "bad.ipynb", "51 MB, over the limit of 50 MB (clear the outputs)"),
    "tar: up": (pack_tar({"ok.ipynb": b"ok", "../bad.ipynb": b"x"}), "../bad.ipynb", "its name leads out of the archive (..)"),
    "tar: a symbolic link": (pack_tar({"ok.ipynb": b"ok", "bad.ipynb": entry_of(tarfile.SYMTYPE, "/etc/passwd")}), "bad.ipynb", "a symbolic link, which is not followed"),
    "tar: a hard link": (pack_tar({"ok.ipynb": b"ok", "bad.ipynb": entry_of(tarfile.LNKTYPE, "/etc/passwd")}), "bad.ipynb", "a hard link, which is not followed"),
    "tar: a device": (pack_tar({"ok.ipynb": b"ok", "bad.ipynb": entry_of(tarfile.CHRTYPE)}), "bad.ipynb", "not a regular file"),
    "tar: a FIFO": (pack_tar({"ok.ipynb": b"ok", "bad.ipynb": entry_of(tarfile.FIFOTYPE)}), "bad.ipynb", "not a regular file"),
}  # fmt: skip


@pytest.mark.parametrize(("packed", "name", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_entry_costs_itself(root, packed, name, reason):
    """It is listed by name with the reason, the honest one beside it is filed, and nothing lies anywhere else."""
    came_as = "eve_66_7_work.zip" if packed[:2] == b"PK" else "eve_66_7_work.tar.gz"
    source = save(root, pack({came_as: packed, "ada_55_8_tiny.ipynb": b"a"}))
    before = listing(root.parent)
    filing = file(root, source)
    assert filed(root) == {"55/tiny/tiny.ipynb": b"a", "66/tiny/ok.ipynb": b"ok"}
    expected = [] if name is None else [(f"{came_as}/{name}", reason)]
    assert [(one.name, one.reason) for one in filing.refused] == expected
    assert listing(root.parent) == before


def test_entries_that_share_their_bytes_are_refused(root):
    """As in bombs that need no nesting: a small archive would unpack to terabytes."""
    source = save(root, pack({"eve_66_7_work.zip": overlapping()}))
    filing = file(root, source)
    assert {one.name.rpartition("/")[2] for one in filing.refused} == {"bad1.ipynb", "bad2.ipynb"}
    assert filed(root) == {"66/tiny/ok.ipynb": b"ok"}


def nest(packed, times):
    for _ in range(times):
        packed = pack({"inner.zip": packed})
    return packed


def many(count):
    return pack({f"{n}.txt": b"" for n in range(count)})


BROKEN = {
    "no zip at all": (b"hello", "damaged, cut off, or no zip at all: get it again"),
    "cut off": (
        pack({"ok.ipynb": os.urandom(999)})[:700],
        "damaged, cut off, or no zip at all: get it again",
    ),
    "empty": (b"", "damaged, cut off, or no zip at all: get it again"),
    "a bomb": (
        pack({f"{n}.ipynb": bytes(2**20) for n in range(5)}),
        "unpacks to more than 4 MB, which no submission needs",
    ),
    "too many files": (many(archives.MAX_INNER_ENTRIES + 1), "has too many files in it"),
}


@pytest.mark.parametrize(("packed", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_an_archive_that_cannot_be_unpacked_is_filed_as_it_is(root, monkeypatch, packed, reason):
    """So its student has a row in the batch, which asks for a person; the others are filed."""
    monkeypatch.setattr(archives, "MAX_INNER", 4 * 2**20)
    source = save(root, pack({"eve_66_7_work.zip": packed, "ada_55_8_tiny.ipynb": b"a"}))
    reasons, _ = refusals(root, source)
    assert reasons == {"eve_66_7_work.zip": reason}
    assert filed(root).keys() == {"55/tiny/tiny.ipynb", "66/tiny/work.zip"}
    problems = {one.student: one.problem for one in read_submissions(find_course(root), "tiny")}
    assert problems == {"55": None, "66": "handed in no notebook: found work.zip"}


def test_archives_in_one_another_end_somewhere(root):
    """One that contains itself would never end."""
    reasons, _ = refusals(root, save(root, pack({"eve_66_7_work.zip": nest(pack({"x.ipynb": b"x"}), 5)})))
    assert list(reasons.values()) == ["more than 3 archives in one another"]
    file(root, save(root, pack({"ada_55_7_work.zip": nest(pack({"x.ipynb": b"x"}), 2)}), "2.zip"))
    assert filed(root)["55/tiny/x.ipynb"] == b"x"


DOWNLOADS = {
    "no zip": ("d.zip", b"hello", "damaged, cut off, or no zip at all: get it again"),
    "cut off": ("d.zip", pack({"ada.ipynb": os.urandom(999)})[:500], "damaged, cut off"),
    "a tar that is cut off": (
        "d.tar.gz",
        pack_tar({"ada.ipynb": os.urandom(9999)})[:5000],
        "damaged, cut off",
    ),
    "a tar that is none": ("d.tgz", b"hello", "damaged, cut off"),
    "a long list": (
        "d.zip",
        patched(many(1), b"PK\x05\x06", b"PK\x01\x02" + bytes(9 * 2**20) + b"PK\x05\x06"),
        "damaged, cut off",
    ),
}


@pytest.mark.parametrize(("name", "packed", "reason"), DOWNLOADS.values(), ids=DOWNLOADS.keys())
def test_a_download_that_is_broken_is_one_clear_line(root, name, packed, reason):
    """And nothing is filed, not even what came before the break."""
    with pytest.raises(CourseError, match=reason):
        file(root, save(root, packed, name))
    assert list((root / "submitted").iterdir()) == []


def test_a_bomb_of_a_download_is_bounded(root, monkeypatch):
    """What it unpacks to is counted against its own size."""
    monkeypatch.setattr(archives, "FREE", 2**20)
    bomb = {f"{n}.ipynb": bytes(2**20) for n in range(10)}
    for name, packed in (("d.zip", pack(bomb)), ("d.tar.gz", pack_tar(bomb))):
        with pytest.raises(CourseError, match="unpacks to more than"):
            file(root, save(root, packed, name))
    assert list((root / "submitted").iterdir()) == []


def test_a_tar_cannot_make_us_read_its_lies(root):
    """The name of an entry, and an entry that is passed over, have sizes that a header states."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", format=tarfile.GNU_FORMAT) as archive:
        entry = tarfile.TarInfo("long")
        entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 100 * 2**20
        archive.addfile(entry, io.BytesIO(bytes(100 * 2**20)))
    with pytest.raises(CourseError, match="states a list or a name of more than 8 MB"):
        file(root, save(root, packed.getvalue(), "d.tar.gz"))


def test_what_is_no_file_in_a_folder_is_refused_by_name(root):
    """Links, FIFOs, sockets and 2 GB of nothing; the rest is filed."""
    folder = lay_out(root.parent / "class", {"ada.ipynb": b"a", "zoe/tiny.ipynb": b"z"})
    (folder / "bob.ipynb").symlink_to("/etc/passwd")
    (folder / "cyd").symlink_to("zoe")
    os.mkfifo(folder / "dan.ipynb")
    with socket.socket(socket.AF_UNIX) as server, pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        server.bind("eve.ipynb")
    with open(folder / "fay.ipynb", "wb") as sparse:
        sparse.truncate(2 * 2**30)
    reasons, students = refusals(root, folder)
    assert students == ["ada", "zoe"]
    link = "a symbolic link, which is not followed"
    assert reasons == {
        "bob.ipynb": link, "cyd": link, "dan.ipynb": "not a regular file", "eve.ipynb": "not a regular file",
        "fay.ipynb": "2048 MB, over the limit of 50 MB (clear the outputs)",
    }  # fmt: skip


HOSTILE_IDS = [
    "..", ".", "-rf", "=cmd()", "+x", "@sum", "<script>alert(1)<", "a*", "a+b", "a\nb", "\x1b[31mred", "ada\u202ebob", " ada",
    "a" * 101, "a:b", "a|b", "a;b", "`id`", "$HOME", "a\tb", "ada.", "~", "\udce9ve", "a\u200bb", "{student_id}", "%s", "",
]  # fmt: skip


@pytest.mark.parametrize("student", HOSTILE_IDS, ids=ascii)
def test_a_hostile_id_is_no_student(root, student):
    """Whether it comes from a folder's name, the gradebook or a roster: it becomes no path, cell or argument."""
    with pytest.raises(Exception, match=r"no student's id|names no student|characters, more than"):
        check_id(student)
    with pytest.raises(Exception, match=r"no student's id|names no student|characters, more than"):
        Roster().find([(Kind.LOGIN, student)], student)


HOSTILE_NAMES = {
    "..": "_", "-rf.ipynb": "_-rf.ipynb", ".hidden.ipynb": "_.hidden.ipynb", "CON.ipynb": "_CON.ipynb", "a\x1b[31m.ipynb": "a_[31m.ipynb",
    "a\u202egnp.ipynb": "a_gnp.ipynb", "a<b>.ipynb": "a_b_.ipynb", "a.ipynb. ": "a.ipynb", "e\u0301.ipynb": "\xe9.ipynb",
    "x" * 300 + ".ipynb": "x" * 114 + ".ipynb", "": "_", "a/b\\c.py": "a_b_c.py",
}  # fmt: skip


@pytest.mark.parametrize(("name", "safe"), HOSTILE_NAMES.items(), ids=ascii)
def test_a_files_name_is_made_harmless(name, safe):
    """The work in it counts; its name may be anything."""
    assert harmless_name(name) == safe


def test_names_that_collide_lose_nothing(root):
    """Also where they differ in case or in what was made harmless."""
    work = {
        "tiny.ipynb": b"1",
        "TINY.ipynb": b"2",
        "old/tiny.ipynb": b"3",
        "a<.py": b"4",
        "a>.py": b"5",
        "old-tiny.ipynb": b"6",
    }
    file(root, save(root, pack({"ada_5_6_work.zip": pack(work)})))
    found = filed(root)
    assert sorted(found.values()) == [b"1", b"2", b"3", b"4", b"5", b"6"]
    assert len({name.casefold() for name in found}) == 6


def test_a_name_in_another_encoding_is_read_as_it_was_meant(root):
    """UTF-8 that does not say so, and bytes that are no text at all."""
    utf8 = patched(zip_entry("zo??.ipynb"), b"zo??", "zoë".encode())
    file(root, save(root, utf8))
    folder = root.parent / "class"
    folder.mkdir()
    (folder / os.fsdecode(b"\xe9ve.ipynb")).write_bytes(b"x")
    (folder / "bob.ipynb").write_bytes(b"x")
    reasons, students = refusals(root, folder)
    assert "zoë/tiny/zoë.ipynb" in filed(root)
    assert (list(reasons), students) == (["\\xe9ve"], ["bob"])


def test_one_submission_is_bounded(root):
    """What is too much is left out by name; notebooks come first."""
    work = {f"{n:03}.txt": b"" for n in range(250)} | {"z.ipynb": b"z"}
    filing = file(root, save(root, pack({"ada_5_6_work.zip": pack(work)})))
    assert len(filed(root)) == 200
    assert filed(root)["5/tiny/z.ipynb"] == b"z"
    assert len(filing.refused) == 51


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.text(
    "./\\-+=*~\0\x1b\u202eaA_1 ", max_size=12
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4))
def test_whatever_names_there_are_nothing_leaves_the_folder(root, names):
    """Folders, files and archives of any name: each is filed under a checked id, or is listed."""
    course = find_course(root)
    before = listing(root.parent)
    try:
        files = {f"{folder}/{name}": b"x" for folder, name, _ in names}
        files |= {
            f"{number}_5_{7 + n}_w.zip": pack({inner: b"y"}) for n, (_, number, inner) in enumerate(names)
        }
        source = save(root, pack(files))
    except (UnicodeEncodeError, IndexError, UserWarning):  # no zip can hold it, or two of that name
        return
    before["download.zip"] = source.read_bytes()
    filing = file_download(course, [loaded(root)], source)
    after = listing(root.parent)
    assert after == before
    for one in filing.filed:
        assert check_id(one.student)
        assert one.folder.parent.parent == root / "submitted"
    assert all(len(Path(name).parts) == 3 for name in filed(root))


# ---------------------------------------------------------------- who is who


def test_students_are_found_by_whatever_is_unique(root):
    """Ids, addresses and LMS ids of the gradebook, and a table that adds to them; names of people are not compared."""
    roster = Roster(
        [Person("ada", "Ada", "L", "Ada@Uni.example", "5512"), Person("bob")],
        [
            [(Kind.LOGIN, "b77"), (Kind.EMAIL, "bob@x"), (Kind.LOGIN, "bob")],
            [(Kind.LOGIN, "new"), (Kind.LMS, "1")],
        ],
    )
    for kind, name, student in [
        (Kind.LOGIN, "ada", "ada"), (Kind.LOGIN, "ADA", "ada"), (Kind.EMAIL, "ada@uni.example", "ada"),
        (Kind.LMS, "5512", "ada"), (Kind.EMAIL, "bob@x", "bob"), (Kind.LOGIN, "b77", "bob"), (Kind.LMS, "1", "new"),
    ]:  # fmt: skip
        assert roster.find([(kind, name)], None) == (student, kind)
    for kind, name in [(Kind.LOGIN, "5512"), (Kind.LMS, "ada"), (Kind.LOGIN, "Ada L")]:
        with pytest.raises(Exception, match="no student of the course has"):
            roster.find([(kind, name)], name)
    with pytest.raises(Exception, match="could be ada or bob"):
        roster.find([(Kind.LOGIN, "ada"), (Kind.LOGIN, "bob")], None)


ROSTERS = {
    "nbgrader": ("id,first_name,last_name,email,lms_user_id\nada,A,L,a@x.y,55\n", [("ada", "a@x.y", "55")]),
    "Canvas": ('Student,ID,SIS User ID,SIS Login ID,Section\nPoints Possible,,,,\n"L, A",55,m1,ada,S\n', [("ada", "m1", "55")]),
    "Gradescope": ("Name,SID,Email,Role\nA,007,a@x.y,Student\n", [("007", "a@x.y")]),
    "Blackboard": ('"Last Name"\t"First Name"\t"Username"\t"Student ID"\nL\tA\tada\t007\n', [("ada", "007")]),
    "Brightspace": ("OrgDefinedId,Username,Email,End-of-Line Indicator\n#007,ada,a@x.y,#\n", [("ada", "007", "a@x.y")]),
    "semicolons": ("Benutzer;id;Mail\nx;ada;a@x.y\n", [("ada", "a@x.y")]),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("table", "rows"), ROSTERS.values(), ids=ROSTERS.keys())
def test_tables_of_students_are_read_as_systems_export_them(tmp_path, table, rows, encoding):
    """The first name in a row is the one that may serve as an id."""
    (tmp_path / "r.csv").write_bytes(table.encode(encoding))
    assert [tuple(name for _, name in keys) for keys in read_roster(tmp_path / "r.csv")] == rows


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "No such file"),
        (b"", "no column names the students"),
        (b"Name,Grade\nAda,1\n", "no column names the students"),
        (b"PK\x03\x04\0\0\xff", "neither UTF-8 nor UTF-16 text"),
    ],
)
def test_a_table_that_is_none_is_one_clear_line(tmp_path, content, problem):
    """With its name."""
    path = tmp_path / "r.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CourseError, match=f"r.csv: {problem}"):
        read_roster(path)


# ---------------------------------------------------------------- the command


def test_the_batch_goes_on_with_what_was_filed(root, capsys):
    """It says what went to whom, and grades; what a person must look at is in the exit status."""
    honest = {"x_5512_7_tiny.ipynb": notebook(), "y_LATE_5513_8_\x1b[31m.ipynb": notebook()}
    command = ["batch", "tiny", "--course", str(root), "--from"]
    assert main([*command, str(save(root, pack(honest)))]) == 0
    shown = capsys.readouterr().out
    for text in ("2 new", "tiny: 2 graded", "not told, late"):
        assert text in shown
    assert "\x1b" not in shown
    hostile = save(root, pack(honest | {"../\x1b.ipynb": b"x"}))
    assert main([*command, str(hostile), "--json"]) == 1
    shown = capsys.readouterr()
    assert "2 there already" in shown.err
    assert "its name leads out of the archive" in " ".join(shown.err.split())
    assert "\x1b" not in shown.err
    assert [line[:1] for line in shown.out.splitlines()] == ["{"] * 2
    assert main([*command, str(save(root, pack({"anon_aB3dE_9_x.ipynb": b"x"})))]) == 1
    shown = capsys.readouterr()
    assert "none filed, so none are graded" in shown.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "nowhere.zip"], "nowhere.zip: No such file or directory"),
        (["--from", "course", "--timezone", "Mars/Olympus"], "must be a time zone such as Europe/Berlin"),
        (["--from", "course", "--roster", "nowhere.csv"], "nowhere.csv: No such file"),
    ],
)
def test_a_wrong_download_is_one_clear_line(root, capsys, monkeypatch, arguments, said):
    """On stderr, with status 2."""
    monkeypatch.chdir(root.parent)
    try:
        status = main(["batch", "tiny", "--course", str(root), *arguments])
    except SystemExit as ended:
        status = ended.code
    done = capsys.readouterr()
    assert (status, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
