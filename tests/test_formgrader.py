"""A teaching assistant's way through formgrader: the scores are seen, a mark is given, and it stands."""

import pytest
from chromium import PATIENCE, require_programs
from formgrader import (
    assemble_class,
    open_browser,
    read_result,
    running_server,
    submission_id,
)
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from autograder.cli import main

pytestmark = pytest.mark.browser

PARK = "park-visitors"
STUDENTS = ("amber", "emre", "ivo")


@pytest.fixture(scope="module", autouse=True)
def programs():
    require_programs()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Three of the sample class, graded."""
    root = assemble_class(tmp_path_factory.mktemp("course"), STUDENTS)
    assert main(["release", PARK, "--course", str(root)]) == 0
    assert main(["batch", PARK, "--course", str(root)]) == 1
    return root


@pytest.fixture(scope="module")
def server(course, tmp_path_factory):
    with running_server(course, tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture(scope="module")
def address(server):
    return server[1]


@pytest.fixture(scope="module")
def browser(server, tmp_path_factory):
    with open_browser(tmp_path_factory.mktemp("browser")) as chrome:
        chrome.get(server[0])
        yield chrome


@pytest.fixture
def show(course, address, browser):
    """Open a student's notebook in formgrader, and wait until the gradebook's boxes are filled."""

    def open_page(student):
        browser.get(address.format(f"submissions/{submission_id(course, student, PARK)}/"))
        until(
            browser,
            lambda b: b.execute_script("return formgrader.grades.loaded && formgrader.comments.loaded"),
        )
        return browser

    return open_page


def until(browser, condition):
    # the page draws its rows anew when it has heard more; then they are looked for again
    return WebDriverWait(browser, PATIENCE, ignored_exceptions=[StaleElementReferenceException]).until(
        condition
    )


def box(browser, name):
    return browser.find_element(By.ID, name)


def scores(browser):
    """The automatic score in each box."""
    return {
        b.get_attribute("id"): b.get_attribute("placeholder")
        for b in browser.find_elements(By.CSS_SELECTOR, ".score.tabbable")
    }


def test_every_exercise_has_its_score_and_its_comment(course, show):
    """The numbers of result.json, and in words what was found."""
    browser = show("ivo")
    result = read_result(course, "ivo", PARK)
    automatic = {f"test_{e['name']}": e["score"] for e in result["exercises"] if e["verdict"] != "manual"}
    assert {name: float(score) for name, score in scores(browser).items() if name in automatic} == automatic
    said = box(browser, "gradient-comment").get_attribute("placeholder")
    assert "Not right yet" in said
    assert "What comes down in front when a square is differentiated?" in said
    assert "every component is 1/2 of the expected one" in browser.find_element(By.TAG_NAME, "body").text


def test_a_submission_that_could_not_be_read_has_every_box_too(show):
    """So that a person can give marks for what they find in the file."""
    browser = show("emre")
    assert set(scores(browser)) == {
        "why_not_543",
        *(
            f"test_{n}"
            for n in ("predict", "loss", "slope_gradient", "gradient", "train", "visitors_at", "train_until")
        ),
    }
    assert "could not be read" in browser.find_element(By.TAG_NAME, "body").text


def test_a_mark_given_here_stands_after_grading_again(course, show):
    """With its comment and extra credit; the page has them, and the automatic scores are still there."""
    browser = show("ivo")
    before = scores(browser)
    for name, text in (
        ("why_not_543", "1.5"),
        ("why_not_543_extra_credit", "0.5"),
        ("why_not_543-comment", "Weather, yes."),
    ):
        box(browser, name).clear()
        box(browser, name).send_keys(text, Keys.TAB)
    until(browser, lambda _: mark_of(course, "ivo") == (1.5, 0.5, "Weather, yes."))
    assert main(["batch", PARK, "--course", str(course), "--student", "ivo", "--force"]) == 0
    browser = show("ivo")
    until(browser, lambda b: box(b, "why_not_543").get_attribute("value") == "1.5")
    assert box(browser, "why_not_543_extra_credit").get_attribute("value") == "0.5"
    assert box(browser, "why_not_543-comment").get_attribute("value") == "Weather, yes."
    assert {n: s for n, s in scores(browser).items() if n != "why_not_543"} == {
        n: s for n, s in before.items() if n != "why_not_543"
    }
    page = (course / f"feedback/ivo/{PARK}/{PARK}.html").read_text()
    assert "Weather, yes." in page
    assert f"<strong>{read_result(course, 'ivo', PARK)['score'] + 2:g} of 17</strong>" in page


def mark_of(course, student):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "gradient-descent") as book:
        grade = book.find_grade("why_not_543", PARK, PARK, student)
        comment = book.find_comment("why_not_543", PARK, PARK, student)
        return grade.manual_score, grade.extra_credit, comment.manual_comment


def test_the_autograde_button_asks_our_questions(course, address, browser):
    """It grades behind the wall and leaves what a batch leaves."""
    before = read_result(course, "amber", PARK)
    (course / f"autograded/amber/{PARK}/result.json").unlink()
    browser.get(address.format(f"manage_submissions/{PARK}"))
    button = "//tr[contains(., 'amber')]/td[contains(@class, 'autograde')]/a"
    until(browser, lambda b: [link.click() for link in b.find_elements(By.XPATH, button)])
    until(browser, lambda b: "Successfully autograded" in b.find_element(By.TAG_NAME, "body").text)
    assert read_result(course, "amber", PARK) == before
