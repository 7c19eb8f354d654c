print("x" * 250_000)
def predict(X, w, b): return "\u0301" * 90_000
def loss(X, Y, w, b): raise ValueError("\n" * 900 + "\ufdfd" * 90_000)
def gradient(X, Y, w, b): return {f"{i}" * 30: i for i in range(2_000)}
# %%
raise ValueError("\u0301" * 90_000)
