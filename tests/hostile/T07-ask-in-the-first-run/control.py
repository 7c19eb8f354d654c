def loss(X, Y, w, b):
    return np.mean((predict(X, w, b) - Y) ** 2)
