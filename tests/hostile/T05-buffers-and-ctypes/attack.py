import array, ctypes
def predict(X, w, b): return memoryview(np.zeros(3))
def loss(X, Y, w, b): return np.ma.masked
def gradient(X, Y, w, b): return np.ma.masked_all(2), np.matrix([[1, 2]])
def train(X, Y, iterations, lr): return np.zeros(2, [("w", "f8"), ("b", "O")]), ctypes.pointer(ctypes.c_double(1)), array.array("d", [1]), (i for i in [1])
