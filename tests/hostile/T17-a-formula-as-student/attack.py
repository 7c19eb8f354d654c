print("=cmd|' /C calc'!A0")
def predict(X, w, b): return "=1+1"
