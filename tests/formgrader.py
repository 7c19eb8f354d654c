"""nbgrader's formgrader as a person meets it: a Jupyter server on loopback, and Chromium in front of it."""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import chromium
from chromium import PATIENCE
from selenium import webdriver

MATHJAX = """
window.MathJax = {Hub: {Config() {}, Startup: {signal: {Interest(hear) { hear("End"); }}}}};
"""
"""formgrader takes MathJax from a CDN and does nothing without it. Formulas stay as they are written."""


@contextmanager
def running_server(course: Path, home: Path) -> Iterator[tuple[str, str]]:
    """Start a Jupyter server in *course*; yield the address that logs in, and formgrader's, with {} for the path."""
    token = secrets.token_hex(16)
    environment = os.environ | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
    }
    options = ["ip=127.0.0.1", "port=0", "open_browser=False", "allow_root=True", "terminals_enabled=False"]
    command = [sys.executable, "-m", "jupyter_server", *(f"--ServerApp.{option}" for option in options)]
    server = subprocess.Popen(
        [*command, f"--IdentityProvider.token={token}"],
        cwd=course,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    hang = threading.Timer(PATIENCE, server.kill)
    hang.start()
    port = None
    try:
        said = []
        for line in server.stderr:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                port = found[1]
                break
        assert port, "".join(said)
        hang.cancel()
        # what it says from now on is read, so that it never waits for a reader
        reader = threading.Thread(target=server.stderr.read)
        reader.start()
        yield f"http://127.0.0.1:{port}/login?token={token}", f"http://127.0.0.1:{port}/formgrader/{{}}"
    finally:
        hang.cancel()
        server.terminate()
        server.wait(timeout=PATIENCE)
        if port:
            reader.join(timeout=PATIENCE)
        server.stderr.close()


@contextmanager
def open_browser(folder: Path, height: int = 1600) -> Iterator[webdriver.Chrome]:
    """Start Chromium with a profile in *folder*, ready for formgrader."""
    with chromium.open_browser(folder, height=height) as browser:
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": MATHJAX})
        yield browser


def assemble_class(root: Path, students: tuple[str, ...]) -> Path:
    """Put the sample course together with *students* only."""
    from sample_course import assemble_course

    assemble_course(root)
    for folder in (root / "submitted").iterdir():
        if folder.name not in students:
            shutil.rmtree(folder)
    return root


def submission_id(course: Path, student: str, assignment: str) -> str:
    """Return what formgrader calls the notebook of *student*."""
    from nbgrader.api import Gradebook

    from autograder.course import find_course

    found = find_course(course)
    with Gradebook(found.db_url, found.course_id) as book:
        return book.find_submission_notebook(assignment, assignment, student).id


def read_result(course: Path, student: str, assignment: str) -> dict:
    """Return the content of result.json."""
    return json.loads((course / f"autograded/{student}/{assignment}/result.json").read_text())
