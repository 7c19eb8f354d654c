evil = "\x1b[2J\x1b]0;hostile\x07\x1b[31mPASSED\x1b[0m\r\u202e\u2066dessap\u2069\u200b\ufeff\x9b31m\x00\x08\x7f"
print(evil)
def predict(X, w, b): return evil
def loss(X, Y, w, b): raise ValueError(evil)
def gradient(X, Y, w, b): raise type("E" + evil, (Exception,), {})(evil)
def train(X, Y, iterations, lr): return type(evil, (), {})()
# %%
raise ValueError(evil)
