import os
class Liar(Exception):
    __str__ = __repr__ = lambda self: 1 / 0
    __class__ = property(lambda self: float)
class Quitter(BaseException):
    def __str__(self): raise SystemExit
class Long(type("NotImplementedError", (Exception,), {})):
    def __str__(self): return "x" * 10**7
class Meta(type):
    __name__ = __qualname__ = property(lambda cls: 1 / 0)
def predict(X, w, b): raise Liar()
def loss(X, Y, w, b): raise Quitter()
def gradient(X, Y, w, b): raise Long()
def train(X, Y, iterations, lr): raise Meta("M", (Exception,), {})()
