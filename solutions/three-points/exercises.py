"""Three points on a line: intercept and slope by a formula, by a library, and step by step with plain lists.

What goes wrong unnoticed here: points that lie exactly on a line, as many vectors as components, a theta that begins
at zero, a single epoch, numbers that are all different and none of them zero. So every exercise is asked about the
opposite too.
"""

from sympy import symbols

from autograder.questions import array, exercise, quarter, quarters

two_x, two_y = array(2, 5), array(1, 11)
three_x, three_y = array(0.5, -2, 3), array(4, 1, -2.5)
four_x, four_y = array(1, 2, 3, 6), array(2, 6, 2, 12)
five_x, five_y = array(1, 2.5, 4, 7, -3), array(2, 6, 7, 15, -4)
falling_x, falling_y = array(3, -1, 0.5), array(-4, 6, 5.5)
stacked_x, stacked_y = array(2, -1, 2, 0, 2, -1), array(3, 1.5, -2, 0, 7, 4)
level_x, level_y = array(4, 0, -1.5, 2), array(3, 3, 3, 3)
many_x, many_y = array(-6, -4.5, -1, 0.25, 2, 3.5, 8), array(9, 4, 6.5, 1, -2, -1, -7)

# The course's four points of y = 20 x + 5, and a few that lie on no line.
course_points = [(2, 45), (3, 65), (4, 85), (5, 105)]
three_points = [(0.5, 4.0), (-2.0, 1.0), (3.0, -2.5)]
two_points = [(1.0, 2.0), (2.0, 6.0)]
stacked_points = [(2.0, 1.0), (0.0, -3.0), (2.0, 6.0), (-1.5, 0.0), (2.0, 1.0), (0.0, 2.5), (1.0, 1.0)]

# What the descent makes small: the mean squared error at those four points.
slope, intercept = symbols("slope intercept")
squared_error = sum((slope * x + intercept - y) ** 2 for x, y in course_points) / len(course_points)

# For sums in another order and means in another way, of numbers whose sum may be zero.
CLOSE = {"relative": 1e-9, "absolute": 1e-12}
REFUSAL = (AssertionError, ValueError)


def vector(length):
    """Return a plain list of random quarters."""
    return quarters(length).tolist()


def random_points(count):
    """Return pairs of random quarters, no x twice."""
    return list(zip(vector(count), vector(count), strict=True))


@exercise(points=2, columns=True)
def normal_equation(ask):
    """The best line by the formula with the inverse: two numbers, first the intercept, then the slope."""
    ask(x=two_x, y=two_y)
    ask(x=four_x, y=four_y)
    ask.hidden("points that lie on no line", x=three_x, y=three_y)
    ask.hidden("points to the left of zero too", x=many_x, y=many_y)
    ask.hidden("points above one another", x=stacked_x, y=stacked_y)
    ask.guard("points of equal height", x=level_x, y=level_y).within(relative=1e-9, absolute=1e-10)
    # An intercept of a random line can be zero.
    ask.hidden("a few random points", x=quarters(4), y=quarters(4)).within(relative=1e-9, absolute=1e-10)
    ask.hidden("more random points", x=quarters(8), y=quarters(8)).within(relative=1e-9, absolute=1e-10)
    ask.guard(x=four_x, y=four_y).leaves_arguments()


@exercise(points=1, columns=True)
def least_squares(ask):
    """The best line by NumPy's or scikit-learn's own means: first the intercept, then the slope, nothing else."""
    ask(x=two_x, y=two_y)
    ask(x=four_x, y=four_y)
    ask.hidden("three points around a falling line", x=falling_x, y=falling_y)
    ask.hidden("points to the left of zero too", x=five_x, y=five_y)
    ask.hidden("points above one another", x=stacked_x, y=stacked_y)
    ask.guard("points of equal height", x=level_x, y=level_y).within(relative=1e-9, absolute=1e-10)
    ask.hidden("a few random points", x=quarters(4), y=quarters(4)).within(relative=1e-9, absolute=1e-10)
    ask.hidden("more random points", x=quarters(8), y=quarters(8)).within(relative=1e-9, absolute=1e-10)
    ask.guard(x=four_x, y=four_y).leaves_arguments()


@exercise(points=1)
def add(ask):
    """Two vectors added place by place. There is no sum of vectors that differ in length."""
    with ask.part("sum", share=0.75):
        ask(v=[1.5, -2.0], w=[4.0, 3.0])
        ask(v=[1, 2, 3], w=[4, 6, 9])
        ask.hidden("random vectors", v=vector(4), w=vector(4)).exactly()
        ask.hidden("a number that occurs again, and zeros", v=[2.5, 0.0, 2.5, -1.0], w=[1.0, 0.0, -3.0, 1.0])
        ask.hidden(
            "whole numbers and others, longer vectors", v=[4, 1, 3, -2, 8, 5, 0], w=vector(7)
        ).exactly()
        ask.guard(v=[0.5], w=[-2.0])
        ask.guard(v=[1.5, -2.0], w=[4.0, 3.0]).leaves_arguments()
    with ask.part("refusal", share=0.25):
        ask.hidden("vectors that do have a sum", v=vector(5), w=vector(5)).exactly()
        ask.guard(v=[1.0, 2.0], w=[3.0, 4.0, 5.0]).raises(*REFUSAL)
        ask.guard(v=[1.0, 2.0, 3.0], w=[4.0]).raises(*REFUSAL)
        ask.guard(v=[4.0], w=[1.0, 2.0, 3.0]).raises(*REFUSAL)
        ask.guard(v=[1.0, 2.0, 3.0], w=[4.0, 5.0]).raises(*REFUSAL)


@exercise(points=1, builds_on=[add])
def vector_sum(ask):
    """All vectors of a list added up: one vector. An empty list has no sum, nor have vectors of different lengths."""
    with ask.part("sum", share=0.75):
        ask(vectors=[[1.0, 2.0], [3.0, 4.0], [5.0, 6.5]])
        ask(vectors=[[2, 0, 1], [1, 3, 5]])
        ask.hidden("as many vectors as components", vectors=[vector(3) for _ in range(3)]).within(**CLOSE)
        ask.hidden("many vectors", vectors=[vector(2) for _ in range(6)]).within(**CLOSE)
        ask.hidden(
            "the same vector again, and zeros", vectors=[[1.5, 0.0], [-2.0, 0.0], [1.5, 0.0], [0.0, 0.0]]
        )
        ask.hidden("whole numbers and others", vectors=[[1, 2, 3, 4], vector(4), [5, 7, 0, 1]]).within(
            **CLOSE
        )
        ask.guard(vectors=[[2.5, -1.0, 4.0]])
        ask.guard(vectors=[[1.0, 2.0], [3.0, 4.0], [5.0, 6.5]]).leaves_arguments()
    with ask.part("refusal", share=0.25):
        ask.hidden("vectors that do have a sum", vectors=[vector(4) for _ in range(3)]).within(**CLOSE)
        ask.guard(vectors=[]).raises(*REFUSAL)
        ask.guard(vectors=[[1.0, 2.0], [3.0, 4.0, 5.0]]).raises(*REFUSAL)
        ask.guard(vectors=[[1.0, 2.0, 3.0], [4.0]]).raises(*REFUSAL)
        ask.guard(vectors=[[1.0, 2.0], [3.0], [5.0, 6.0]]).raises(*REFUSAL)
        ask.guard(vectors=[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0, 7.0]]).raises(*REFUSAL)


@exercise(points=1)
def scalar_multiply(ask):
    """A number times a vector: a new vector of the same length."""
    ask(c=3, v=[1.0, -2.0])
    ask(c=0.5, v=[4.0, 3.0, -7.0])
    ask.hidden("a negative number", c=-1.25, v=[2.0, -6.0])
    ask.hidden("zero", c=0, v=[1.0, 2.5, -3.0])
    ask.hidden("a vector with zeros and equal numbers", c=2, v=[1, 2, 0, 2, 4, 0, 1])
    ask.hidden("a vector of whole numbers", c=-0.25, v=[3, -1, 5, 2])
    ask.hidden("another negative number", c=-quarter(1, 8), v=vector(5)).exactly()
    ask.guard(c=3, v=[1.0, -2.0]).leaves_arguments()


@exercise(points=1, builds_on=[vector_sum, scalar_multiply])
def vector_mean(ask):
    """The mean of all vectors of a list, place by place: one vector. What has no sum has no mean."""
    with ask.part("mean", share=0.75):
        ask(vectors=[[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]])
        ask(vectors=[[2, 0, 1], [1, 3, 5]])
        ask.hidden("many vectors", vectors=[vector(5) for _ in range(8)]).within(**CLOSE)
        ask.hidden("as many vectors as components", vectors=[vector(8) for _ in range(8)]).within(**CLOSE)
        ask.hidden(
            "the same vector again, and zeros", vectors=[[1.5, 0.0], [-2.0, 0.0], [1.5, 0.0], [0.0, 0.0]]
        )
        ask.hidden("whole numbers", vectors=[[1, 2, 3], [4, 4, 7], [6, 1, 1], [0, 3, 8], [2, -5, 0]])
        ask.guard(vectors=[[2.5, -1.0, 4.0]])
        ask.guard(vectors=[[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]]).leaves_arguments()
    with ask.part("refusal", share=0.25):
        ask.hidden("vectors that do have a mean", vectors=[vector(6) for _ in range(4)]).within(**CLOSE)
        ask.guard(vectors=[]).raises(*REFUSAL)
        ask.guard(vectors=[[1.0, 2.0], [3.0, 4.0, 5.0]]).raises(*REFUSAL)
        ask.guard(vectors=[[1.0, 2.0, 3.0], [4.0]]).raises(*REFUSAL)
        ask.guard(vectors=[[1.0, 2.0], [3.0], [5.0, 6.0]]).raises(*REFUSAL)
        ask.guard(vectors=[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0, 7.0]]).raises(*REFUSAL)


@exercise(points=2)
def linear_gradient(ask):
    """The two derivatives of one point's squared error, along the slope and along the intercept."""
    ask(x=1.5, y=4.0, theta=[2.0, -1.0])
    ask(x=3, y=11, theta=[4, 1])
    ask.hidden("a point to the left of zero", x=-2.5, y=3.0, theta=[1.25, 0.5])
    ask.hidden("a line through the origin", x=4.0, y=7.0, theta=[-0.5, 0.0])
    ask.hidden("a point of height zero, a level line", x=-1.5, y=0, theta=[0, 3])
    ask.hidden("a line far below the point", x=quarter(), y=quarter(80, 99), theta=vector(2)).exactly()
    ask.hidden("a line far above the point", x=quarter(), y=quarter(-99, -80), theta=vector(2)).exactly()
    # Guards, because no answer is close to zero or a multiple of it.
    ask.guard("a point with x = 0", x=0.0, y=2.0, theta=[1.5, -1.0])
    ask.guard("a point on the line", x=2.0, y=4.0, theta=[1.5, 1.0])
    ask.guard(x=1.5, y=4.0, theta=[2.0, -1.0]).leaves_arguments()


@exercise(points=1, builds_on=[add, scalar_multiply])
def gradient_step(ask):
    """Where one step leads: v plus step_size times gradient. Downhill is a negative step size."""
    ask(v=[1.0, 2.0], gradient=[3.0, -4.0], step_size=-0.1)
    ask(v=[1.0, 2.0, 4.0], gradient=[2.0, 0.5, -1.0], step_size=0.5)
    ask.hidden("a short step downhill", v=[18.5, 4.75], gradient=[-32.5, -8.5], step_size=-0.001)
    ask.hidden("another step downhill", v=vector(4), gradient=vector(4), step_size=-quarter(1, 8)).exactly()
    ask.hidden("whole numbers", v=[1, 2, 3], gradient=[4, -2, 8], step_size=0.125)
    ask.hidden(
        "equal numbers and zeros", v=[1.5, 0.0, 1.5, 4.0], gradient=[2.0, 2.0, 0.0, 2.0], step_size=-0.25
    )
    ask.hidden("level ground", v=[3.0, -2.5], gradient=[0.0, 0.0], step_size=-0.5)
    ask.guard(v=[1.0, 2.0], gradient=[3.0, -4.0], step_size=0.0)
    ask.guard(v=[1.0, 2.0], gradient=[3.0, -4.0], step_size=-0.1).leaves_arguments()


@exercise(points=4, builds_on=[vector_mean, linear_gradient, gradient_step], steps="epochs", columns=True)
def descend(ask):
    """The descent: from theta one step per epoch against the mean of all points' gradients."""
    ask.picture(
        squared_error,
        along=["slope", "intercept"],
        inputs=course_points,
        theta=[8.0, 30.0],
        learning_rate=0.06,
        epochs=89,
    )
    # One epoch shows what many hide: whatever the rule, a long descent ends near the same line.
    with ask.part("first epoch", share=0.25):
        ask(inputs=two_points, theta=[1.0, 0.5], learning_rate=0.1, epochs=1)
        ask.hidden(
            "the four points, one epoch",
            inputs=course_points,
            theta=[0.5, -0.5],
            learning_rate=0.001,
            epochs=1,
        )
        ask.hidden(
            "one epoch on random points",
            inputs=random_points(4),
            theta=vector(2),
            learning_rate=0.25,
            epochs=1,
        )
        ask.hidden(
            "one epoch on points above one another, beginning with whole numbers",
            inputs=stacked_points,
            theta=[2, -1],
            learning_rate=0.05,
            epochs=1,
        )
        ask.hidden(
            "one epoch far from the points",
            inputs=course_points,
            theta=[900.0, -400.0],
            learning_rate=0.001,
            epochs=1,
        )
    with ask.part("whole descent", share=0.75):
        ask(inputs=two_points, theta=[1.0, 0.5], learning_rate=0.1, epochs=2)
        ask.hidden(
            "a few epochs on few points", inputs=three_points, theta=[1.0, -1.5], learning_rate=0.05, epochs=7
        )
        ask.hidden(
            "epochs enough to arrive", inputs=three_points, theta=[-0.5, 2.0], learning_rate=0.1, epochs=100
        )
        ask.hidden("random points", inputs=random_points(5), theta=vector(2), learning_rate=0.005, epochs=12)
        ask.hidden(
            "the four points, many epochs",
            inputs=course_points,
            theta=[0.0, 0.0],
            learning_rate=0.001,
            epochs=300,
        )
        ask.hidden(
            "points above one another, beginning with whole numbers",
            inputs=stacked_points,
            theta=[2, -1],
            learning_rate=0.05,
            epochs=6,
        )
        ask.hidden(
            "a learning rate too large", inputs=three_points, theta=[1.0, -1.5], learning_rate=0.5, epochs=5
        )
        ask.hidden(
            "beginning at the best line",
            inputs=[(1.0, 2.5), (3.0, 5.5)],
            theta=[1.5, 1.0],
            learning_rate=0.1,
            epochs=3,
        ).within(relative=1e-9, absolute=1e-12)
        ask.guard(inputs=two_points, theta=[1.0, 0.5], learning_rate=0.1, epochs=0)
        ask.guard(inputs=two_points, theta=[1.0, 0.5], learning_rate=0.1, epochs=3).leaves_arguments()
        ask.guard(inputs=stacked_points, theta=[2, -1], learning_rate=0.05, epochs=2).leaves_arguments()
        ask.guard(inputs=two_points, theta=[1.0, 0.5], learning_rate=0.1, epochs=3).twice()
