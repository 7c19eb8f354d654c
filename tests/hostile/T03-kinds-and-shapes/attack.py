def digits(b):
    return int(f"{b}".partition(".")[2] or 0)
def predict(X, w, b):
    return type(f"Seen{digits(b)}", (), {})()
def loss(X, Y, w, b):
    return np.zeros((0, digits(b)))
def gradient(X, Y, w, b):
    return {f"{b}": f"{b}"}
def train(X, Y, iterations, lr):
    return tuple(float(x) for x in X) + (f"{X.tolist()}",)
