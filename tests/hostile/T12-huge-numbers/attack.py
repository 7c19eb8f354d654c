def predict(X, w, b): return [10**1200] * 3
def loss(X, Y, w, b): return 10**5000
def gradient(X, Y, w, b): return sympy.Integer(10)**1200, sympy.Rational(10**1200, 7)
def train(X, Y, iterations, lr): return {10**1200: 1}, 2**4000
