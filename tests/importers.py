"""What the importers of learning management systems do with a file, as their sources and manuals say.

Small readers of our own: no code of autograder, not even the csv module, is in them. Each returns who got which grade, and
raises `Refused` where the system takes none of the file.
"""

import re
from decimal import Decimal


class Refused(Exception):
    """The system imports nothing."""


def parse(text, delimiter=",", escape=""):
    """RFC 4180, strictly; with *escape* as PHP's fgetcsv has it: it makes the next character plain, and stays."""
    rows, row, at = [], [], 0
    while at < len(text):
        cell, at = (quoted if text[at] == '"' else bare)(text, at, delimiter, escape)
        row.append(cell)
        if at < len(text) and text[at] == delimiter:
            at += 1
            if at < len(text):
                continue
            row.append("")
        elif text[at : at + 2] == "\r\n":
            at += 2
        elif text[at : at + 1] == "\n":
            at += 1
        elif at < len(text):
            raise Refused(f"{text[at]!r} where a cell should end")
        rows.append(row)
        row = []
    return rows


def quoted(text, at, delimiter, escape):
    cell, at = "", at + 1
    while at < len(text):
        if escape and text[at] == escape:
            cell, at = cell + text[at : at + 2], at + 2
        elif text[at : at + 2] == '""':
            cell, at = cell + '"', at + 2
        elif text[at] == '"':
            return cell, at + 1
        else:
            cell, at = cell + text[at], at + 1
    raise Refused("a quote that does not end")


def bare(text, at, delimiter, escape):
    end = re.compile(f"[{re.escape(delimiter)}\r\n]|$").search(text, at).start()
    if '"' in text[at:end]:
        raise Refused("a quote within a cell")
    return text[at:end], end


def number(text):
    """A decimal with point or comma."""
    if not re.fullmatch(r"-?\d+([.,]\d+)?", text):
        raise Refused(f"{text!r} is no number")
    return Decimal(text.replace(",", "."))


def canvas(content, students, assignments):
    """Canvas: {user id: {assignment id: grade}}; None where a blank cell erases the score.

    *students*: {user id: (name, SIS user id, login id)}; *assignments*: {id: title}. What would open a dialogue about
    unknown students or new assignments is refused.
    """
    text = content.decode("utf-8-sig")
    first = text.splitlines()[:3]
    counts = {d: {line.count(d) for line in first} for d in ";,"}
    semicolon = len(counts[";"]) == 1 and counts[";"] > counts[","]
    heading, *rows = [row for row in parse(text, ";" if semicolon else ",") if row]
    if len(heading) <= 3 or "Student" not in heading[0] or "ID" not in heading[1]:
        raise Refused("invalid header row")
    columns, sis, login = 3, None, None
    if "SIS Login ID" in heading[2]:
        columns, login = 4, 2
    elif "SIS User ID" in heading[2] and "SIS Login ID" in heading[3]:
        columns, sis, login = 5 + ("Integration ID" in heading[4]), 2, 3
    if "Section" not in heading[columns - 1]:
        raise Refused("invalid header row")
    given = {}
    for row in rows:
        if "Points Possible" in row[0] or all(
            re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.IGNORECASE) for cell in row
        ):
            continue
        user = find_canvas_student(row, students, sis, login)
        for at, title in enumerate(heading[columns:], columns):
            if re.search("(Current|Final) (Score|Points|Grade)", title):
                continue
            named = re.search(r"\((\d+)\)$", title)
            if not named or named[1] not in assignments:
                raise Refused(f"a new assignment {title}")
            cell = row[at].strip()
            given.setdefault(user, {})[named[1]] = None if cell in ("", "-") else number(cell)
    return given


def find_canvas_student(row, students, sis, login):
    if row[1] in students:
        return row[1]
    for user, (name, sis_id, login_id) in students.items():
        if (sis and row[sis] == sis_id) or (login and row[login] == login_id) or row[0] == name:
            return user
    raise Refused(f"an unknown student {row[0]}")


def moodle_worksheet(content, participants, most, locked=()):
    """Moodle's grading worksheet: {participant: grade}; what it skips is not in it."""
    heading, *rows = parse(content.decode("utf-8-sig"), escape="\\")
    if not {"Identifier", "Grade", "Last modified (grade)"} <= set(heading):
        raise Refused("invalid grade import")
    given = {}
    for row in rows:
        if len(row) != len(heading):
            raise Refused("weird columns")
        participant = row[heading.index("Identifier")].removeprefix("Participant ")
        grade = row[heading.index("Grade")]
        if participant in participants and participant not in locked and grade:
            value = number(grade)
            if 0 <= value <= most:
                given[participant] = value
    return given


def moodle_grades(content, users, map_from, map_to):
    """Moodle's grade import: {user: grade}; *users* are those whom the field knows, None is no grade.

    As the importer does it, a row without an id is for the user of the row above.
    """
    heading, *rows = parse(content.decode("utf-8-sig"), escape="\\")
    given, user = {}, None
    for row in rows:
        if len(row) != len(heading):
            raise Refused("weird columns")
        key = row[heading.index(map_from)].strip()
        if key not in ("", "0"):
            if key not in users:
                raise Refused(f"user mapping error: {key}")
            user = users[key]
        if user is None:
            raise Refused("user not found")
        cell = row[heading.index(map_to)].strip()
        given[user] = None if cell in ("", "-") else number(cell)
        if given[user] is not None and given[user] > 100:
            raise Refused("grade value too big")
    return given


def brightspace(content, key, users):
    """Brightspace: {user: grade}; it takes nothing but ids and grades."""
    heading, *rows = parse(content.decode("utf-8-sig"))
    (item,) = [h for h in heading if h not in ("OrgDefinedId", "Username", "End-of-Line Indicator")]
    if not re.search(r" Points Grade( <.*>)?$", item):
        raise Refused(f"an unknown column {item}")
    given = {}
    for row in rows:
        if "End-of-Line Indicator" in heading and row[-1] != "#":
            raise Refused("no end of the line")
        id_ = row[heading.index(key)].removeprefix("#")
        if id_ not in users:
            raise Refused(f"an unknown user {id_}")
        given[id_] = number(row[heading.index(item)])
    return given


def blackboard(content, users):
    """Blackboard: {user name: {column id: grade}}, from tabs in UTF-16 or from commas with quotes around all cells."""
    wide = content.startswith(b"\xff\xfe")
    text = content[2:].decode("utf-16-le") if wide else content.decode("utf-8-sig")
    if not wide and any(not line.startswith('"') for line in text.splitlines()[:1]):
        raise Refused("cells without quotes")
    heading, *rows = parse(text, "\t" if wide else ",")
    given = {}
    for row in rows:
        user = row[heading.index("Username")]
        if user not in users:
            raise Refused(f"an unknown user {user}")
        for title, cell in zip(heading, row, strict=True):
            if "|" in title:
                given.setdefault(user, {})[title.rpartition("|")[2]] = number(cell)
            elif title not in ("Last Name", "First Name", "Username", "Student ID"):
                raise Refused(f"a new text column {title}")
    return given
