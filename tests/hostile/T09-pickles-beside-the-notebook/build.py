import pickle


def build(folder, notebook):
    """Write the notebook, and pickles of a class that writes a mark."""
    (folder / "descent.ipynb").write_bytes(notebook)
    evil = pickle.dumps(slice(0, 1)).replace(b"builtins\nslice", b"os\nsystem")
    for name in (".OTTER_LOG", "results.pkl", "result.json", "descent.dill", ".cache.pickle", "model.joblib", "x.npy"):
        (folder / name).write_bytes(evil)
