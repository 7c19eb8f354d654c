"""What a notebook can change for the whole interpreter: how it is put back, and when.

Settings may be meant: ``np.seterr(all="raise")`` makes an overflow an error that the student's `train` catches. So they
hold, as in a live notebook, and only a call that ends in an error is repeated with the settings of a fresh interpreter.
That is decided by the error alone, never by whether an answer was right. What was a function of a library and is none
any more (``plt.title = "Loss"``) is always put back: that is a slip of the pen.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np

LIBRARIES = ("builtins", "math", "random", "numpy", "numpy.linalg", "numpy.random", "matplotlib.pyplot")


class Surroundings:
    """The interpreter as it was before the first cell."""

    def __init__(self) -> None:
        self.settings = _settings()
        loaded = [sys.modules[name] for name in LIBRARIES if name in sys.modules]
        self.functions = {
            module: {name: value for name, value in vars(module).items() if callable(value)}
            for module in loaded
        }

    def give_back_functions(self) -> None:
        """Let names in libraries be functions again that were, and are something else."""
        for module, functions in self.functions.items():
            names = vars(module)
            names.update({n: f for n, f in functions.items() if not callable(names.get(n))})

    def are_changed(self) -> bool:
        """Tell whether a setting is another one than before the first cell."""
        return _settings() != self.settings

    @contextmanager
    def as_before(self) -> Iterator[None]:
        """Let the settings be those from before the first cell, inside."""
        now = _settings()
        _set(self.settings)
        try:
            yield
        finally:
            _set(now)


def _settings() -> tuple[dict[str, Any], list[Any], int, str]:
    try:
        folder = os.getcwd()
    except OSError:  # it was removed
        folder = ""
    return dict(np.geterr()), list(warnings.filters), sys.getrecursionlimit(), folder


def _set(settings: tuple[dict[str, Any], list[Any], int, str]) -> None:
    numpy_errors, filters, recursion, folder = settings
    np.seterr(**numpy_errors)
    warnings.filters[:] = filters  # type: ignore[index]  # a list, which its type does not say
    with suppress(RecursionError):  # deeper than that already
        sys.setrecursionlimit(recursion)
    with suppress(OSError):
        os.chdir(folder)
