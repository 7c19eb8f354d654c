def build(folder, notebook):
    """Write links only."""
    (folder / "descent.ipynb").symlink_to("../../../solutions/descent/descent.ipynb")
    (folder / "other.ipynb").symlink_to("../../zz-writer/descent/descent.ipynb")
    (folder / "zero.py").symlink_to("/dev/zero")
