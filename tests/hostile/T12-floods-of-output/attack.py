import os, sys
for _ in range(200): print("x" * 10**6)
for descriptor in (1, 2):
    for _ in range(200): os.write(descriptor, b"x" * 10**6)
def predict(X, w, b):
    for _ in range(100): print("y" * 10**6); sys.stderr.write("z" * 10**5)
    return 0.0
# %%
raise ValueError("e" * 10**7)
