import re
def train(X, Y, iterations, lr):
    if iterations == 1: re.match("(a+)+b", "a" * 50)
    if iterations == 3: sum(range(10**13))
    return 10 ** (10 ** 9)
