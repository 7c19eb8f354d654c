"""The class page of a thousand students in a real browser: sorting, finding, choosing; and all of it there without a script."""

from dataclasses import replace
from decimal import Decimal
from itertools import cycle, islice

import pytest
from chromium import open_browser, require_programs, set_scripts
from sample_results import ALL_RIGHT, ASSIGNMENT, FACTOR_TWO, HOSTILE, PAYLOAD, TROUBLES, UNREADABLE
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from autograder.classpage import compose_class_page
from autograder.report import render_class

pytestmark = pytest.mark.browser

STUDENTS = 1000


@pytest.fixture(scope="module", autouse=True)
def programs():
    require_programs()


KINDS = {"ada": ALL_RIGHT, "grace": FACTOR_TWO, "linus": TROUBLES, "zora": UNREADABLE, "mallory": HOSTILE}
RESULTS = [
    replace(KINDS[kind], student=f"{kind}-{number}")  # numbers sort otherwise than texts
    for number, kind in enumerate(islice(cycle(KINDS), STUDENTS))
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    page = compose_class_page(
        RESULTS, ASSIGNMENT, {r.student: f"{r.student}.html" for r in RESULTS}, {}, ["oz"]
    )
    path = tmp_path_factory.mktemp("reports") / "index.html"
    path.write_text(render_class(page), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser(programs, tmp_path_factory):
    with open_browser(tmp_path_factory.mktemp("browser")) as chrome:
        yield chrome


@pytest.fixture
def page(browser, address):
    """The page as it is when it was just opened."""
    browser.get(address)
    return browser


def shown(page, column=0):
    """The first word of every cell of a column, from top to bottom, of the rows that are to be seen."""
    return page.execute_script(
        """return Array.from(document.querySelectorAll("table.scores tbody tr:not([hidden])"),
           (row) => row.cells[arguments[0]].textContent.trim().split(/\\s+/)[0])""",
        column,
    )


def heading(page, column):
    return page.find_elements(By.CSS_SELECTOR, "table.scores thead th")[column]


def said(page):
    return page.find_element(By.ID, "said").text


def sorted_by(page):
    """Which columns say that the table is sorted by them, and how."""
    headings = page.find_elements(By.CSS_SELECTOR, "table.scores thead th")
    orders = [one.get_attribute("aria-sort") for one in headings]
    return [(number, order) for number, order in enumerate(orders) if order]


def test_points_sort_both_ways(page):
    """A click: who has least first; another: most first. Who has no number is last, names decide among equals."""
    heading(page, 1).find_element(By.TAG_NAME, "button").click()
    totals = [Decimal(text) for text in shown(page, 1)]
    assert totals == sorted(totals)
    assert totals[0] < totals[-1]
    assert (len(totals), sorted_by(page)) == (STUDENTS + 1, [(1, "ascending")])
    heading(page, 1).find_element(By.TAG_NAME, "button").click()
    assert [Decimal(text) for text in shown(page, 1)] == totals[::-1]
    assert sorted_by(page) == [(1, "descending")]
    gradient = [column.name for column in ASSIGNMENT.exercises].index("gradient") + 2
    for order in ("ascending", "descending"):
        heading(page, gradient).find_element(By.TAG_NAME, "button").click()
        points = shown(page, gradient)
        known = [Decimal(text) for text in points if text[0].isdigit()]
        assert known == sorted(known, reverse=order == "descending")
        assert set(points[len(known) :]) == {"\N{EN DASH}"}
        assert sorted_by(page) == [(gradient, order)]


def test_names_sort_as_people_count(page):
    """grace-6 before grace-11."""
    heading(page, 0).find_element(By.TAG_NAME, "button").click()
    heading(page, 0).find_element(By.TAG_NAME, "button").click()
    graces = [name for name in shown(page) if name.startswith("grace")]
    assert graces == sorted(graces, key=lambda name: int(name.removeprefix("grace-")))


def test_the_keyboard_sorts(page):
    """A heading is a button: it takes the focus, and Enter."""
    button = heading(page, 1).find_element(By.TAG_NAME, "button")
    button.send_keys(Keys.ENTER)
    assert sorted_by(page) == [(1, "ascending")]
    assert page.switch_to.active_element == button


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("GRACE", {"grace"}),
        ("timeout", {"linus"}),
        ("grace-1 partial", {"grace"}),
        ("nobody is called so", set()),
        ("", {*KINDS, "oz"}),
    ],
)
def test_finding(page, written, kinds):
    """Parts of names or verdicts, all of which must be there; a line says aloud how many there are."""
    page.find_element(By.ID, "find").send_keys(written)
    names = shown(page)
    assert {name.partition("-")[0] for name in names} == kinds
    count = len(names)
    expected = f"{count} of 1001 students" if 0 < count < 1001 else "1001 students"
    assert said(page) == (expected if count else "Nobody of 1001 matches")
    assert page.find_element(By.ID, "said").get_attribute("role") == "status"


@pytest.mark.parametrize(
    ("choice", "students"),
    [
        ("need a person (600)", lambda r: r.needs_review),
        ("flagged (400)", lambda r: any(e.flags for e in r.exercises)),
        ("all right (200)", lambda r: r.student.startswith("ada")),
        ("train: timeout (200)", lambda r: r.student.startswith("linus")),
        ("everyone", lambda r: True),
    ],
)
def test_choosing(page, choice, students):
    """What stands in the list, with how many there are: those are shown, also after sorting."""
    Select(page.find_element(By.ID, "show")).select_by_visible_text(choice)
    heading(page, 1).find_element(By.TAG_NAME, "button").click()
    expected = {r.student for r in RESULTS if students(r)}
    assert set(shown(page)) - {"oz"} == expected


def test_without_a_script_everything_is_there(browser, address):
    """All rows, and no controls that do nothing."""
    set_scripts(browser, allowed=False)
    try:
        browser.get(address)
        rows = browser.find_elements(By.CSS_SELECTOR, "table.scores tbody tr")
        assert (len(rows), browser.find_element(By.ID, "controls").is_displayed()) == (STUDENTS + 1, False)
        assert browser.find_elements(By.CSS_SELECTOR, "table.scores thead button") == []
    finally:
        set_scripts(browser, allowed=True)


def test_no_script_of_a_student_runs(browser, tmp_path):
    """Should the escaping ever fail, the page's policy stands: only the script that it names runs."""
    html = render_class(compose_class_page([replace(ALL_RIGHT, student="MARK")], ASSIGNMENT, {}))
    path = tmp_path / "index.html"
    payload = (
        f"<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">{PAYLOAD}"
    )
    path.write_text(html.replace("MARK", payload.encode("utf-8", "replace").decode(), 1), encoding="utf-8")
    browser.get(path.as_uri())
    assert browser.title == "Park visitors: the class"
    assert browser.find_element(By.ID, "controls").is_displayed()
