def build(folder, notebook):
    """Write a folder under the notebook's name."""
    deep = folder / "descent.ipynb" / "/".join(["d"] * 100)
    deep.mkdir(parents=True)
