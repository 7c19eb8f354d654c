def loss(X, Y, w, b):
    return None
