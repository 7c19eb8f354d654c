import mmap
def predict(X, w, b): return np.ones((10**5, 10**5))
def loss(X, Y, w, b): return [bytearray(1 << 20) for _ in range(10**6)]
def gradient(X, Y, w, b): return mmap.mmap(-1, 2 << 30)
def train(X, Y, iterations, lr): return "x" * 10**10
