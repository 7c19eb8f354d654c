"""A picture as SVG, with the same in words: data in, markup out.

Only numbers and the author's names are in it. What tells the paths apart is the form of line and marks, not the colour;
the colours are the page's own (see style.css).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from autograder.model import Bowl, Picture

WIDTH, HEIGHT = 320, 230
LEFT, TOP, RIGHT, BOTTOM = 58, 8, 8, 34
"""Room for the labels, in the drawing's own units."""

ROOM = 1.5
"""How far beyond the expected path a picture reaches at most, in extents of that path."""

LEVELS = (1.0, 0.5, 0.25, 0.1, 0.03, 0.01)
"""Heights of the contour lines above the lowest place, as shares of the height at the start."""


def draw_path(picture: Picture) -> Markup:
    """Return both paths from above, on contour lines of the height; on its curve where there is one direction."""
    expected, own = np.array(picture.expected), np.array(picture.own or picture.expected)
    bowl = picture.bowl
    if len(picture.along) == 1:
        places = np.append(expected[:, 0], _near(own, expected)[:, 0])
        curve = np.linspace(places.min(), places.max(), 60)
        heights = _heights(bowl, curve[:, None])
        frame = _Frame((curve[0], curve[-1]), (heights.min(), heights.max()))
        lines = [_line(frame, np.column_stack([curve, heights]), "contour")]
        expected = np.column_stack([expected, _heights(bowl, expected)])
        own = np.column_stack([own, _heights(bowl, own)])
        labels = (picture.along[0], picture.height)
    else:
        corners = np.vstack([expected, _near(own, expected)])
        low, high = corners.min(axis=0), corners.max(axis=0)
        frame = _Frame((low[0], high[0]), (low[1], high[1]))
        top = _heights(bowl, expected[:1])[0] - bowl.lowest
        lines = [_ellipse(frame, bowl, share * top) for share in LEVELS]
        labels = (picture.along[0], picture.along[1])
    paths = [_path(frame, expected, "expected")]
    if picture.own:
        paths.append(_path(frame, own, "own"))
    name = (
        f"{picture.height} from above, with the paths"
        if len(picture.along) > 1
        else f"{picture.height} with the paths"
    )
    return _svg(frame, [*lines, *paths], labels, name)


def draw_heights(picture: Picture) -> Markup:
    """Return the height after every number of steps that was looked at, as curves."""
    steps = np.array(picture.steps, dtype=float)
    expected = _heights(picture.bowl, np.array(picture.expected))
    own = _heights(picture.bowl, np.array(picture.own)) if picture.own else expected
    highest = float(expected.max())
    near = own[own <= highest + ROOM * (highest - picture.bowl.lowest)]
    lowest = min(expected.min(), near.min(initial=highest))
    frame = _Frame((0.0, steps[-1]), (lowest, max(highest, near.max(initial=highest))))
    paths = [_path(frame, np.column_stack([steps, expected]), "expected")]
    if picture.own:
        paths.append(_path(frame, np.column_stack([steps[: len(own)], own]), "own"))
    return _svg(frame, paths, ("steps", picture.height), f"{picture.height} after each number of steps")


def describe_picture(picture: Picture) -> list[str]:
    """Return what the picture shows, in sentences."""
    sentences = [f"The expected path {_course(picture, picture.expected)}"]
    if picture.own:
        sentences.append(f"Yours {_course(picture, picture.own)}")
        own, expected = np.array(picture.own), np.array(picture.expected)
        if _leaves(own, expected):
            sentences.append("It leads out of the picture.")
    if picture.ended:
        after = f"After {picture.steps[len(picture.own)]} steps" if picture.own else "From the beginning"
        sentences.append(f"{after} yours cannot be followed: {picture.ended}.")
    return sentences


# ---------------------------------------------------------------- below: how


def _course(picture: Picture, path: Sequence[tuple[float, ...]]) -> str:
    """Say where *path* begins and ends, and how high it is there."""
    heights = _heights(picture.bowl, np.array(path))
    steps = picture.steps[len(path) - 1]
    return (
        f"goes from {_place(picture, path[0])} to {_place(picture, path[-1])} in {steps} steps; "
        f"{picture.height} goes from {_number(heights[0])} to {_number(heights[-1])}."
    )


def _place(picture: Picture, point: Sequence[float]) -> str:
    return ", ".join(f"{name} = {_number(x)}" for name, x in zip(picture.along, point, strict=True))


def _number(x: float) -> str:
    """Return *x* to three digits, or to the whole number where that is more."""
    return f"{x:.0f}" if 100 <= abs(x) < 1e6 else f"{x:.3g}"


def _heights(bowl: Bowl, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the height at *places* of shape (n, directions), shape (n,)."""
    away = places - np.array(bowl.bottom)
    squares: NDArray[np.float64] = np.einsum("ni,ij,nj->n", away, np.array(bowl.curvature), away)
    return squares / 2 + bowl.lowest


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
    """

    def __init__(self, across: tuple[float, float], up: tuple[float, float]) -> None:
        self.ends = across, up
        margins = [0.06 * float(high - low) or 0.5 for low, high in self.ends]
        self.across, self.up = (
            (float(low) - margin, float(high) + margin)
            for (low, high), margin in zip(self.ends, margins, strict=True)
        )

    def place(self, points: NDArray[np.float64]) -> list[tuple[float, float]]:
        """Return where *points* of shape (n, 2) are; what is far away is kept within bounds."""
        x = (points[:, 0] - self.across[0]) / (self.across[1] - self.across[0]) * WIDTH
        y = (self.up[1] - points[:, 1]) / (self.up[1] - self.up[0]) * HEIGHT
        return [
            (round(float(a), 1), round(float(b), 1)) for a, b in np.clip(np.column_stack([x, y]), -2000, 2000)
        ]


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


def _svg(frame: _Frame, parts: Sequence[Markup], labels: tuple[str, str], name: str) -> Markup:
    """Return a drawing with its axes; what is outside of the frame is cut off by the inner element."""
    (left, right), (low, high) = frame.ends
    [(first, bottom), (last, top)] = frame.place(np.array([[left, low], [right, high]]))
    texts = [
        (LEFT + first, TOP + HEIGHT + 14, "middle", _number(left)),
        (LEFT + last, TOP + HEIGHT + 14, "middle", _number(right)),
        (LEFT + WIDTH / 2, TOP + HEIGHT + 26, "middle", labels[0]),
        (LEFT - 5, TOP + bottom + 4, "end", _number(low)),
        (LEFT - 5, TOP + top + 4, "end", _number(high)),
        (LEFT - 5, TOP + HEIGHT / 2, "end", labels[1]),
    ]
    written = Markup("").join(
        Markup('<text x="{:g}" y="{:g}" text-anchor="{}">{}</text>').format(*t) for t in texts
    )
    return Markup(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}">{}'
        '<rect class="frame" x="{}" y="{}" width="{}" height="{}"/>'
        '<svg x="{}" y="{}" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg></svg>'
    ).format(
        *(name, LEFT + WIDTH + RIGHT, TOP + HEIGHT + BOTTOM, written),
        *(LEFT, TOP, WIDTH, HEIGHT),
        *(LEFT, TOP, WIDTH, HEIGHT, WIDTH, HEIGHT),
        Markup("").join(parts),
    )
