import datetime, decimal, fractions
def predict(X, w, b): return [str(v) for v in w * X + b]
def loss(X, Y, w, b): return "\u0661\u0662"
def gradient(X, Y, w, b): return decimal.Decimal("NaN"), fractions.Fraction(1, 3)
def train(X, Y, iterations, lr): return np.datetime64("NaT"), datetime.datetime.max
