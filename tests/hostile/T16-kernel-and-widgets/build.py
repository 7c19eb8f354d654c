import json


def build(folder, notebook):
    """Write metadata that whoever starts a kernel or converts would obey."""
    document = json.loads(notebook)
    document["metadata"] = {
        "kernelspec": {"name": "../../evil", "display_name": "<script>", "language": "bash", "argv": ["touch", "hostile-mark"]},
        "language_info": {"name": "sh", "nbconvert_exporter": "os.system", "codemirror_mode": {"__proto__": 1}},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}}},
        "celltoolbar": "Create Assignment", "nbgrader": {"score": 11}, "trusted": True, "signature": "sha256:0",
    }
    (folder / "descent.ipynb").write_text(json.dumps(document))
