def predict(X, w, b): return (w * X + b) * 1.7e308
def loss(X, Y, w, b): return np.longdouble("1e4000")
def gradient(X, Y, w, b): return 10**400, np.float16(65504)
def train(X, Y, iterations, lr): return np.uint64(2**64 - 1), 5e-324
