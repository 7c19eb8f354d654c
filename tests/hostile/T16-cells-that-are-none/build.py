import json


def build(folder, notebook):
    """Write the control's cells among others that are none."""
    document = json.loads(notebook)
    odd = [None, 1, "x", [], {}, {"cell_type": "code"}, {"cell_type": ["code"], "source": 1}, {"cell_type": "code", "source": {"a": 1}}]
    odd += [{"cell_type": "code", "source": [["x"]]}, {"cell_type": "raw", "source": "x", "attachments": 7}, {"cell_type": "code", "source": ["1\n", None]}]
    odd += [{"cell_type": "markdown", "source": "x", "attachments": {"../x": {"image/svg+xml": "<svg onload=alert(1)>"}}, "id": "../" * 99}]
    document["cells"] += odd
    (folder / "descent.ipynb").write_text(json.dumps(document))
