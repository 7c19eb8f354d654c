import json


def build(folder, notebook):
    """Write a notebook that has been graded already, it says."""
    document = json.loads(notebook)
    graded = {"score": 11, "points": 11, "auto_score": 11, "manual_score": 11, "needs_manual_grade": False, "comment": "well done"}
    document["metadata"] = {"nbgrader": graded, "autograder": graded, "otter": {"assignment_name": "descent", "tests": {}}}
    for cell in document["cells"]:
        cell["metadata"] = {"nbgrader": graded, "deletable": False, "score": 11}
    (folder / "descent.ipynb").write_text(json.dumps(document))
