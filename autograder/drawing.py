"""A picture as SVG, with the same in words and numbers: data in, markup out.

Only numbers and the author's names are in it. What tells the paths apart is the form of line and marks, not the colour;
the colours are the page's own (see style.css). Every word goes through *say*, which a translation can replace.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from autograder.model import Bowl, Picture
from autograder.terrain import heights_in

WIDTH, HEIGHT = 320, 230
LEFT, TOP, RIGHT, BOTTOM = 58, 8, 8, 34
"""Room for the labels, in the drawing's own units."""

ROOM = 1.5
"""How far beyond the expected path a picture reaches at most, in extents of that path."""

LEVELS = (1.0, 0.5, 0.25, 0.1, 0.03, 0.01)
"""Heights of the contour lines above the lowest place, as shares of the height at the start."""

DECADES = 2
"""Heights that span more powers of ten than this are drawn on a logarithmic scale."""

MOST_LINES = 6
"""Lines across a logarithmic scale."""

Say = Callable[..., str]
"""Called with a phrase and the values for the ``%(names)s`` in it."""


def speak(phrase: str, **values: object) -> str:
    """Return *phrase* as it stands, with *values* in their places."""
    return phrase % values


@dataclass(frozen=True)
class Stop:
    """Where a descent is after some steps, as text."""

    steps: int
    """After how many."""
    expected: str
    """Where it should be, one number for each of the picture's *along*."""
    expected_height: str
    """How high it should be there."""
    own: str
    """Where the student's is; empty where that is not known, or not shown."""
    own_height: str
    """How high that is."""


def draw_path(picture: Picture, say: Say = speak) -> Markup:
    """Return both paths from above, on contour lines of the height; on its curve where there is one direction."""
    expected, own = _paths(picture)
    if len(picture.along) == 1:
        places = np.append(expected[:, 0], _near(own, expected)[:, 0])
        beyond = 0.25 * float(np.ptp(places)) or 0.5  # a valley is seen as one when both of its sides are
        curve = np.linspace(places.min() - beyond, places.max() + beyond, 80)
        heights = heights_in(picture, curve[:, None])
        known = heights[np.isfinite(heights)]
        frame = _Frame((curve[0], curve[-1]), (known.min(), known.max()))
        lines = [_line(frame, np.column_stack([curve, heights]), "contour")]
        expected = np.column_stack([expected, heights_in(picture, expected)])
        own = np.column_stack([own, heights_in(picture, own)])
        labels = (picture.along[0], picture.height)
        title = say("%(height)s with the paths", height=picture.height)
    else:
        corners = np.vstack([expected, _near(own, expected)])
        low, high = corners.min(axis=0), corners.max(axis=0)
        frame = _Frame((low[0], high[0]), (low[1], high[1]))
        assert picture.bowl is not None  # noqa: S101  with two directions there is one
        top = heights_in(picture, expected[:1])[0] - picture.bowl.lowest
        lines = [_ellipse(frame, picture.bowl, share * top) for share in LEVELS]
        labels = (picture.along[0], picture.along[1])
        title = say("%(height)s from above, with the paths", height=picture.height)
    paths = [_path(frame, expected, "expected")]
    if picture.own:
        paths.append(_path(frame, own, "own"))
    return _svg(frame, [*lines, *paths], labels, (title, Markup(" ").join(describe_picture(picture, say))))


def draw_heights(picture: Picture, say: Say = speak) -> Markup:
    """Return the height after every number of steps that was looked at, as curves."""
    steps = np.array(picture.steps, dtype=float)
    expected, own = (heights_in(picture, path) for path in _paths(picture))
    lowest, highest = float(expected.min()), float(expected.max())
    near = own[np.isfinite(own) & (own <= highest + ROOM * (highest - lowest))]
    if is_logarithmic(picture):
        near = near[near >= lowest / 10**DECADES]
    lowest, highest = min(lowest, near.min(initial=lowest)), max(highest, near.max(initial=highest))
    lines: list[Markup] = []
    if is_logarithmic(picture):
        # What is 0 or less, or nearly so, lies below the drawing.
        expected, own = (np.log10(np.maximum(heights, 1e-300)) for heights in (expected, own))
        frame = _Frame((steps[0], steps[-1]), (log10(lowest), log10(highest)), powers=True)
        lines = [_across(frame, power) for power in _powers(log10(lowest), log10(highest))]
    else:
        frame = _Frame((steps[0], steps[-1]), (lowest, highest))
    paths = [_path(frame, np.column_stack([steps, expected]), "expected")]
    if picture.own:
        paths.append(_path(frame, np.column_stack([steps[: len(own)], own]), "own"))
    title = say("%(height)s after each number of steps", height=picture.height)
    return _svg(
        frame,
        [*lines, *paths],
        (say("steps"), picture.height),
        (title, Markup(" ").join(describe_picture(picture, say))),
    )


def is_logarithmic(picture: Picture) -> bool:
    """Tell whether the expected heights are all positive and span so much that only their powers of ten can be read."""
    heights = heights_in(picture, np.array(picture.expected))
    return bool(heights.min() > 0 and heights.max() / heights.min() > 10**DECADES)


def describe_picture(picture: Picture, say: Say = speak) -> list[str]:
    """Return what the picture shows, in sentences."""
    sentences = [
        say(
            "The expected path leads from %(start)s to %(end)s, where it is after step %(steps)s; %(height)s goes from "
            "%(first)s to %(last)s.",
            **_course(picture, picture.expected),
        )
    ]
    sentences += _rest(picture, picture.expected, say)
    if picture.own:
        sentences.append(
            say(
                "Yours leads from %(start)s to %(end)s, where it is after step %(steps)s; %(height)s goes from %(first)s "
                "to %(last)s.",
                **_course(picture, picture.own),
            )
        )
        sentences += _rest(picture, picture.own, say)
        if _leaves(np.array(picture.own), np.array(picture.expected)):
            sentences.append(say("It leads out of the picture."))
    if picture.ended and picture.own:
        steps = picture.steps[len(picture.own)]
        sentences.append(
            say(
                "Yours could not be followed to step %(steps)s: %(why)s.",
                steps=steps,
                why=picture.ended,
            )
        )
    elif picture.ended:
        sentences.append(say("From the beginning yours cannot be followed: %(why)s.", why=picture.ended))
    return sentences


def list_stops(picture: Picture) -> list[Stop]:
    """Return the picture as a table: where both paths are after each number of steps that was looked at."""
    expected, own = (heights_in(picture, path) for path in _paths(picture))
    return [
        Stop(
            steps,
            _coordinates(picture.expected[at]),
            _number(expected[at]),
            _coordinates(picture.own[at]) if at < len(picture.own) else "",
            _number(own[at]) if at < len(picture.own) else "",
        )
        for at, steps in enumerate(picture.steps)
    ]


# ---------------------------------------------------------------- below: how


def _paths(picture: Picture) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return expected and own path, each of shape (n, directions); where there is no own one, the expected again."""
    return np.array(picture.expected), np.array(picture.own or picture.expected)


def _course(picture: Picture, path: Sequence[tuple[float, ...]]) -> dict[str, object]:
    """Return where *path* begins and ends, and how high it is there."""
    heights = heights_in(picture, np.array(path))
    return {
        "start": _place(picture, path[0]),
        "end": _place(picture, path[-1]),
        "steps": picture.steps[len(path) - 1],
        "height": picture.height,
        "first": _number(heights[0]),
        "last": _number(heights[-1]),
    }


def _rest(picture: Picture, path: Sequence[tuple[float, ...]], say: Say) -> list[str]:
    """Say from where on *path* stays where it is, if it does so before its end."""
    still = next(
        (at for at, point in enumerate(path) if all(point == later for later in path[at:])), len(path)
    )
    if still >= len(path) - 1:
        return []
    return [say("From step %(steps)s on it stays where it is.", steps=picture.steps[still])]


def _place(picture: Picture, point: Sequence[float]) -> str:
    return ", ".join(f"{name} = {_number(x)}" for name, x in zip(picture.along, point, strict=True))


def _coordinates(point: Sequence[float]) -> str:
    return ", ".join(map(_number, point))


def _number(x: float) -> str:
    """Return *x* to three digits, or to the whole number where that is more."""
    return f"{x:.0f}" if 100 <= abs(x) < 1e6 else f"{x:.3g}"


def _powers(low: float, high: float) -> list[int]:
    """Return the powers of ten between *low* and *high*, of many only every second, third ..."""
    powers = list(range(ceil(low), floor(high) + 1))
    return powers[:: 1 + len(powers) // MOST_LINES]


def _ellipse(frame: _Frame, bowl: Bowl, above: float) -> Markup:
    """Return the line of equal height *above* the lowest place: one ellipse, in closed form."""
    units = np.array(
        [WIDTH / (frame.across[1] - frame.across[0]), -HEIGHT / (frame.up[1] - frame.up[0])]
    )  # of the drawing, in one of the plane's
    values, vectors = np.linalg.eigh(np.array(bowl.curvature) / np.outer(units, units))
    long, short = np.sqrt(2 * max(above, 0.0) / np.maximum(values, 1e-12))
    angle = np.degrees(np.arctan2(vectors[1, 0], vectors[0, 0]))
    x, y = (np.array(bowl.bottom) - [frame.across[0], frame.up[1]]) * units
    return Markup(
        '<ellipse class="contour" rx="{:.1f}" ry="{:.1f}" transform="translate({:.1f} {:.1f}) rotate({:.3f})"/>'
    ).format(*map(float, (long, short, x, y, angle)))


def _near(own: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return *own* with every number moved to within `ROOM` of the expected path."""
    low, high = expected.min(axis=0), expected.max(axis=0)
    reach = ROOM * np.maximum(high - low, 1e-9)
    return np.clip(own, low - reach, high + reach)


def _leaves(own: NDArray[np.float64], expected: NDArray[np.float64]) -> bool:
    return bool((_near(own, expected) != own).any())


class _Frame:
    """A part of the plane and where it is on the drawing.

    Args:
        across: the smallest and the largest number from left to right; around them there is some room.
        up: those from below to above.
        powers: those from below to above are powers of ten.
    """

    def __init__(self, across: tuple[float, float], up: tuple[float, float], *, powers: bool = False) -> None:
        self.ends = across, up
        self.powers = powers
        margins = [0.06 * float(high - low) or 0.5 for low, high in self.ends]
        self.across, self.up = (
            (float(low) - margin, float(high) + margin)
            for (low, high), margin in zip(self.ends, margins, strict=True)
        )

    def place(self, points: NDArray[np.float64]) -> list[tuple[float, float]]:
        """Return where *points* of shape (n, 2) are; what is far away is kept within bounds."""
        points = np.clip(np.nan_to_num(points), -1e100, 1e100)  # far outside, as infinity would be
        x = (points[:, 0] - self.across[0]) / (self.across[1] - self.across[0]) * WIDTH
        y = (self.up[1] - points[:, 1]) / (self.up[1] - self.up[0]) * HEIGHT
        return [
            (round(float(a), 1), round(float(b), 1)) for a, b in np.clip(np.column_stack([x, y]), -2000, 2000)
        ]


def _across(frame: _Frame, power: int) -> Markup:
    """Return the line of a power of ten."""
    [(_, y)] = frame.place(np.array([[0.0, power]]))
    return Markup('<path class="power" d="M0 {:g}h{}"/>').format(y, WIDTH)


def _line(frame: _Frame, points: NDArray[np.float64], name: str) -> Markup:
    line = " ".join(f"{x:g},{y:g}" for x, y in frame.place(points) if isfinite(x) and isfinite(y))
    return Markup('<polyline class="{}" points="{}"/>').format(name, line)


def _path(frame: _Frame, points: NDArray[np.float64], name: str) -> Markup:
    """Return a path with its marks: circles for the expected one, squares for the student's."""
    shapes = {
        "expected": Markup('<circle cx="{:g}" cy="{:g}" r="3.2"/>'),
        "own": Markup('<path d="M{:g} {:g}m-3.2 -3.2h6.4v6.4h-6.4z"/>'),
    }
    marks = Markup("").join(shapes[name].format(x, y) for x, y in frame.place(points))
    return Markup('<g class="{}">{}{}</g>').format(name, _line(frame, points, "way"), marks)


def _svg(frame: _Frame, parts: Sequence[Markup], labels: tuple[str, str], text: tuple[str, str]) -> Markup:
    """Return a drawing with its axes; what is outside of the frame is cut off by the inner element.

    Args:
        frame: what is where.
        parts: what is drawn.
        labels: of the axes.
        text: instead of the drawing: its name, and what it shows.
    """
    (left, right), _ = frame.ends
    [(first, _), (last, _)] = frame.place(np.array([[left, 0.0], [right, 0.0]]))
    texts = [
        (LEFT + first, TOP + HEIGHT + 14, "middle", _number(left)),
        (LEFT + last, TOP + HEIGHT + 14, "middle", _number(right)),
        (LEFT + WIDTH / 2, TOP + HEIGHT + 26, "middle", labels[0]),
        *((LEFT - 5, TOP + y + 4, "end", tick) for y, tick in _ticks(frame)),
        (LEFT - 5, TOP + HEIGHT / 2, "end", labels[1]),
    ]
    written = Markup("").join(
        Markup('<text x="{:g}" y="{:g}" text-anchor="{}">{}</text>').format(*t) for t in texts
    )
    return Markup(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}"><desc>{}</desc>{}'
        '<rect class="frame" x="{}" y="{}" width="{}" height="{}"/>'
        '<svg x="{}" y="{}" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg></svg>'
    ).format(
        *(text[0], LEFT + WIDTH + RIGHT, TOP + HEIGHT + BOTTOM, text[1], written),
        *(LEFT, TOP, WIDTH, HEIGHT),
        *(LEFT, TOP, WIDTH, HEIGHT, WIDTH, HEIGHT),
        Markup("").join(parts),
    )


def _ticks(frame: _Frame) -> list[tuple[float, str]]:
    """Return what stands beside the left edge, each with its place: both ends, or the powers of ten."""
    low, high = frame.ends[1]
    places = _powers(low, high) if frame.powers else [low, high]
    # In the middle stands the name of the height.
    at = [(frame.place(np.array([[0.0, place]]))[0][1], place) for place in places]
    close_to_zero = 1e-3 * (high - low)
    return [
        (y, _number(10.0**place if frame.powers else 0.0 if abs(place) < close_to_zero else place))
        for y, place in at
        if abs(y - HEIGHT / 2) > 14
    ]
