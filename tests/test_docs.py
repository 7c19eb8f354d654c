"""The words around the program say what it does: examples run, names exist, links lead somewhere."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import autograder.questions as vocabulary
from autograder.marking import Policy
from autograder.model import Verdict
from autograder.questions import load_exercises
from autograder.settings import COUNTS, MEGABYTES, SECONDS, read_settings

REPOSITORY = Path(__file__).resolve().parents[1]
DOCS = REPOSITORY / "docs"
PAGES = [REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
CODE_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)

AUTHORS_WORDS = [
    "exercise",
    "misconception",
    "variant",
    "array",
    "table",
    "frame",
    "quarter",
    "quarters",
    "one_of",
]
PRELUDE = f"""
from autograder.questions import {", ".join(AUTHORS_WORDS)}

@exercise(points=2)
def predict(ask):
    '''The line.'''
    ask(X=array(1, 2), w=2.0, b=1.0)
"""


def blocks(page: Path, language: str) -> list[str]:
    """Return what stands in the code blocks of *language* on *page*."""
    return [text for kind, text in CODE_BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def prose(page: Path) -> str:
    """Return a page without its code blocks."""
    return CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))


def section(page: Path, heading: str) -> str:
    """Return what stands under *heading* on *page*, up to the next one of its level."""
    return page.read_text(encoding="utf-8").split(f"\n{heading}\n", 1)[1].split("\n## ", 1)[0]


def first_cells(text: str) -> list[str]:
    """Return the first cell of each row of the tables in *text*, headings left out."""
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")]
    return [
        cell for cell, below in zip(rows, [*rows[1:], ""], strict=True) if not {cell[:3], below[:3]} & {"---"}
    ]


def run(*command: str, **options: Any) -> str:
    """Return what *command* prints, on both streams."""
    command = (sys.executable, *(("-m", "autograder") if command[0] == "autograde" else ()), *command[1:])
    result = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    return result.stdout + result.stderr


# ---------------------------------------------------------------- examples


def test_the_example_of_writing_exercises_runs(tmp_path, nobodys_home):
    """Files as they stand on the page, commands as they stand there, and exactly that output."""
    page = DOCS / "writing-exercises.md"
    (tmp_path / "nbgrader_config.py").write_bytes((REPOSITORY / "nbgrader_config.py").read_bytes())
    environment = {"HOME": str(nobodys_home), "PATH": "/usr/bin:/bin", "COLUMNS": "80", "LANG": "C.UTF-8"}
    commands = 0
    for language, text in CODE_BLOCK.findall(page.read_text(encoding="utf-8")):
        if file := language == "python" and re.match(r"# (add to )?(\S+\.py)\n", text):
            path = tmp_path / file[2]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text((path.read_text() if file[1] else "") + text)
        for command, printed in COMMAND.findall(text) if language == "console" else ():
            output = run(*shlex.split(command), cwd=tmp_path, env=environment)
            assert [line.rstrip() for line in output.splitlines()] == printed.splitlines(), command
            commands += 1
            # Drawn by chance, it would give other random questions than those on the page.
            (tmp_path / "solutions" / "valley" / "seed").write_text("5eed" * 16)
    assert commands == 8


def test_fragments_of_exercises_load(tmp_path):
    """A block of Python that is no file of the example is a piece of an exercises.py."""
    (tmp_path / "park.csv").write_bytes(
        (REPOSITORY / "solutions" / "park-visitors" / "park.csv").read_bytes()
    )
    fragments = [b for b in blocks(DOCS / "writing-exercises.md", "python") if not b.startswith("# ")]
    (tmp_path / "exercises.py").write_text(PRELUDE + "\n".join(fragments))
    names = [e.name for e in load_exercises(tmp_path / "exercises.py", bytes(32))]
    assert names == ["predict", "loss", "train", "descend", "gradient", "vector_mean"]


def test_settings_are_documented_with_their_defaults(tmp_path):
    """The file on the page has every key, and changes nothing."""
    (text,) = blocks(DOCS / "instructors.md", "toml")
    keys = tomllib.loads(text)
    assert keys.pop("policy") == Policy.FAIR
    tables = {name: sorted(table) for name, table in keys.items()}
    assert tables == {
        "limits": sorted([*SECONDS, *MEGABYTES, *COUNTS]),
        "follow_through": ["share"],
        "feedback": ["questions"],
    }
    (tmp_path / "autograder.toml").write_text(text)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert read_settings(tmp_path) == read_settings(empty)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    "word",
    [
        *AUTHORS_WORDS,
        *(n for n in vars(vocabulary.Ask) if n in ("hidden", "guard", "part")),
        *(n for n, member in vars(vocabulary.Asked).items() if callable(member) and not n.startswith("_")),
        *vocabulary.exercise.__kwdefaults__,
        "points",
    ],
)
def test_words_of_authors_are_documented(word):
    """Each stands in a table of the reference, as code."""
    reference = section(DOCS / "writing-exercises.md", "## The words")
    assert re.search(rf"`[^`\n]*\b{word}\b[^`\n]*`", reference)


def commands_on(page: Path) -> Iterator[tuple[str, ...]]:
    """Yield the commands of this program that a page names, as words."""
    text = page.read_text(encoding="utf-8")
    lines = re.findall(
        r"^(?:\$ )?(?:.*&& )?autograde (.*)$", "\n".join(b for _, b in CODE_BLOCK.findall(text)), re.MULTILINE
    )
    lines += re.findall(r"`autograde ([^`]*)`", CODE_BLOCK.sub("", text))
    yield from (tuple(line.split("#")[0].split()) for line in lines)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_on_a_page_exist(page):
    """With their options: a page that is ahead of the program misleads."""
    verbs = set(re.findall(r"^    (\w+) {2,}", run("autograde", "--help"), re.MULTILINE))
    assert verbs >= {"batch", "grade", "release"}
    for verb, *rest in {words for words in commands_on(page) if words} - {("--help",)}:
        assert verb in verbs
        helped = run("autograde", verb, "--help")
        assert all(word in helped for word in rest if word.startswith("--"))


def test_every_command_is_documented():
    """With every option, on the page for instructors."""
    page = (DOCS / "instructors.md").read_text(encoding="utf-8")
    for verb in re.findall(r"^    (\w+) {2,}", run("autograde", "--help"), re.MULTILINE):
        assert f"autograde {verb}" in page
        options = set(re.findall(r"--[a-z]+", run("autograde", verb, "--help"))) - {"--help"}
        assert [option for option in options if option not in page] == []


def test_verdicts_are_documented():
    """Each has a row in the table for teaching assistants."""
    table = section(DOCS / "teaching-assistants.md", "## Verdicts")
    assert {cell.strip("`") for cell in first_cells(table)} >= {verdict.value for verdict in Verdict}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_targets_of_make_on_a_page_exist(page):
    """`make demo` and the like, as the Makefile has them."""
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^\$ |^)make ([a-z-]+)", text, re.MULTILINE))
    assert named <= set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_modules_and_tests_on_a_page_exist(page):
    """Paths of this repository that stand in a text as code; or of the course in the example, which has templates, too."""
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:autograder|tests|benchmarks|templates|docs)/[\w./-]*)`", text):
        assert (REPOSITORY / path).exists() or (DOCS / "examples" / path).exists(), path


# ---------------------------------------------------------------- links


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of *page*."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Files that are there, headings that are there, and no address outside but by https."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        path, _, anchor = target.partition("#")
        if target.startswith("https://"):
            continue
        file = (page.parent / path).resolve() if path else page
        assert file.is_relative_to(REPOSITORY)
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_page_is_found_from_the_readme(page):
    """A page that nothing leads to is not read."""
    assert f"(docs/{page.name})" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


# ---------------------------------------------------------------- the design


def test_the_drawing_of_the_rooms_is_what_is_enforced():
    """Row by row the layers that import-linter holds."""
    drawing = CODE_BLOCK.findall(section(DOCS / "design.md", "## The rooms"))[0][1]
    rows = [re.split(r" {2,}", line.strip("│ "))[0] for line in drawing.splitlines() if line.startswith("│")]
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    assert rows == next(c["layers"] for c in contracts if c["type"] == "layers")


def test_every_dependency_has_its_reason():
    """Those of pyproject.toml and no others, each in a row of a table."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(d for extra in project["optional-dependencies"].values() for d in extra),
    ]
    names = {re.match(r"[\w.-]+", requirement)[0] for requirement in wanted}
    assert set(first_cells(section(DOCS / "design.md", "## Dependencies"))) == names
