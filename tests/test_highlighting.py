"""Code marked for reading: not a character more or less, and in time that grows with its length only."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.highlighting import highlight


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        ("return x", "[keyword return] x"),
        ("x = 1.5e3  # one", "x = [number 1.5e3]  [comment # one]"),
        ("'it' + \"a # b\"", "[string 'it'] + [string \"a # b\"]"),
        ("'''a\nb''' if x1 else format", "[string '''a\nb'''] [keyword if] x1 [keyword else] format"),
        (r"'a\'b' in y", r"[string 'a\'b'] [keyword in] y"),
        ("'never closed\nreturn", "[string 'never closed]\n[keyword return]"),
    ],
)
def test_what_is_marked(code, marked):
    """Comments, texts, keywords and numbers."""
    assert (
        html.unescape(
            re.sub(r'<span class="(\w+)">(.*?)</span>', r"[\1 \2]", str(highlight(code)), flags=re.DOTALL)
        )
        == marked
    )


@given(
    st.text()
    | st.text("'\"\\#\n<&/ r1")
    | st.sampled_from(["'" * 9, '"' * 50_000, "\\" * 50_000, "'''" + "'\\" * 40_000])
)
def test_the_text_stays_what_it_is(code):
    """Whatever the code is, it is text, and so is every tag in it."""
    assert html.unescape(re.sub(r'</?span( class="\w+")?>', "", str(highlight(code)))) == code
