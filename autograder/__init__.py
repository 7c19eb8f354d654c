"""Grade notebooks of numerical student code: ask across a wall, compare on the trusted side, name the mistake."""

__version__ = "0.1.0"
