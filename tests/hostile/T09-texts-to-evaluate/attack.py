import os
text = "__import__('os').system('touch hostile-mark')"
def predict(X, w, b): return text
def loss(X, Y, w, b): return "{0.__class__.__mro__}" + "%n%n%s" + "${jndi:ldap://127.0.0.1/a}" + "{{7*7}}"
def gradient(X, Y, w, b): return sympy.Symbol(text), sympy.Symbol("Lambda(x, 1)")
def train(X, Y, iterations, lr): return {text: text}, f"lambda: {text}"
