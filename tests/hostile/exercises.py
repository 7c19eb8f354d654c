"""{canary}"""

from autograder.questions import array, exercise, quarter, quarters

few_x, few_y = array(1, 2, 4), array(3, 5, -2)
more_x, more_y = array(-1.5, 0.5, 2, {number}), array(2, 1, 0.25, 7)


@exercise(points=2)
def predict(ask):
    """The line."""
    ask(X=few_x, w=2.0, b=1.0)
    ask.hidden("other numbers", {name}=more_x, w=-1.5, b={number})
    ask.hidden("random numbers", X=quarters(4), w=quarter(), b=quarter()).exactly()


@exercise(points=2, builds_on=[predict])
def loss(ask):
    """The mean squared error of the line."""
    ask(X=few_x, Y=few_y, w=2.0, b=1.0)
    ask.hidden("more rows", X=more_x, Y=more_y, w=-1.5, b={number})
    ask.guard(X=few_x, Y=few_y, w=2.0, b=1.0).leaves_arguments()


@exercise(points=3, builds_on=[predict], derivative_of=loss, along=["w", "b"], formula=True)
def gradient(ask):
    """The slopes of the loss along w and along b."""
    ask(X=few_x, Y=few_y, w=2.0, b=1.0)
    ask.hidden("more rows", X=more_x, Y=more_y, w=-1.5, b={number})
    ask.hidden("random numbers", X=quarters(4), Y=quarters(4), w=quarter(), b=quarter()).exactly()


@exercise(points=4, builds_on=[gradient], extra_values=1, steps="iterations")
def train(ask):
    """The descent."""
    with ask.part("first step", share=0.25):
        ask(X=few_x, Y=few_y, iterations=1, lr=0.01)
        ask.hidden("more rows", X=more_x, Y=more_y, iterations=1, lr=0.02)
    with ask.part("descent", share=0.75):
        ask(X=few_x, Y=few_y, iterations=3, lr=0.01)
        ask.hidden("many steps", X=more_x, Y=more_y, iterations=300, lr=0.01)
        ask.guard(X=few_x, Y=few_y, iterations=2, lr=0.01).twice()
