import json


def build(folder, notebook):
    """Write a notebook whose cells all say that they are nbgrader's."""
    document = json.loads(notebook)
    flags = {"schema_version": 3, "grade": True, "solution": True, "locked": True, "task": False, "points": 1e6}
    for cell, name in zip(document["cells"], ["test_predict", "predict", "predict", "../../x", "loss"], strict=False):
        cell["metadata"] = {"nbgrader": {**flags, "grade_id": name}, "tags": ["raises-exception", "remove-cell"]}
    document["cells"] += [
        {"cell_type": "code", "metadata": {"nbgrader": {**flags, "grade_id": f"test_{name}", "solution": False}}, "source": "1", "outputs": []}
        for name in ("predict", "loss", "gradient", "train", "loss")
    ]
    document["cells"].append({"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": [1], "points": "nan"}}, "source": "x"})
    (folder / "descent.ipynb").write_text(json.dumps(document))
