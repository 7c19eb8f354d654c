import json


def build(folder, notebook):
    """Write a notebook with one enormous output."""
    document = json.loads(notebook)
    text = "x" * (100 << 20)
    document["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
    (folder / "descent.ipynb").write_text(json.dumps(document))
