"""Pictures of formgrader with the sample class, for people to look at: ``python -m benchmarks.pictures FOLDER``.

A Jupyter server on loopback and Chromium without a screen; tests/test_formgrader.py walks the same way and checks.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY / "tests"))

PARK = "park-visitors"
STUDENTS = ("amber", "emre", "ivo")


def take_pictures(folder: Path) -> list[Path]:
    """Grade three of the sample class and return pictures of what a teaching assistant sees, written to *folder*."""
    from chromium import PATIENCE  # type: ignore[import-not-found]  # of the tests
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

    folder.mkdir(parents=True, exist_ok=True)
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


if __name__ == "__main__":
    for picture in take_pictures(Path(sys.argv[1])):
        print(picture)
