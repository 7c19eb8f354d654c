"""The course of the sample class: this repository's solutions, and what the class handed in.

`make demo` puts it together under demo/ with ``python tests/sample_course.py demo``; tests make their own.
"""

import shutil
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
CLASSROOM = REPOSITORY / "tests" / "classroom"


def assemble_course(root: Path) -> Path:
    """Put the sample course together in *root*, made when missing, and return it.

    Whatever a batch left there stays, so that the next one continues: results, gradebook, and the seed, which is
    the course's own and never this repository's.
    """
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy2(REPOSITORY / "nbgrader_config.py", root)
    unwanted = shutil.ignore_patterns("seed", "__pycache__", ".ipynb_checkpoints")
    shutil.copytree(REPOSITORY / "solutions", root / "solutions", ignore=unwanted, dirs_exist_ok=True)
    shutil.rmtree(root / "submitted", ignore_errors=True)
    shutil.copytree(CLASSROOM / "submitted", root / "submitted")
    return root


if __name__ == "__main__":
    assemble_course(Path(sys.argv[1]))
