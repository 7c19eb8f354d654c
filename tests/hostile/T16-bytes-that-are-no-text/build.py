def build(folder, notebook):
    """Write bytes that are no UTF-8."""
    (folder / "descent.ipynb").write_bytes(notebook.decode().encode("utf-16") + b"\xff\xfe\x00\x80")
