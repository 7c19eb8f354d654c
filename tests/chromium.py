"""Chromium in front of a page, and what a reader can change about it: width, colours, scripts, paper."""

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 120
"""Seconds after which something hangs; a busy machine takes a while to draw a page."""

PROGRAMS = {"chromium": "chromium", "chromedriver": "chromium-driver", "pdftotext": "poppler-utils"}
"""What has to be installed, and Debian's packages that have it."""


@dataclass(frozen=True)
class Shape:
    """A window and what its reader prefers."""

    width: int
    scheme: str
    forced_colours: bool = False

    def __str__(self) -> str:
        return f"{self.width} px, {'forced colours, ' * self.forced_colours}{self.scheme}"


@contextmanager
def open_browser(folder: Path, width: int = 1280, height: int = 1600) -> Iterator[webdriver.Chrome]:
    """Start Chromium with a profile in *folder*. It finds no host but this one, and notes what a page asks for."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    for argument in (
        "--headless=new",
        "--no-sandbox",  # Chromium's own, which needs another user than root
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"--user-data-dir={folder}",
        f"--window-size={width},{height}",
    ):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        browser.set_page_load_timeout(PATIENCE)
        browser.set_script_timeout(PATIENCE)
        yield browser
    finally:
        browser.quit()


def find_missing() -> list[str]:
    """Return the programs that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def require_programs() -> None:
    """Skip what needs programs that are not installed; where everything must run, fail."""
    if missing := find_missing():
        packages = " ".join(PROGRAMS[name] for name in missing)
        miss(f"{' and '.join(missing)} not installed (on Debian: apt-get install {packages})")


def miss(reason: str) -> None:
    """Skip, for *reason*; where everything must run, fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def take_shape(browser: webdriver.Chrome, shape: Shape, height: int = 800) -> None:
    """Give the window this width, and its reader's preferences."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": shape.width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )
    preferences = {
        "prefers-color-scheme": shape.scheme,
        "forced-colors": "active" if shape.forced_colours else "none",
    }
    features = [{"name": name, "value": value} for name, value in preferences.items()]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def read_logs(browser: webdriver.Chrome) -> tuple[list[str], list[str]]:
    """Return what has been asked for since the last call, and what the console has said."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    return asked, [entry["message"] for entry in browser.get_log("browser")]


def set_scripts(browser: webdriver.Chrome, *, allowed: bool) -> None:
    """Let pages that are opened from now on run scripts, or not."""
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not allowed})


def set_letters(browser: webdriver.Chrome, size: int) -> None:
    """Let letters have *size* pixels where a page does not say otherwise, as in a reader's settings."""
    browser.execute_cdp_cmd("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size - 3}})
    WebDriverWait(browser, PATIENCE).until(lambda b: _letters_after_opening_again(b) == f"{size}px")


def _letters_after_opening_again(browser: webdriver.Chrome) -> str:
    # a page that is open may never hear of it
    browser.refresh()
    found: str = browser.execute_script("return getComputedStyle(document.documentElement).fontSize")
    return found


def print_page(browser: webdriver.Chrome, path: Path) -> Path:
    """Print the page on A4, as it is, into *path*, and return that."""
    paper = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
    made: dict[str, Any] = browser.execute_cdp_cmd("Page.printToPDF", paper)
    path.write_bytes(base64.b64decode(made["data"]))
    return path


def read_pdf(path: Path) -> str:
    """Return the text of a PDF in the order in which it was drawn."""
    return subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout


def find_cut_off(path: Path) -> list[str]:
    """Return the words of a PDF that do not lie on their sheet."""
    boxes = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True)
    outside, width, height = [], 0.0, 0.0
    for line in boxes.stdout.splitlines():
        numbers = [float(number) for number in re.findall(r'(?:width|height|[xy]M\w+)="([-\d.]+)"', line)]
        if "<page" in line:
            width, height = numbers
        elif "<word" in line and not (
            numbers[0] >= 0 and numbers[1] >= 0 and numbers[2] <= width and numbers[3] <= height
        ):
            outside.append(line.strip())
    return outside
