"""Every kind of page in a real browser: for everybody, on every screen, on paper, and harmless."""

import re
from pathlib import Path

import pytest
from chromium import (
    Shape,
    find_cut_off,
    miss,
    open_browser,
    print_page,
    read_logs,
    read_pdf,
    require_programs,
    set_letters,
    set_scripts,
    take_shape,
)
from sample_pages import (
    HOSTILE,
    LONG_WORD,
    SAMPLE,
    make_class_of_many,
    make_golden_pages,
    make_hostile_pages,
    make_own_cells_pages,
    make_sample_pages,
)
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys
from test_report import compare_with_golden

pytestmark = pytest.mark.browser

REPOSITORY = Path(__file__).resolve().parents[1]
AXE = REPOSITORY / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"

SHAPES = [Shape(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
PHONE, DESK = SHAPES[0], SHAPES[2]
FORCED = [Shape(1280, scheme, forced_colours=True) for scheme in ("light", "dark")]

KINDS = [*SAMPLE, "own cells", "hostile", "golden", "a thousand"]


@pytest.fixture(scope="module", autouse=True)
def programs():
    require_programs()
    if not AXE.is_file():
        miss("axe-core is not there; `make test-browser` fetches it")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages of every kind."""
    folder = tmp_path_factory.mktemp("pages")
    return {
        **make_sample_pages(folder / "sample"),
        "own cells": make_own_cells_pages(folder / "own-cells"),
        "hostile": make_hostile_pages(folder / "hostile"),
        "golden": make_golden_pages(folder / "golden"),
        "a thousand": make_class_of_many(folder / "sample", folder / "thousand.html"),
    }


@pytest.fixture(scope="module")
def browser(programs, tmp_path_factory):
    with open_browser(tmp_path_factory.mktemp("browser")) as chrome:
        yield chrome


@pytest.fixture(params=KINDS)
def kind(request, pages):
    """The pages of one kind."""
    return pages[request.param]


def show(browser, page, shape=DESK, *, unfolded=True):
    take_shape(browser, shape)
    browser.get(page.as_uri())
    if unfolded:
        unfold(browser)


def unfold(browser):
    browser.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")


def name_of(page):
    return "/".join(page.parts[-3:])


# ---------------------------------------------------------------- as they were looked at

LOOKED_AT = {
    "park-visitors": ["emre", "ivo", "lena"],
    "three-points": ["ivo"],
    "early-stopping": ["jana"],
    "ice-cream": ["selim"],
}


@pytest.mark.parametrize(("assignment", "student"), [(a, s) for a, them in LOOKED_AT.items() for s in them])
def test_the_page_of_a_student_is_the_golden_one(assignment, student, pages):
    """What a batch makes of what was handed in."""
    (page,) = [page for page in pages[assignment] if page.parts[-3] == student]
    compare_with_golden(f"{assignment}-{student}", page.read_text(encoding="utf-8"))


# ---------------------------------------------------------------- for everybody

RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run({resultTypes: ["violations"], rules: {"target-size": {enabled: true}}})
  .then(found => done(found.violations.map(v =>
    `${v.impact}: ${v.id}: ${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 200)}`)));
"""


def ask_axe(browser):
    """What axe-core finds fault with in the page as it stands."""
    if not browser.execute_script("return 'axe' in window"):
        browser.execute_script(AXE.read_text(encoding="utf-8"))
    return browser.execute_async_script(RUN_AXE)


def test_axe_finds_nothing(kind, browser):
    """No fault on a phone and on a desk, in light and dark colours; folded as a page comes, and unfolded."""
    found = []
    for page in kind:
        show(browser, page, PHONE, unfolded=False)
        found += [(name_of(page), "folded", fault) for fault in ask_axe(browser)]
        unfold(browser)
        for shape in SHAPES:
            take_shape(browser, shape)
            found += [(name_of(page), str(shape), fault) for fault in ask_axe(browser)]
    assert found == []


@pytest.mark.parametrize("kind", ["golden", "own cells"], indirect=True)
@pytest.mark.parametrize("shape", FORCED, ids=str)
def test_axe_finds_nothing_where_readers_choose_the_colours(shape, kind, browser):
    """Two colours are all that is left then, and links have a third."""
    found = []
    for page in kind:
        show(browser, page, shape)
        found += [(name_of(page), fault) for fault in ask_axe(browser)]
    assert found == []


WALK = """
const all = [...document.querySelectorAll("details")];
for (const one of all) one.open = true;
const stops = [...document.querySelectorAll("a[href], summary, button, input, select, textarea, [tabindex='0']")]
  .filter(one => one.checkVisibility() && !one.disabled);
for (const one of all) one.open = false;
window.visited = [];
window.unseen = [];
window.folds = [];
document.addEventListener("focusin", event => {
  const style = getComputedStyle(event.target);
  window.visited.push(stops.indexOf(event.target));
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
    window.unseen.push(event.target.outerHTML.slice(0, 120));
});
document.addEventListener("keydown", event => {
  if (event.target.matches("summary")) window.folds.push(event.target.parentElement.open);
});
return stops.map(one => one.matches("summary"));
"""
OPENED_TWICE = [False, True, False, True]


def test_keys_alone_reach_everything(kind, browser):
    """Tab visits each link, summary, control and box of code or formula in order, and shows where it is; Enter and space unfold."""
    for page in kind:
        show(browser, page, unfolded=False)
        stops = browser.execute_script(WALK)
        keys = [Keys.TAB + (Keys.ENTER + Keys.SPACE + Keys.ENTER) * is_summary for is_summary in stops]
        ActionChains(browser, duration=0).send_keys("".join(keys)).perform()
        visited, unseen, folds = browser.execute_script("return [visited, unseen, folds]")
        assert [stop for stop in visited if stop >= 0][: len(stops)] == list(range(len(stops))), name_of(page)
        assert unseen == [], name_of(page)
        assert folds[: 4 * sum(stops)] == OPENED_TWICE * sum(stops), name_of(page)


CONTROLS = "button, input, select, textarea, [role=button], [role=status], [aria-live]"
TEXT = """
for (const control of document.querySelectorAll(arguments[0])) (control.closest("label") ?? control).remove();
return document.body.innerText;
"""


def test_without_scripts_nothing_is_missing(kind, browser):
    """Every word stands there, and no control that would do nothing."""
    for page in kind:
        show(browser, page)
        with_scripts = browser.execute_script(TEXT, CONTROLS)
        set_scripts(browser, allowed=False)
        try:
            show(browser, page)
            idle = browser.execute_script(
                "return [...document.querySelectorAll(arguments[0])]"
                ".filter(one => one.checkVisibility()).map(one => one.outerHTML)",
                CONTROLS,
            )
            without = browser.execute_script("return document.body.innerText")
        finally:
            set_scripts(browser, allowed=True)
        assert idle == [], name_of(page)
        assert sorted(set(with_scripts.split()) - set(without.split())) == [], name_of(page)


# ---------------------------------------------------------------- on every screen, and on paper


@pytest.fixture(params=[16, 32], ids=lambda size: f"letters of {size} px")
def letters(request, browser, pages):
    """The size of letters that a reader has chosen; twice the usual one is what WCAG asks for."""
    show(browser, pages["golden"][0])  # the process that shows files is the one that must know
    set_letters(browser, request.param)
    yield request.param
    set_letters(browser, 16)


def test_nothing_is_wider_than_a_phone(letters, kind, browser):
    """At 360 pixels a page scrolls up and down only, also with large letters; wide tables and code in their own boxes."""
    wider = []
    for page in kind:
        show(browser, page, PHONE)
        size, needed, there = browser.execute_script(
            "const page = document.documentElement;"
            "return [getComputedStyle(page).fontSize, page.scrollWidth, page.clientWidth]"
        )
        assert size == f"{letters}px"
        wider += [(name_of(page), needed)] if needed > there else []
    assert wider == []


def test_paper_has_everything(kind, browser, tmp_path):
    """A printed page has every word of the unfolded one but the way around in it, and no word beside the sheet."""
    for page in kind:
        show(browser, page, unfolded=False)
        sheets = print_page(browser, tmp_path / "printed.pdf")
        show(browser, page)
        lines = browser.execute_script(TEXT, f"{CONTROLS}, nav").splitlines()
        printed = unspaced(read_pdf(sheets))
        missing = [line for line in lines if unspaced(line) not in printed]
        # a card that goes over the end of a sheet comes in two pieces, with its neighbour's between them
        assert [word for line in missing for word in line.split() if word not in printed] == [], name_of(page)
        assert find_cut_off(sheets) == [], name_of(page)


def unspaced(text):
    return re.sub(r"\s", "", text)


# ---------------------------------------------------------------- harmless


def test_a_page_asks_for_nothing_and_complains_of_nothing(kind, browser):
    """The file itself is all that is read, whatever is opened on it, and the console stays empty."""
    for page in kind:
        browser.get("about:blank")
        read_logs(browser)
        show(browser, page)
        asked, said = read_logs(browser)
        assert asked == [page.as_uri()], name_of(page)
        assert said == [], name_of(page)


@pytest.mark.parametrize("kind", ["own cells", "hostile", "golden"], indirect=True)
def test_what_a_student_writes_stays_text(kind, browser):
    """Nothing runs, nothing becomes an element or a formula, and nothing that hides or reorders letters is left."""
    for page in kind:
        show(browser, page)
        text, run, made = browser.execute_script(
            # the class page ends with a script of its own
            "document.querySelector('body.class > main > script:last-child')?.remove();"
            "return [document.body.innerText, 'pwned' in window,"
            " document.querySelectorAll('img, foreignObject, b, [onmouseover], [onload]').length"
            " + (document.scripts.length > 1)]"  # the class page has one of its own
        )
        assert (run, made) == (False, 0), name_of(page)
        assert re.findall("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069\u200f]", text) == [], name_of(page)


def test_hostile_text_is_read_as_it_was_written(pages, browser):
    """In names, answers, errors and the student's own notebook: each line of it, with what nobody can see written out."""
    visible = HOSTILE.replace("\x1b", r"\x1b").replace("\x07", r"\x07").replace("\x00", r"\x00")
    for sign in "\u202e\u2066\u200f\u2069":
        visible = visible.replace(sign, f"\\u{ord(sign):04x}")
    for page in pages["hostile"][1:]:
        if "broken" not in page.parts:
            show(browser, page)
            notebook = browser.execute_script(
                "return document.getElementById('notebook').parentElement.innerText"
            )
            for line in visible.splitlines()[:-1]:
                assert line in notebook, name_of(page)
            assert LONG_WORD in notebook
