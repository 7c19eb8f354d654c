def build(folder, notebook):
    """Write nothing but brackets."""
    (folder / "descent.ipynb").write_bytes(b'{"cells": ' + b"[" * 10**6 + b"]" * 10**6 + b"}")
