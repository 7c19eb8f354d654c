"""Pictures of pages with the sample class, for people to look at, in a Chromium without a screen.

    python -m benchmarks.pictures readme FOLDER      the two pictures of the README: FOLDER is docs
    python -m benchmarks.pictures formgrader FOLDER  what a teaching assistant sees in nbgrader's formgrader

tests/test_pages.py and tests/test_formgrader.py walk the same way and check.
"""

from __future__ import annotations

import argparse
import base64
import io
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY / "tests"))

PARK = "park-visitors"
STUDENTS = ("amber", "emre", "ivo")
SHOWN = "lena"
"""Whose page the README shows: it has a diagnosis and a picture."""


def picture_readme(folder: Path) -> list[Path]:
    """Grade the sample class and return pictures of a student's page and of the class page, written to *folder*."""
    from chromium import Shape, open_browser, take_shape  # type: ignore[import-not-found]  # of the tests
    from sample_course import assemble_course  # type: ignore[import-not-found]

    from autograder.cli import main

    taken = []
    with tempfile.TemporaryDirectory() as scratch:
        course, profile = (Path(scratch, name) for name in ("course", "profile"))
        assemble_course(course)
        main(["release", PARK, "--course", str(course)])
        main(["batch", PARK, "--course", str(course)])
        pages = {
            "feedback": (f"feedback/{SHOWN}/{PARK}/{PARK}.html", 860, ".picture"),
            "class": (f"reports/{PARK}/index.html", 1280, CLASS_UNTIL),
        }
        with open_browser(profile) as browser:
            for name, (page, width, last) in pages.items():
                take_shape(browser, Shape(width, "light"))
                browser.get((course / page).as_uri())
                bottom = browser.execute_script(BOTTOM, last)
                clip = {"x": 0, "y": 0, "width": width, "height": bottom, "scale": 1}
                shot: dict[str, Any] = browser.execute_cdp_cmd(
                    "Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True}
                )
                taken.append(folder / f"{name}.png")
                _write_small(base64.b64decode(shot["data"]), taken[-1])
    return taken


CLASS_UNTIL = "table.exercises"
BOTTOM = "return Math.round(document.querySelector(arguments[0]).getBoundingClientRect().bottom + scrollY)"


def _write_small(png: bytes, path: Path) -> None:
    # a page has few colours: a palette of 256 shows it as it is, in a third of the space
    Image.open(io.BytesIO(png)).convert("RGB").quantize(256).save(path, optimize=True)


def picture_formgrader(folder: Path) -> list[Path]:
    """Grade three of the sample class and return pictures of what a teaching assistant sees, written to *folder*."""
    from chromium import PATIENCE
    from formgrader import (  # type: ignore[import-not-found]  # of the tests
        assemble_class,
        open_browser,
        running_server,
        submission_id,
    )
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.expected_conditions import presence_of_element_located
    from selenium.webdriver.support.ui import WebDriverWait

    from autograder.cli import main

    taken = []
    with tempfile.TemporaryDirectory() as scratch:
        course, home, profile = (Path(scratch, name) for name in ("course", "home", "profile"))
        assemble_class(course, STUDENTS)
        main(["release", PARK, "--course", str(course)])
        main(["batch", PARK, "--course", str(course)])
        pages = {"submissions": (f"manage_submissions/{PARK}", "tbody tr td:nth-child(6) a")}
        for student in STUDENTS:
            path = f"submissions/{submission_id(course, student, PARK)}/"
            pages[student] = (path, ".extra-credit[placeholder]")  # the last thing that is filled in
        with running_server(course, home) as (login, address), open_browser(profile, height=9000) as browser:
            browser.get(login)
            for name, (path, filled) in pages.items():
                browser.get(address.format(path))
                there = presence_of_element_located((By.CSS_SELECTOR, filled))
                WebDriverWait(browser, PATIENCE).until(there)
                taken.append(folder / f"formgrader-{name}.png")
                browser.save_screenshot(str(taken[-1]))
    return taken


def main() -> None:
    """Take the pictures and print where they are."""
    kinds = {"readme": picture_readme, "formgrader": picture_formgrader}
    parser = argparse.ArgumentParser(description="Take pictures of pages with the sample class.")
    parser.add_argument("kind", choices=kinds)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for picture in kinds[options.kind](options.folder):
        print(picture)


if __name__ == "__main__":
    main()
