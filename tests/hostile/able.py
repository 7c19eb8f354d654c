# %% everything right; the course's reference as well
def predict(X, w, b):
    return w * X + b
# %%
def loss(X, Y, w, b):
    return np.mean((predict(X, w, b) - Y) ** 2)
# %%
def gradient(X, Y, w, b):
    error = predict(X, w, b) - Y
    return 2 * np.mean(error * X), 2 * np.mean(error)
# %%
def train(X, Y, iterations, lr):
    w = b = 0.0
    for _ in range(iterations):
        along_w, along_b = gradient(X, Y, w, b)
        w, b = w - lr * along_w, b - lr * along_b
    return w, b
