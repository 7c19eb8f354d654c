"""{canary}"""

from autograder.questions import misconception


@misconception(of="gradient")
def factor_two_missing(X, Y, w, b):
    """What comes down in front when a square is differentiated?"""
    _note = "{canary}"
    error = predict(X, w, b) - Y
    return np.mean(error * X), np.mean(error)
