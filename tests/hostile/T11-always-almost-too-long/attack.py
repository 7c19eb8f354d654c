import time
def slow(value):
    until = time.process_time() + 0.2
    while time.process_time() < until: pass
    return value
def predict(X, w, b): return slow(0.0)
def loss(X, Y, w, b): return slow(0.0)
def gradient(X, Y, w, b): return slow((0.0, 0.0))
def train(X, Y, iterations, lr): return slow((0.0, 0.0))
