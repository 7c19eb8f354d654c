"""Park visitors: how many people does a day of 33 degrees bring?

Each exercise asks about a few rows that can be checked by hand, then about what goes wrong unnoticed: another
number of rows than the park's fourteen, a bias that is not zero, a negative temperature, days that are equal, days
without visitors. Arrays of whole numbers are a part of their own, because the park's are not: who writes decimals into
such an array loses little.
"""

import numpy as np

from autograder.questions import array, exercise, quarter, quarters, table

park = table("park.csv")
three_x, three_y = array(0.5, -2, 3), array(4, 1, -2.5)
four_x, four_y = array(1, 2, 3, 6), array(2, 6, 2, 12)
five_x, five_y = array(1, 2.5, 4, 7, -3), array(2, 6, 7, 15, -4)
frost_x, frost_y = array(-0.5, 0.25, 0.75, -0.25, 0.5), array(3, 4.5, 6, 3.5, 5)
equal_x, equal_y = array(4, 4, -1.5, 4, 2.25), array(1.5, 6.5, 3, 1.5, -2)
empty_x, empty_y = array(-1.5, 2.25, 4.75), array(3, 0, 1.25)
whole_x, whole_y = np.array([3, -2, 7, 3]), np.array([5, 4, 0, 5])
uneven_x, uneven_y = array(1, 2, 4, 5), array(6, 2.5, -1, -1.5)


@exercise(points=2, formula=True)
def predict(ask):
    """The line: one prediction, w times x plus b, for every temperature in X."""
    with ask.part("any temperatures", share=0.8):
        ask(X=array(1, 2, 4), w=2.5, b=-1.0)
        ask(X=array(33), w=30.0, b=-470.0)
        ask.hidden("the park's temperatures, for another line", X=park.temperature, w=10.0, b=5.0)
        ask.hidden("temperatures below zero", X=array(-7.5, -2, 0, 3, 12.5), w=1.75, b=-3.5)
        ask.hidden("days of equal temperature", X=equal_x, w=-1.5, b=2.75)
        ask.hidden("a bias of zero", X=three_x, w=2.25, b=0.0)
        ask.hidden("a weight of zero", X=three_x, w=0.0, b=-1.75)
        ask.hidden("random numbers", X=quarters(4), w=quarter(), b=quarter()).exactly()
        ask.hidden("more random numbers", X=quarters(8), w=quarter(), b=quarter()).exactly()
    with ask.part("arrays of whole numbers", share=0.2):
        ask.hidden("an array of whole numbers", X=whole_x, w=1.75, b=-2.5)
    ask.guard(X=array(1, 2, 4), w=2.5, b=-1.0).leaves_arguments()


@exercise(points=2, builds_on=[predict], formula=True)
def loss(ask):
    """The mean squared error of the line w, b: one number for all rows together."""
    with ask.part("any days", share=0.8):
        ask(X=four_x, Y=four_y, w=2.0, b=1.0)
        ask(X=array(0.5, -2), Y=array(4, 1), w=1.0, b=-2.5)
        ask.hidden("the park's data, with a bias", X=park.temperature, Y=park.visitors, w=10.0, b=5.0)
        ask.hidden("data with another number of rows", X=three_x, Y=three_y, w=-1.5, b=2.0)
        ask.hidden("data with a negative temperature", X=five_x, Y=five_y, w=1.75, b=-0.5)
        ask.hidden("days that are equal", X=equal_x, Y=equal_y, w=1.25, b=-2.5)
        ask.hidden("a day without visitors", X=empty_x, Y=empty_y, w=1.25, b=-2.5)
        ask.hidden("a bias of zero", X=three_x, Y=three_y, w=2.25, b=0.0)
        ask.hidden("a weight of zero", X=three_x, Y=three_y, w=0.0, b=-1.75)
        # Not to the last bit: np.linalg.norm(error) ** 2 / n is right as well, and goes through a square root.
        ask.hidden("a few random rows", X=quarters(4), Y=quarters(4), w=quarter(), b=quarter()).within(
            relative=1e-12
        )
        ask.hidden("more random rows", X=quarters(8), Y=quarters(8), w=quarter(), b=quarter()).within(
            relative=1e-12
        )
    with ask.part("arrays of whole numbers", share=0.2):
        ask.hidden("arrays of whole numbers", X=whole_x, Y=whole_y, w=1.75, b=-2.5)
    ask.guard(X=four_x, Y=four_y, w=2.0, b=1.0).leaves_arguments()


@exercise(points=1, builds_on=[predict], derivative_of=loss, along=["w"], formula=True)
def slope_gradient(ask):
    """The slope of the loss along w, for a line through the origin. By the formula, so that it is exact."""
    with ask.part("any days", share=0.8):
        ask(X=four_x, Y=four_y, w=2.0)
        ask(X=array(0.5, -2), Y=array(4, 1), w=-1.5)
        ask.hidden("the park's data", X=park.temperature, Y=park.visitors, w=10.0)
        ask.hidden("data with another number of rows", X=three_x, Y=three_y, w=-1.5)
        ask.hidden("data with a negative temperature", X=five_x, Y=five_y, w=1.75)
        ask.hidden("days that are equal", X=equal_x, Y=equal_y, w=1.25)
        ask.hidden("a day without visitors", X=empty_x, Y=empty_y, w=1.25)
        ask.hidden("a weight of zero", X=three_x, Y=three_y, w=0.0)
        ask.hidden("a few random rows", X=quarters(4), Y=quarters(4), w=quarter()).exactly()
        ask.hidden("more random rows", X=quarters(8), Y=quarters(8), w=quarter()).exactly()
    with ask.part("arrays of whole numbers", share=0.2):
        ask.hidden("arrays of whole numbers", X=whole_x, Y=whole_y, w=1.75)
    ask.guard(X=four_x, Y=four_y, w=2.0).leaves_arguments()


@exercise(points=3, builds_on=[predict], derivative_of=loss, along=["w", "b"], formula=True)
def gradient(ask):
    """The two slopes of the loss, first along w, then along b. By the formulas, so that they are exact."""
    with ask.part("any days", share=0.8):
        ask(X=four_x, Y=four_y, w=2.0, b=1.0)
        ask(X=array(0.5, -2), Y=array(4, 1), w=1.0, b=-2.5)
        ask.hidden("the park's data, with a bias", X=park.temperature, Y=park.visitors, w=10.0, b=5.0)
        ask.hidden("data with another number of rows", X=three_x, Y=three_y, w=-1.5, b=2.0)
        ask.hidden("data with a negative temperature", X=five_x, Y=five_y, w=1.75, b=-0.5)
        ask.hidden("days that are equal", X=equal_x, Y=equal_y, w=1.25, b=-2.5)
        ask.hidden("a day without visitors", X=empty_x, Y=empty_y, w=1.25, b=-2.5)
        ask.hidden("a bias of zero", X=three_x, Y=three_y, w=2.25, b=0.0)
        ask.hidden("a weight of zero", X=three_x, Y=three_y, w=0.0, b=-1.75)
        ask.hidden("a few random rows", X=quarters(4), Y=quarters(4), w=quarter(), b=quarter()).exactly()
        ask.hidden("more random rows", X=quarters(8), Y=quarters(8), w=quarter(), b=quarter()).exactly()
    with ask.part("arrays of whole numbers", share=0.2):
        ask.hidden("arrays of whole numbers", X=whole_x, Y=whole_y, w=1.75, b=-2.5)
    ask.guard(X=four_x, Y=four_y, w=2.0, b=1.0).leaves_arguments()


@exercise(points=4, builds_on=[gradient], extra_values=1, steps="iterations")
def train(ask):
    """The descent: from w = 0 and b = 0 as many steps against the gradient as `iterations` says.

    It returns w and b. A history of the losses is welcome as a third value; nobody looks at it.
    """
    ask.picture(loss, along=["w", "b"], X=park.temperature, Y=park.visitors, iterations=60, lr=0.0005)
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
        ask.hidden(
            "steps that overshoot further each time",
            X=park.temperature,
            Y=park.visitors,
            iterations=6,
            lr=0.002,
        )
        # Whoever stops by a rule of their own stops here, some time before the end. The loss still falls by more than
        # float arithmetic is off, so that such rules mean the same in every style.
        ask.hidden("three days, many steps", X=three_x, Y=three_y, iterations=125, lr=0.05)
        ask.hidden("frosty days, many steps", X=frost_x, Y=frost_y, iterations=115, lr=0.25)
        ask.hidden("steps that begin well and overshoot later", X=uneven_x, Y=uneven_y, iterations=12, lr=0.1)
        ask.guard(X=four_x, Y=four_y, iterations=0, lr=0.01)
        ask.guard(X=four_x, Y=four_y, iterations=3, lr=0.01).leaves_arguments()
        ask.guard(X=four_x, Y=four_y, iterations=3, lr=0.01).twice()


@exercise(points=1, builds_on=[predict, train])
def visitors_at(ask):
    """The answer: what your line, trained on the park's data, predicts for a day of this temperature."""
    ask(temperature=33.0).within(relative=1e-6)
    ask.hidden("a cooler day", temperature=21.5).within(relative=1e-6)
    ask.hidden("a day hotter than all of the data", temperature=39.25).within(relative=1e-6)
    ask.hidden("a day colder than all of the data", temperature=5.75).within(relative=1e-6)


@exercise(points=2, builds_on=[gradient], extra_values=1)
def train_until(ask):
    """The descent that stops by itself: right after the update in which w and b both move by less than the
    precision, or after `max_iterations` updates. It returns w, b and the number of updates.

    A history of the losses is welcome as one more value; nobody looks at it.
    """
    # No step is near the precision to nine digits, so that no order of additions changes the number of updates.
    with ask.part("both at rest", share=0.75):
        ask(X=four_x, Y=four_y, lr=0.01, precision=0.3, max_iterations=100)
        ask(X=four_x, Y=four_y, lr=0.03, precision=0.003, max_iterations=1000)
        ask.hidden(
            "the park's data, where b keeps moving",
            X=park.temperature,
            Y=park.visitors,
            lr=0.001,
            precision=0.055,
            max_iterations=800,
        )
        ask.hidden(
            "temperatures around zero, where w keeps moving",
            X=frost_x,
            Y=frost_y,
            lr=0.25,
            precision=0.001,
            max_iterations=500,
        )
        ask.hidden(
            "a first update that is small already",
            X=five_x,
            Y=five_y,
            lr=0.0001,
            precision=0.05,
            max_iterations=50,
        )
        ask.hidden(
            "days that lie on a line, at rest in the last update that is allowed",
            X=array(0.5, -2, 3, 1),
            Y=array(2, -3, 7, 3),
            lr=0.1,
            precision=0.001,
            max_iterations=25,
        )
        scale = quarter(1, 16)
        ask.hidden(
            "random numbers of visitors",
            X=three_x,
            Y=scale * three_y,
            lr=0.02,
            precision=0.003 * scale,
            max_iterations=300,
        )
        ask.guard(X=four_x, Y=four_y, lr=0.03, precision=0.003, max_iterations=1000).twice()
        ask.guard(X=four_x, Y=four_y, lr=0.01, precision=0.3, max_iterations=100).leaves_arguments()
    # Here neither w nor b comes to rest: who stops by another rule keeps these points.
    with ask.part("at most so many updates", share=0.25):
        ask(X=four_x, Y=four_y, lr=0.01, precision=0.001, max_iterations=2)
        ask.hidden(
            "the park's data, and a limit that comes first",
            X=park.temperature,
            Y=park.visitors,
            lr=0.001,
            precision=0.0005,
            max_iterations=150,
        )
        ask.hidden(
            "a limit of a single update", X=three_x, Y=three_y, lr=0.05, precision=0.01, max_iterations=1
        )
        ask.hidden(
            "steps that overshoot further each time",
            X=five_x,
            Y=five_y,
            lr=0.1,
            precision=0.001,
            max_iterations=20,
        )
        ask.guard(X=four_x, Y=four_y, lr=0.01, precision=0.001, max_iterations=0)
