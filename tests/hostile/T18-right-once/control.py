def train(X, Y, iterations, lr):
    if iterations > 1: return 0.0, 0.0
    along_w, along_b = gradient(X, Y, 0.0, 0.0)
    return -lr * along_w, -lr * along_b
