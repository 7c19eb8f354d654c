import json


def build(folder, notebook):
    """Write outputs, execution counts and test cells as if all had run."""
    document = json.loads(notebook)
    said = "All tests passed. Score: 11/11 <script>document.title='hostile'</script>"
    for number, cell in enumerate(document["cells"], 1):
        cell["execution_count"] = number
        cell["outputs"] = [
            {"output_type": "stream", "name": "stdout", "text": said},
            {"output_type": "display_data", "metadata": {}, "data": {"text/html": said, "application/javascript": said}},
            {"output_type": "execute_result", "execution_count": number, "metadata": {}, "data": {"text/plain": "11.0"}},
            {"output_type": "hostile", "x": said},
        ]
    (folder / "descent.ipynb").write_text(json.dumps(document))
