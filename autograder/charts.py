"""Counts as SVG: a distribution as columns, shares of a whole as one bar. Numbers in, markup out.

What tells parts of a bar apart is their pattern and their order, not the colour; the colours are the page's own
(see style.css). The page says the same in words or in a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from autograder.analysis import Step

WIDTH, HEIGHT = 440, 132
"""Of the columns, in the drawing's own units."""
TOP, BOTTOM, SIDE = 20, 24, 14
"""Room for the labels."""
GAP = 4
"""Between two columns."""
MAX_LABELS = 13
"""How many places below the columns are labelled at most, beside 0."""


def draw_distribution(steps: Sequence[Step], name: str) -> Markup:
    """Return *steps* as columns, with the number of students on each and the points below.

    Args:
        steps: at least one.
        name: what the drawing shows, in words.
    """
    most = max([1, *(step.students for step in steps)])
    each = WIDTH / len(steps)
    parts = [
        _column(number, step.students, each, HEIGHT * step.students / most)
        for number, step in enumerate(steps)
    ]
    edges = [*(step.low for step in steps), steps[-1].high]
    # As many labels as there is room for, the last of them at the end.
    stride = next(n for n in range(1, len(edges)) if len(steps) % n == 0 and len(steps) // n <= MAX_LABELS)
    for number, edge in list(enumerate(edges))[::stride]:
        parts.append(_text(SIDE + number * each, TOP + HEIGHT + 17, f"{edge.normalize():f}", "edge"))
    return Markup(
        '<svg class="distribution" role="img" aria-label="{}" viewBox="0 0 {} {}">{}'
        '<path class="axis" d="M{} {}h{}"/></svg>'
    ).format(
        *(name, WIDTH + 2 * SIDE, TOP + HEIGHT + BOTTOM, Markup("").join(parts)),
        *(SIDE, TOP + HEIGHT, WIDTH),
    )


def draw_shares(parts: Iterable[tuple[str, int]]) -> Markup:
    """Return one bar of *parts*: the class that each is drawn with (see style.css), and how many it stands for.

    Widths are shares of the bar's, whatever that is, so nothing is distorted.
    """
    counted = [(name, count) for name, count in parts if count]
    whole = sum(count for _, count in counted) or 1
    bars, before = Markup(""), 0
    for name, count in counted:
        bars += Markup('<rect class="{}" x="{:.2f}%" width="{:.2f}%" height="100%"/>').format(
            name, 100 * before / whole, 100 * count / whole
        )
        before += count
    return Markup('<svg class="shares" aria-hidden="true">{}</svg>').format(bars)


def _column(number: int, count: int, width: float, height: float) -> Markup:
    left, top = SIDE + number * width + GAP / 2, TOP + HEIGHT - height
    label = _text(left + (width - GAP) / 2, top - 5, str(count), "count") if count else Markup("")
    return Markup('<rect class="column" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>{}').format(
        left, top, width - GAP, height, label
    )


def _text(x: float, y: float, text: str, kind: str) -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
        kind, x, y, text
    )
