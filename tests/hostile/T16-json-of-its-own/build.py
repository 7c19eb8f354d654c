def build(folder, notebook):
    """Write what json reads, and other programs do not."""
    odd = b'"odd": NaN, "odd": Infinity, "odd": 1e999, "odd": "\\ud800\\u0000\\u001b[31m\\u202e", "__proto__": {"x": 1}, '
    (folder / "descent.ipynb").write_bytes(b"\xef\xbb\xbf{" + odd + notebook.lstrip()[1:])
