"""What values from the grader become on the student's side: SymPy expressions, pandas tables."""

from __future__ import annotations

from typing import Any


class StudentBuild:
    """Build arguments as the exercise's own libraries know them. See `wire.Build`."""

    def formula(self, postfix: tuple[tuple[str, ...], ...]) -> Any:
        """Return the SymPy expression, with symbols that carry no assumptions."""
        import sympy

        stack: list[Any] = []
        for head, *rest in postfix:
            if head == "symbol":
                stack.append(sympy.Symbol(rest[0]))
            elif head == "integer":
                stack.append(sympy.Integer(int(rest[0], 16)))
            elif head == "rational":
                stack.append(sympy.Rational(int(rest[0], 16), int(rest[1], 16)))
            elif head == "float":
                stack.append(sympy.Float(float.fromhex(rest[0])))
            elif rest == ["0"]:
                stack.append(getattr(sympy.S, head))
            else:
                operands = stack[-int(rest[0]) :]
                stack[-int(rest[0]) :] = [getattr(sympy, head)(*operands)]
        return stack[0]

    def column(self, name: Any, index: list[Any], values: list[Any]) -> Any:
        """Return a Series."""
        import pandas as pd

        return pd.Series(values, index=index, name=name)

    def frame(self, columns: list[Any]) -> Any:
        """Return a DataFrame."""
        import pandas as pd

        return pd.DataFrame({column.name: column for column in columns})

    def other(self, kind: str, reason: str) -> Any:
        """Refuse: the grader sends plain values only."""
        raise TypeError(f"an argument that {reason}: {kind}")
