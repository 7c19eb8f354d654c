"""Python with its comments, texts, keywords and numbers marked, for reading.

One expression in one pass, whose time grows with the length of the text whatever it says: the code is a student's, and
the lexers of a highlighting library are made for text that nobody has made to be slow.
"""

from __future__ import annotations

import keyword
import re

from markupsafe import Markup, escape

_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*)"
    r"|(?P<string>'''(?:[^'\\]|\\.|'(?!''))*+(?:''')?|\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*+(?:\"\"\")?"
    r"|'(?:[^'\\\n]|\\.)*+'?|\"(?:[^\"\\\n]|\\.)*+\"?)"
    rf"|(?P<keyword>\b(?:{'|'.join(keyword.kwlist)})\b)"
    r"|(?P<number>\b\d[\w.]*+)"
    r"|(?P<name>\w++)",
    re.DOTALL,
)


def highlight(code: str) -> Markup:
    """Return *code* as markup in which only `<span class="...">` is not text of the code."""
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(code):
        parts.append(escape(code[end : token.start()]))
        text, end = escape(token[0]), token.end()
        plain = token.lastgroup == "name"
        parts.append(text if plain else Markup('<span class="{}">{}</span>').format(token.lastgroup, text))
    parts.append(escape(code[end:]))
    return Markup("").join(parts)
