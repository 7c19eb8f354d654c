import json


def build(folder, notebook):
    """Write decoys beside the one that counts."""
    (folder / "descent.ipynb").write_bytes(notebook)
    for name in ("Descent.ipynb", "descent.ipynb.ipynb", "../descent", "descent (99).ipynb", "descent\n.ipynb", "descent\x1b[2J.ipynb", ".descent.ipynb"):
        if "/" not in name:
            (folder / name).write_text(json.dumps({"nbformat": 4, "cells": []}))
