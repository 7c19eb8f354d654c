"""A progress bar that shows nothing, for notebooks that use tqdm where it is not installed.

It stands inside functions that are asked (``for step in tqdm(range(iterations))``), and says nothing about them.
"""

from __future__ import annotations

import importlib.util
import sys
import types
from collections.abc import Iterable, Iterator
from typing import Any, Self


class Bar:
    """Pass on what it is given to go through; answer every other call without doing anything."""

    def __init__(self, iterable: Iterable[Any] = (), *_: Any, **__: Any) -> None:
        self.iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable)

    def __len__(self) -> int:
        return len(self.iterable)  # type: ignore[arg-type]  # raises TypeError where there is none, as it should

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @staticmethod
    def write(text: str, *_: Any, **__: Any) -> None:
        """Print *text*."""
        print(text)  # noqa: T201  the student's own output

    def __getattr__(self, name: str) -> Any:
        """Return a method that does nothing: `update`, `set_description`, `set_postfix`, `close`."""
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None


def trange(*limits: int, **_: Any) -> Bar:
    """Return a bar over the range of these *limits*."""
    return Bar(range(*limits))


def offer() -> None:
    """Let `import tqdm` bring this one, if there is no other."""
    if "tqdm" in sys.modules or importlib.util.find_spec("tqdm") is not None:
        return
    package = types.ModuleType("tqdm")
    package.__path__ = []
    for name in ("", "auto", "notebook", "std", "autonotebook"):
        module = types.ModuleType(f"tqdm.{name}") if name else package
        vars(module).update(tqdm=Bar, trange=trange)
        sys.modules[module.__name__] = module
        if name:
            setattr(package, name, module)
