"""Park visitors: how many people does a day of 33 degrees bring?

Each exercise asks about a few rows that can be checked by hand, then about what goes wrong unnoticed: another
number of rows than the park's fourteen, a bias that is not zero, a negative temperature.
"""

from autograder.questions import array, exercise, quarter, quarters, table

park = table("park.csv")
three_x, three_y = array(0.5, -2, 3), array(4, 1, -2.5)
four_x, four_y = array(1, 2, 3, 6), array(2, 6, 2, 12)
five_x, five_y = array(1, 2.5, 4, 7, -3), array(2, 6, 7, 15, -4)


@exercise(points=2)
def predict(ask):
    """The line: one prediction, w times x plus b, for every temperature in X."""
    ask(X=array(1, 2, 4), w=2.5, b=-1.0)
    ask(X=array(33), w=30.0, b=-470.0)
    ask.hidden("the park's temperatures, for another line", X=park.temperature, w=10.0, b=5.0)
    ask.hidden("temperatures below zero", X=array(-7.5, -2, 0, 3, 12.5), w=1.75, b=-3.5)
    ask.hidden("random numbers", X=quarters(4), w=quarter(), b=quarter()).exactly()
    ask.hidden("more random numbers", X=quarters(8), w=quarter(), b=quarter()).exactly()
    ask.guard(X=array(1, 2, 4), w=2.5, b=-1.0).leaves_arguments()


@exercise(points=2, builds_on=[predict])
def loss(ask):
    """The mean squared error of the line w, b: one number for all rows together."""
    ask(X=four_x, Y=four_y, w=2.0, b=1.0)
    ask.hidden("the park's data, with a bias", X=park.temperature, Y=park.visitors, w=10.0, b=5.0)
    ask.hidden("data with another number of rows", X=three_x, Y=three_y, w=-1.5, b=2.0)
    ask.hidden("data with a negative temperature", X=five_x, Y=five_y, w=1.75, b=-0.5)
    # Not to the last bit: np.linalg.norm(error) ** 2 / n is right as well, and goes through a square root.
    ask.hidden("a few random rows", X=quarters(4), Y=quarters(4), w=quarter(), b=quarter()).within(
        relative=1e-12
    )
    ask.hidden("more random rows", X=quarters(8), Y=quarters(8), w=quarter(), b=quarter()).within(
        relative=1e-12
    )
    ask.guard(X=four_x, Y=four_y, w=2.0, b=1.0).leaves_arguments()


@exercise(points=1, builds_on=[predict], derivative_of=loss, along=["w"])
def slope_gradient(ask):
    """The slope of the loss along w, for a line through the origin. By the formula, so that it is exact."""
    ask(X=four_x, Y=four_y, w=2.0)
    ask.hidden("the park's data", X=park.temperature, Y=park.visitors, w=10.0)
    ask.hidden("data with another number of rows", X=three_x, Y=three_y, w=-1.5)
    ask.hidden("data with a negative temperature", X=five_x, Y=five_y, w=1.75)
    ask.hidden("a few random rows", X=quarters(4), Y=quarters(4), w=quarter()).exactly()
    ask.hidden("more random rows", X=quarters(8), Y=quarters(8), w=quarter()).exactly()
    ask.guard(X=four_x, Y=four_y, w=2.0).leaves_arguments()


@exercise(points=3, builds_on=[predict], derivative_of=loss, along=["w", "b"])
def gradient(ask):
    """The two slopes of the loss, first along w, then along b. By the formulas, so that they are exact."""
    ask(X=four_x, Y=four_y, w=2.0, b=1.0)
    ask.hidden("the park's data, with a bias", X=park.temperature, Y=park.visitors, w=10.0, b=5.0)
    ask.hidden("data with another number of rows", X=three_x, Y=three_y, w=-1.5, b=2.0)
    ask.hidden("data with a negative temperature", X=five_x, Y=five_y, w=1.75, b=-0.5)
    ask.hidden("a few random rows", X=quarters(4), Y=quarters(4), w=quarter(), b=quarter()).exactly()
    ask.hidden("more random rows", X=quarters(8), Y=quarters(8), w=quarter(), b=quarter()).exactly()
    ask.guard(X=four_x, Y=four_y, w=2.0, b=1.0).leaves_arguments()


@exercise(points=4, builds_on=[gradient], extra_values=1, steps="iterations")
def train(ask):
    """The descent: from w = 0 and b = 0 as many steps against the gradient as `iterations` says.

    It returns w and b. A history of the losses is welcome as a third value; nobody looks at it.
    """
    # One step shows what the long descent hides: moving b after w changes its end by less than 0.1 %.
    with ask.part("first step", share=0.25):
        ask(X=four_x, Y=four_y, iterations=1, lr=0.01)
        ask.hidden("the park's data, one step", X=park.temperature, Y=park.visitors, iterations=1, lr=0.001)
        ask.hidden("one step with another learning rate", X=five_x, Y=five_y, iterations=1, lr=0.025)
    with ask.part("whole descent", share=0.75):
        ask(X=four_x, Y=four_y, iterations=2, lr=0.01)
        ask.hidden("a few steps on a few rows", X=three_x, Y=three_y, iterations=7, lr=0.05)
        ask.hidden("data with a negative temperature", X=five_x, Y=five_y, iterations=50, lr=0.01)
        ask.hidden(
            "the park's data, many steps", X=park.temperature, Y=park.visitors, iterations=100, lr=0.001
        )
        ask.hidden(
            "the park's data, very many steps",
            X=park.temperature,
            Y=park.visitors,
            iterations=20_000,
            lr=0.001,
        )
        ask.guard(X=four_x, Y=four_y, iterations=0, lr=0.01)
        ask.guard(X=four_x, Y=four_y, iterations=3, lr=0.01).leaves_arguments()
        ask.guard(X=four_x, Y=four_y, iterations=3, lr=0.01).twice()


@exercise(points=1, builds_on=[predict, train])
def visitors_at(ask):
    """The answer: what your line, trained on the park's data, predicts for a day of this temperature."""
    ask(temperature=33.0).within(relative=1e-6)
    ask.hidden("a cooler day", temperature=21.5).within(relative=1e-6)
    ask.hidden("a day hotter than all of the data", temperature=39.25).within(relative=1e-6)
