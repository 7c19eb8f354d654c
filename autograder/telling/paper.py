"""A terminal, or a file in its place, as paper: headings, paragraphs, fields and code, all harmless and none too wide.

Where it is no terminal there are no colours, and nothing depends on colours anywhere. There are no boxes: a line that
is copied from here is what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.model import Verdict
from autograder.page import SYMBOLS, WORDS
from autograder.terminal import harmless

WIDEST = 100
"""Columns: longer lines are hard to read, however wide the terminal is."""
TAB = 4

COLOURS: Mapping[Verdict, str] = {
    Verdict.PASSED: "green",
    Verdict.PARTIAL: "yellow",
    Verdict.FAILED: "yellow",
    Verdict.MISSING: "dim",
    Verdict.UNGRADED: "magenta",
    Verdict.MANUAL: "blue",
}
"""Beside the words. No red: nothing here is an alarm. What is not named is yellow."""


class Paper:
    """Write paragraphs one below the other.

    Args:
        console: where to; None: standard output.
    """

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)
        self.console.width = min(self.console.width, WIDEST)
        self.plain = self.console.options.ascii_only
        """No signs but those of ASCII: the encoding has no others."""

    def title(self, text: str, beside: str = "") -> None:
        """Write the first line, with something *beside* it on the right."""
        line = Table.grid(expand=True, padding=(0, 2))
        line.add_column(overflow="fold")
        line.add_column(justify="right", overflow="fold")
        line.add_row(safe(text, "bold"), safe(beside, "bold"))
        self._put(line)

    def heading(self, text: str) -> None:
        """Write a heading, with a line below that is as long."""
        text = harmless(text)
        self.gap()
        self._put(Text(text, "bold"))
        self._put(Text(self.sign("─", "-") * min(len(text), self.console.width), "dim"))

    def exercise(self, verdict: Verdict, name: str, *about: str) -> None:
        """Write the heading of an exercise: its name, how it came out, and *about* it."""
        line = Text()
        line.append(f"{self.symbol(verdict)} ", colour(verdict))
        line.append(harmless(name), "bold")
        line.append(f": {'; '.join((WORDS[verdict], *map(harmless, about)))}")
        self.gap()
        self._put(line)

    def text(self, text: str, indent: int = 0, label: str = "", style: str = "") -> None:
        """Write a paragraph, perhaps with a *label* before it."""
        words = Text()
        if label:
            words.append(f"{harmless(label)}: ", "bold")
        words.append_text(safe(text, style))
        self._put(Padding(words, (0, 0, 0, indent), expand=False))

    def items(self, texts: Iterable[str], indent: int = 0) -> None:
        """Write a list."""
        table = Table.grid(padding=(0, 1))
        for text in texts:
            table.add_row(self.sign("•", "-"), safe(text))
        if table.row_count:
            self._put(Padding(table, (0, 0, 0, indent), expand=False))

    def fields(self, rows: Iterable[tuple[str, str]], indent: int = 0) -> None:
        """Write names with what belongs to each beside it; rows without a text are left out."""
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for name, text in rows:
            if text:
                table.add_row(safe(name, "dim"), safe(text))
        if table.row_count:
            self._put(Padding(table, (0, 0, 0, indent), expand=False))

    def code(self, code: str, indent: int = 0) -> None:
        """Write code line by line as it is, never wrapped, so that it can be copied."""
        for line in code.split("\n"):
            self._put(Text(" " * indent) + safe(line), soft_wrap=True)

    def table(
        self, headings: Iterable[str], rows: Iterable[Iterable[str | Text]], right: Iterable[int] = ()
    ) -> None:
        """Write a table without lines; columns whose place is in *right* have numbers."""
        table = Table(box=None, pad_edge=False)
        for place, heading in enumerate(headings):
            table.add_column(heading, justify="right" if place in set(right) else "left", overflow="fold")
        for row in rows:
            table.add_row(*(cell if isinstance(cell, Text) else safe(cell) for cell in row))
        if table.row_count:
            self._put(table)

    def gap(self) -> None:
        """Leave a line empty."""
        self._put("")

    def _put(self, what: RenderableType, *, soft_wrap: bool = False) -> None:
        """Write something; in a file without the spaces that fill lines up on a terminal."""
        if self.console.is_terminal:
            self.console.print(what, soft_wrap=soft_wrap)
            return
        with self.console.capture() as captured:
            self.console.print(what, soft_wrap=soft_wrap)
        self.console.file.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())

    def verdict(self, verdict: Verdict) -> Text:
        """Return a verdict in words, with its sign."""
        return Text(f"{self.symbol(verdict)} {WORDS[verdict]}", colour(verdict))

    def symbol(self, verdict: Verdict) -> str:
        """Return the sign of a verdict."""
        return self.sign(SYMBOLS[verdict], "*" if verdict is Verdict.PASSED else "-")

    def sign(self, sign: str, in_ascii: str) -> str:
        """Return *sign*, or what stands for it where there are no such signs."""
        return in_ascii if self.plain else sign


def safe(text: str, style: str = "") -> Text:
    """Return *text* for a terminal, which may not obey any of it."""
    return Text(harmless(text.expandtabs(TAB)), style)


def colour(verdict: Verdict) -> str:
    """Return the colour of a verdict."""
    return COLOURS.get(verdict, "yellow")


def number(points: Decimal) -> str:
    """Return points as the shortest decimal text: ``1.5``, ``2``."""
    return f"{points.normalize():f}"


def counted(count: int | Decimal, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 point``, ``2 points``."""
    shown = number(count) if isinstance(count, Decimal) else str(count)
    return f"{shown} {one if count == 1 else many or f'{one}s'}"
