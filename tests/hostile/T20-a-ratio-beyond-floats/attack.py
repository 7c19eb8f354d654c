def tiny(value): return np.asarray(value) * 1e-310
def predict(X, w, b): return tiny(w * X + b)
def gradient(X, Y, w, b):
    error = w * X + b - Y
    return tiny((2 * np.mean(error * X), 2 * np.mean(error)))
