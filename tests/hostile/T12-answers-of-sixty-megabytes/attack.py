big = np.zeros(8_000_000)
def predict(X, w, b): return big
def loss(X, Y, w, b): return big
def gradient(X, Y, w, b): return big
def train(X, Y, iterations, lr): return big
