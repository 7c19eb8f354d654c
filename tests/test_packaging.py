"""What is in the archives, what an installation finds, and what the command line imports."""

import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import files
from pathlib import Path, PurePosixPath

import pytest

REPOSITORY = Path(__file__).parents[1]
HEAVY = {"IPython", "matplotlib", "nbformat", "nbgrader", "numpy", "pandas", "scipy", "sklearn", "sympy"}


@pytest.fixture(scope="module")
def archives(tmp_path_factory) -> dict[str, Path]:
    """A wheel and an sdist of the checkout, and the wheel that the sdist gives."""
    built = tmp_path_factory.mktemp("built")
    run("-m", "build", "--no-isolation", "--wheel", "--outdir", str(built / "direct"), str(REPOSITORY))
    run("-m", "build", "--no-isolation", "--outdir", str(built / "published"), str(REPOSITORY))
    (direct,) = (built / "direct").iterdir()
    (wheel,), (sdist,) = (built / "published").glob("*.whl"), (built / "published").glob("*.tar.gz")
    return {"wheel": direct, "sdist": sdist, "wheel from sdist": wheel}


@pytest.fixture(scope="module")
def installed(archives, tmp_path_factory) -> Path:
    """A folder with the installed wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    wheel = str(archives["wheel from sdist"])
    run("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), wheel)
    return folder


def run(*arguments: str, cwd: Path | None = None, **environment: str) -> str:
    """Run our interpreter and return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def names_in(archive: Path) -> set[PurePosixPath]:
    """The files of an archive; of an sdist without the folder that holds them all."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {PurePosixPath(name) for name in wheel.namelist()}
    with tarfile.open(archive) as sdist:
        return {PurePosixPath(*PurePosixPath(name).parts[1:]) for name in sdist.getnames()}


def below(folder: str, *, at: str | None = None) -> set[PurePosixPath]:
    """The files of the checkout in *folder*, under the name that it has in an archive."""
    found = [path.relative_to(REPOSITORY / folder) for path in (REPOSITORY / folder).rglob("*.*")]
    return {PurePosixPath(at or folder, *path.parts) for path in found if path.suffix != ".pyc"}


@pytest.mark.parametrize("name", ["wheel", "sdist", "wheel from sdist"])
def test_no_archive_carries_solutions(archives, name):
    """Whoever has an archive learns nothing about this course's solutions, questions or seeds."""
    found = names_in(archives[name])
    assert not [path for path in found if "solutions" in path.parts]
    assert not {path.name for path in found} & {"exercises.py", "misconceptions.py", "seed"}
    assert not [path for path in found if path.suffix == ".ipynb"]


@pytest.mark.parametrize("name", ["wheel", "wheel from sdist"])
def test_wheel_carries_package_templates_and_license(archives, name):
    """A wheel has the package, the templates inside it, and the license, and nothing more."""
    found = names_in(archives[name])
    described = {path for path in found if path.parts[0].endswith(".dist-info")}
    assert found - described == below("autograder") | below("templates", at="autograder/templates")
    assert [path for path in described if path.parts[1:] == ("licenses", "LICENSE")]


def test_sdist_carries_what_a_wheel_is_made_from(archives):
    """An sdist has the package, the templates, and the license."""
    found = names_in(archives["sdist"])
    assert found >= below("autograder") | below("templates")
    assert found >= {PurePosixPath("LICENSE"), PurePosixPath("README.md"), PurePosixPath("pyproject.toml")}


def test_installed_wheel_finds_its_templates(installed, tmp_path):
    """An installed wheel uses the templates inside it, and its command runs."""
    script = "from autograder.layouts import templates_folder; print(templates_folder())"
    assert Path(run("-c", script, cwd=tmp_path, PYTHONPATH=str(installed)).strip()) == (
        installed / "autograder" / "templates"
    )
    command = str(installed / "bin" / "autograde")
    assert run(command, "--version", cwd=tmp_path, PYTHONPATH=str(installed)).startswith("autograder ")


def test_editable_install_finds_the_templates_of_the_checkout(tmp_path):
    """An editable install uses the templates that are being edited."""
    script = "from autograder.layouts import templates_folder; print(templates_folder())"
    assert Path(run("-c", script, cwd=tmp_path).strip()) == REPOSITORY / "templates"


def test_editable_install_leaves_no_folder_of_our_name():
    """A folder `autograder` among the libraries would be importable beside student code, even an empty one."""
    recorded = files("autograder")
    assert recorded
    assert not [file for file in recorded if file.parts[0] == "autograder"]


@pytest.mark.parametrize(
    "arguments",
    [None, ["--help"], ["--version"], ["batch", "--help"], ["grade", "--help"]],
    ids=lambda arguments: "import" if arguments is None else " ".join(arguments),
)
def test_command_line_is_quick(arguments):
    """Help comes without the heavy libraries: they are imported where they are needed."""
    script = f"""
import contextlib, io, sys
from autograder.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    {arguments} is None or main({arguments})
print(*sys.modules)
"""
    imported = set(run("-c", script).split())
    assert "autograder.cli" in imported
    assert not imported & HEAVY
