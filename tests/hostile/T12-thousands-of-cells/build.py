import json


def build(folder, notebook):
    """Write a notebook of thousands of cells that all print and fail."""
    document = json.loads(notebook)
    source = "print('x' * 10**5)\nraise ValueError('y' * 10**5)"
    document["cells"] += [{**document["cells"][0], "source": source} for _ in range(300)]
    (folder / "descent.ipynb").write_text(json.dumps(document))
