def build(folder, notebook):
    """Write the notebook among modules with the names of others."""
    (folder / "descent.ipynb").write_bytes(notebook)
    for name in ("numpy", "sitecustomize", "usercustomize", "autograder", "json", "exercises", "conftest", "_student"):
        (folder / f"{name}.py").write_text("open('hostile-mark', 'w').close()\nraise SystemExit(0)\n")
    (folder / "numpy").mkdir()
    (folder / "numpy" / "__init__.py").write_text("raise SystemExit(0)\n")
    (folder / "evil.pth").write_text("import os; os._exit(0)\n")
