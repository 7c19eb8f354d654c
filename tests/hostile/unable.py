# %% everything wrong, and on its own account: nothing of it becomes right with a right predict
def predict(X, w, b):
    return w * X - b
# %%
def loss(X, Y, w, b):
    return np.sum(predict(X, w, b) - Y)
# %%
def gradient(X, Y, w, b):
    return np.sum(predict(X, w, b) - Y), 1.0
# %%
def train(X, Y, iterations, lr):
    return gradient(X, Y, iterations, lr)
