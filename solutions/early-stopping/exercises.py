"""When to stop: gradient descent that notices when it has arrived.

A cost whose minimum is at 0 forgives almost everything, so most questions move it, start on either side, or
walk so slowly that 100 steps are not enough. Near a minimum the slope is a difference of nearly equal
numbers: it keeps fewer digits than x, and is asked to six. No expectation is 0, so no absolute tolerance is
needed, and 0 is never accepted.
"""

from sympy import Symbol, exp

from autograder.questions import exercise, one_of, quarter

x = Symbol("x")
valley = (x - 3) ** 2


@exercise(points=3, extra_values=1)
def gradient_descent(ask):
    """A hundred steps against the slope: where the descent is then, and the slope at that very place."""
    ask(cost_fn=x**2, initial_guess=3, learning_rate=0.01).within(relative=1e-6)
    ask(cost_fn=(x - 5) ** 2 + 1, initial_guess=2, learning_rate=0.02).within(relative=1e-6)
    ask.hidden("a start to the left", cost_fn=x**2, initial_guess=-4.5, learning_rate=0.03).within(
        relative=1e-6
    )
    ask.hidden("a descent that almost arrives", cost_fn=x**2, initial_guess=3, learning_rate=0.1).within(
        relative=1e-6
    )
    # After an even number of steps it is where it was, after an odd one on the other side.
    ask.hidden("jumping to and fro", cost_fn=(x + 1) ** 2, initial_guess=2.5, learning_rate=1.0).within(
        relative=1e-6
    )
    ask.hidden(
        "a cost that is no parabola", cost_fn=exp(x) - 2 * x, initial_guess=1.5, learning_rate=0.015
    ).within(relative=1e-6)
    ask.hidden(
        "a curve with two valleys", cost_fn=x**4 / 4 - 2 * x**2, initial_guess=0.5, learning_rate=0.005
    ).within(relative=1e-6)
    ask.hidden("a start at 0", cost_fn=(x - 2) ** 2, initial_guess=0, learning_rate=0.015).within(
        relative=1e-6
    )
    # The last place is the highest of all, and it is the one to return.
    ask.hidden(
        "steps that are too long, so that it climbs",
        cost_fn=(x - 1) ** 2,
        initial_guess=2.5,
        learning_rate=1.02,
    ).within(relative=1e-6)
    minimum = quarter()
    ask.hidden(
        "a minimum somewhere else",
        cost_fn=(x - minimum) ** 2 + quarter(),
        initial_guess=minimum + one_of(1.75, 2.5, 3.25),
        learning_rate=one_of(0.005, 0.01, 0.02),
    ).within(relative=1e-6)
    ask.guard(cost_fn=x**2, initial_guess=3, learning_rate=0.02).within(relative=1e-6).twice()


@exercise(points=5, extra_values=1)
def gradient_descent_early_stopping(ask):
    """Steps against the slope until one is shorter than the precision: x, the slope there, how many steps.

    Where it stops, what happens at the limit, and the number of steps are worth points of their own.
    """
    ask.picture(
        valley,
        along=["x"],
        counting="max_iterations",
        cost_fn=valley,
        initial_guess=-1,
        learning_rate=0.15,
        precision=0.001,
        max_iterations=40,
    )
    # In the first two parts 1 of 40 or 1 of 75 steps may be missing: who miscounts keeps the points for
    # stopping rightly. A step too few or too many still shows, in the slope, or in x where the descent jumps.
    with ask.part("stopping in the right place", share=0.5):
        ask(cost_fn=x**2, initial_guess=3, learning_rate=0.1, precision=0.0001, max_iterations=100).within(
            relative=0.03
        )
        ask.hidden(
            "a start to the left, and a finer precision",
            cost_fn=(x + 2) ** 2 - 1,
            initial_guess=-6.5,
            learning_rate=0.08,
            precision=1e-6,
            max_iterations=200,
        ).within(relative=0.03)
        ask.hidden(
            "a slow descent that takes more than 100 steps",
            cost_fn=x**2,
            initial_guess=3,
            learning_rate=0.01,
            precision=0.0001,
            max_iterations=1000,
        ).within(relative=0.01)
        ask.hidden(
            "a start at 0",
            cost_fn=(x - 2) ** 2 + 1,
            initial_guess=0,
            learning_rate=0.1,
            precision=0.0001,
            max_iterations=100,
        ).within(relative=0.03)
        ask.hidden(
            "leaps over the minimum that become shorter",
            cost_fn=(x + 1) ** 2,
            initial_guess=2.5,
            learning_rate=0.9,
            precision=0.001,
            max_iterations=100,
        ).within(relative=0.03)
        ask.hidden(
            "steps that become longer before they become shorter",
            cost_fn=x**4 / 4 - 2 * x**2,
            initial_guess=0.1,
            learning_rate=0.02,
            precision=1e-5,
            max_iterations=200,
        ).within(relative=0.03)
    with ask.part("at most so many steps", share=0.3):
        ask(cost_fn=x**2, initial_guess=3, learning_rate=0.01, precision=0.0001, max_iterations=100).within(
            relative=0.015
        )
        # It would take 20,000 steps more: who forgets the limit is told so, not stopped for taking too long.
        ask.hidden(
            "jumping to and fro",
            cost_fn=x**2 + 1,
            initial_guess=2.5,
            learning_rate=0.9998,
            precision=0.002,
            max_iterations=75,
        ).within(relative=0.015)
        ask.hidden(
            "a limit that comes before the precision",
            cost_fn=exp(x) - 2 * x,
            initial_guess=1.5,
            learning_rate=0.02,
            precision=0.00002,
            max_iterations=80,
        ).within(relative=0.015)
    with ask.part("the number of steps", share=0.2):
        ask(
            cost_fn=(x - 5) ** 2 + 1, initial_guess=2, learning_rate=0.05, precision=0.001, max_iterations=200
        ).within(relative=1e-6)
        minimum = quarter(2, 8)
        ask.hidden(
            "a minimum somewhere else",
            cost_fn=(x - minimum) ** 2 + quarter(),
            initial_guess=minimum + one_of(1.75, 2.5, 3.25),
            learning_rate=one_of(0.05, 0.15, 0.2),
            precision=one_of(0.001, 0.00001),
            max_iterations=200,
        ).within(relative=1e-6)
        ask.hidden(
            "a cost that is no parabola",
            cost_fn=exp(x) - 2 * x,
            initial_guess=1.5,
            learning_rate=0.02,
            precision=0.0005,
            max_iterations=150,
        ).within(relative=1e-6)
        ask.hidden(
            "a first step that is short already",
            cost_fn=x**2,
            initial_guess=3,
            learning_rate=0.00001,
            precision=0.0001,
            max_iterations=50,
        ).within(relative=1e-6)
        # The step leads too far, to a place that is higher than the start, and it is taken all the same.
        ask.hidden(
            "a limit of a single step",
            cost_fn=exp(x) - 2 * x,
            initial_guess=1.2,
            learning_rate=0.99,
            precision=0.01,
            max_iterations=1,
        ).within(relative=1e-6)
        ask.guard(
            cost_fn=x**2, initial_guess=3, learning_rate=0.1, precision=0.01, max_iterations=100
        ).within(relative=1e-6).twice()
