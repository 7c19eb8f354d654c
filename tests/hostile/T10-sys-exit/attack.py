import sys
class Last(BaseException): pass
def train(X, Y, iterations, lr):
    if iterations == 1: sys.exit(0)
    if iterations == 2: raise KeyboardInterrupt
    if iterations == 3: raise GeneratorExit
    raise Last
