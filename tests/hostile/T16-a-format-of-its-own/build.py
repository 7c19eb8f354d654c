import json


def build(folder, notebook):
    """Write a number of a format that is far too large."""
    document = json.loads(notebook)
    (folder / "descent.ipynb").write_text(json.dumps({**document, "nbformat": 10**300, "worksheets": [{"cells": "x"}]}))
