"""The command line: what is asked for, what is refused in one line, and what it never imports."""

import json
import os
import subprocess
import sys

import pytest
from tiny_course import RIGHT, make_course, notebook

from autograder.cli import main


def run(*arguments, cwd):
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one small assignment and one submission."""
    return make_course(tmp_path_factory.mktemp("course"), ada=notebook())


WRONG = {
    "no command": ([], "the following arguments are required: COMMAND"),
    "unknown command": (["grad"], "invalid choice: 'grad'"),
    "no assignment": (["batch"], "the following arguments are required: ASSIGNMENT"),
    "no workers": (["batch", "tiny", "--workers", "0"], "must be a whole number of at least 1, got 0"),
    "unknown assignment": (["batch", "tyni"], "tiny"),
    "unknown among known ones": (["batch", "tiny", "tyni"], "tiny"),
    "unknown student": (["batch", "tiny", "--student", "bob"], "bob"),
    "no such notebook": (["grade", "nowhere.ipynb", "--assignment", "tiny"], "nowhere.ipynb"),
    "no such course": (["batch", "tiny", "--course", "nowhere"], "nowhere: there is no such folder"),
    "release of nothing": (["release", "tyni"], "tiny"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_command_is_one_clear_line(course, arguments, said):
    """On stderr, with exit status 2, without a traceback, and nothing on stdout."""
    done = run(*arguments, cwd=course)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


BROKEN = {
    "syntax error": ("def double(ask:", "exercises.py, line 1: SyntaxError"),
    "unknown name": ("from autograder.questions import exercise\nx = y", "exercises.py, line 2: NameError"),
    "no exercise": ("", "declares no exercise"),
    "own error": ("raise ValueError('no')", "exercises.py, line 1: ValueError: no"),
}


@pytest.mark.parametrize(("source", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_exercises_file_is_one_clear_line(tmp_path, source, said):
    """With the file and the line."""
    root = make_course(tmp_path, ada=notebook())
    (root / "solutions/tiny/exercises.py").write_text(source)
    done = run("batch", "tiny", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_reference_that_fails_its_own_questions_is_one_clear_line(tmp_path):
    """With the question and what came back."""
    root = make_course(tmp_path, ada=notebook())
    wrong = {"double": "def double(x):\n    return 1 / 0", "quadruple": RIGHT["quadruple"]}
    (root / "solutions/tiny/tiny.ipynb").write_bytes(notebook(**wrong))
    done = run("batch", "tiny", cwd=root)
    assert done.returncode == 2
    assert "the reference does not answer double(1.5): ZeroDivisionError: division by zero" in done.stderr
    assert done.stderr.count("\n") == 1


SETTINGS = {
    "unknown key": ("[limits]\ncpu = 3", "unknown key limits.cpu; there are limits.cell_cpu_seconds"),
    "unknown table": ("[limit]", "unknown key limit; there are limits"),
    "a text": ("[limits]\nidle_seconds = 'x'", "limits.idle_seconds must be a number above 0, got 'x'"),
    "zero": ("[limits]\nidle_seconds = 0", "limits.idle_seconds must be a number above 0, got 0"),
    "no TOML": ("[limits", "autograder.toml: "),
}


@pytest.mark.parametrize(("source", "said"), SETTINGS.values(), ids=SETTINGS.keys())
def test_wrong_settings_are_one_clear_line(course, tmp_path, capsys, source, said):
    """They name the key, and what it must be."""
    root = make_course(tmp_path, ada=notebook())
    (root / "autograder.toml").write_text(source)
    assert main(["batch", "tiny", "--course", str(root)]) == 2
    done = capsys.readouterr()
    assert said in done.err
    assert (done.out, done.err.count("\n")) == ("", 1)


def test_an_empty_class_is_one_clear_line(tmp_path, capsys):
    """It says where was looked."""
    root = make_course(tmp_path)
    assert main(["batch", "tiny", "--course", str(root)]) == 2
    done = capsys.readouterr()
    assert (done.out, done.err.count("\n")) == ("", 1)
    assert "submitted" in done.err


def test_limits_from_the_settings_hold(tmp_path, capsys):
    """A short question limit is the one that the page names."""
    root = make_course(tmp_path, ada=notebook(double="def double(x):\n    while True: pass"))
    (root / "autograder.toml").write_text("[limits]\nquestion_cpu_seconds = 0.25\ncell_cpu_seconds = 0.5")
    assert main(["batch", "tiny", "--course", str(root), "--json"]) == 0
    exercise = json.loads(capsys.readouterr().out)["exercises"][0]
    assert exercise["verdict"] == "timeout"
    assert "used more than 0.25 s of computing time" in exercise["questions"][0]["finding"]


def test_grading_one_notebook_writes_nothing(course):
    """The course is the same before and after; the result is the one that a batch would give."""
    before = sorted(course.rglob("*"))
    done = run("grade", "submitted/ada/tiny/tiny.ipynb", "--assignment", "tiny", "--json", cwd=course)
    result = json.loads(done.stdout)
    assert (done.returncode, result["student"], result["score"]) == (0, "anonymous", 3.5)
    assert sorted(course.rglob("*")) == before


def test_grading_one_notebook_tells_a_person(course):
    """A table with points, verdict and reason."""
    broken = course / "broken.ipynb"
    broken.write_bytes(notebook(double="def double(x):\n    return x * x"))
    done = run("grade", broken, "--assignment", "tiny", cwd=course)
    broken.unlink()
    assert done.returncode == 0
    assert "Is this twice x, or x times x?" in done.stdout
    assert "1.5 of 3.5 points" in done.stdout


def test_json_prints_one_object_for_each_submission_and_nothing_else(tmp_path, capsys):
    """The content of the result files, kept ones included."""
    root = make_course(tmp_path, ada=notebook(), emre=b"no notebook")
    for _ in range(2):
        assert main(["batch", "tiny", "--course", str(root), "--json"]) == 1
        printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        files = [json.loads(p.read_text()) for p in root.glob("autograded/*/tiny/result.json")]
        assert sorted(printed, key=str) == sorted(files, key=str)


def test_the_course_is_found_from_any_folder_in_it(course):
    """As git finds its repository."""
    below = course / "submitted" / "ada"
    done = run("grade", "tiny/tiny.ipynb", "--assignment", "tiny", cwd=below)
    assert (done.returncode, "3.5 of 3.5 points" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["batch", "--help"], ["grade", "--help"], ["release", "--help"]]
)
def test_help_has_an_example_and_is_quick(arguments):
    """Nothing heavy is imported for it."""
    heavy = ["nbgrader", "pandas", "matplotlib", "sklearn", "scipy", "numpy", "sympy", "IPython", "jinja2"]
    look = (
        "import sys\nfrom autograder.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert "autograde" in done.stdout.partition("example")[2]
    assert done.stderr == "[]\n"


def test_student_text_cannot_command_the_terminal(tmp_path, capsys):
    """Escapes in a name are shown as what they are."""
    root = make_course(tmp_path)
    folder = os.fsencode(root / "submitted") + b"/\x1b[31mred/tiny"
    os.makedirs(folder)
    with open(folder + b"/tiny.ipynb", "wb") as file:
        file.write(b"no notebook")
    assert main(["batch", "tiny", "--course", str(root)]) == 1
    assert "\x1b" not in capsys.readouterr().out
