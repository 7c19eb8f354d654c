import io, marshal, os, pickle, struct
class Evil:
    def __reduce__(self): return os.system, ("touch hostile-mark",)
npy = io.BytesIO(); np.save(npy, np.array([Evil()], dtype=object), allow_pickle=True)
payloads = [pickle.dumps(Evil()), marshal.dumps(compile("import os", "", "exec")), npy.getvalue(), b"!!python/object/apply:os.system ['touch hostile-mark']"]
def send(payload, framed):
    os.write(3, (struct.pack("!I", len(payload)) if framed else b"") + payload)
def predict(X, w, b): send(payloads[0], True)
def loss(X, Y, w, b): send(payloads[1], True)
def gradient(X, Y, w, b): send(payloads[2], True)
def train(X, Y, iterations, lr): send(payloads[3], True)
