"""Wrong versions of the functions of this notebook, each with the hint that helps the student who wrote it.

They run beside the reference solution and use its names (`x`, `diff`, `lambdify`, `np` ...). What they have
in common is at the top: a wrong version is then the one line in which it differs.
"""

from autograder.questions import misconception


def slope_of(cost_fn):
    return lambdify(x, diff(cost_fn, x))


def walk(step, guess, steps=100):
    """Return the last place after so many steps; *step* goes from one place to the next."""
    for _ in range(steps):
        guess = step(guess)
    return guess


def places_of(cost_fn, guess, rate, steps):
    """Return all places of the right descent, the first one included."""
    slope = slope_of(cost_fn)
    places = [guess]
    for _ in range(steps):
        places.append(places[-1] - rate * slope(places[-1]))
    return places


def stop(cost_fn, guess, rate, limit, enough):
    """Return place, slope and number of steps of the descent that stops when *enough*(new, previous) says
    so."""
    slope = slope_of(cost_fn)
    new, steps = guess, 0
    while steps < limit:
        previous, new = new, new - rate * slope(new)
        steps += 1
        if enough(new, previous):
            break
    return new, slope(new), steps


def stop_where_flat(cost_fn, guess, rate, flat):
    """Return place and slope of a descent of 100 steps that takes none from where the slope is below *flat*."""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - rate * slope(at) * (abs(slope(at)) >= flat), guess)
    return last, slope(last)


def stop_stepping(cost_fn, guess, precision, limit, step):
    """Return what a descent with steps of another kind returns; *step* goes from one place to the next."""
    new, steps = guess, 0
    while steps < limit:
        previous, new = new, step(new)
        steps += 1
        if abs(new - previous) < precision:
            break
    return new, slope_of(cost_fn)(new), steps


def stop_rightly(cost_fn, guess, rate, precision, limit):
    """Return what is right; whether the precision was reached; and the place before the last step."""
    new, slope, steps = stop(
        cost_fn, guess, rate, limit, lambda new, previous: abs(new - previous) < precision
    )
    previous = places_of(cost_fn, guess, rate, steps)[-2]
    return new, slope, steps, abs(new - previous) < precision, previous


# ---------------------------------------------------------------- gradient_descent


@misconception(of="gradient_descent")
def uphill(cost_fn, guess, rate):
    """Your x runs away from the minimum. Which way does the slope point, and which way do you want to
    go?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at + rate * slope(at), guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def always_to_the_left(cost_fn, guess, rate):
    """Your descent moves in one direction only. On which side of the minimum is the slope negative, and
    where should the step go then?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - rate * abs(slope(at)), guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def learning_rate_left_out(cost_fn, guess, rate):
    """Your steps are as long as the slope itself. Which number should make them shorter?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - slope(at), guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def rate_of_a_tenth(cost_fn, guess, rate):
    """Another learning rate changes nothing in your descent. Where does your function take it from?"""
    return gradient_descent(cost_fn, guess, 0.1)


@misconception(of="gradient_descent")
def rate_of_a_hundredth(cost_fn, guess, rate):
    """Whatever learning rate is passed in, your descent goes at the same pace. Where does it take the rate
    from?"""
    return gradient_descent(cost_fn, guess, 0.01)


@misconception(of="gradient_descent")
def learning_rate_that_decays(cost_fn, guess, rate):
    """Your learning rate becomes smaller from step to step. In this exercise it stays what it is."""
    slope = slope_of(cost_fn)
    for step in range(100):
        guess = guess - rate / (step + 1) * slope(guess)
    return guess, slope(guess)


@misconception(of="gradient_descent")
def start_at_zero(cost_fn, guess, rate):
    """Your descent begins at the same place whatever it is given. Where should its first x come from?"""
    return gradient_descent(cost_fn, 0, rate)


@misconception(of="gradient_descent")
def start_at_three(cost_fn, guess, rate):
    """Your descent begins at one fixed place. Try another initial guess: does anything change?"""
    return gradient_descent(cost_fn, 3, rate)


@misconception(of="gradient_descent")
def cost_of_the_example(cost_fn, guess, rate):
    """Your function goes down one and the same curve, whatever cost it is given. Where does its slope come
    from?"""
    return gradient_descent(x**2, guess, rate)


@misconception(of="gradient_descent")
def one_step_only(cost_fn, guess, rate):
    """Your descent ends after its first step. Look at the indentation of the line with return."""
    slope = slope_of(cost_fn)
    last = guess - rate * slope(guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def ninety_nine_steps(cost_fn, guess, rate):
    """You are one step short. With which number does your counting begin, and is its last number
    included?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - rate * slope(at), guess, 99)
    return last, slope(last)


@misconception(of="gradient_descent")
def a_hundred_and_one_steps(cost_fn, guess, rate):
    """You take one step too many. Count how often the body of your loop runs."""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - rate * slope(at), guess, 101)
    return last, slope(last)


@misconception(of="gradient_descent")
def a_thousand_steps(cost_fn, guess, rate):
    """You come closer to the minimum than you should. How many steps does the exercise ask for?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - rate * slope(at), guess, 1000)
    return last, slope(last)


@misconception(of="gradient_descent")
def ten_steps(cost_fn, guess, rate):
    """You stop long before the end. How many steps does the exercise ask for?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - rate * slope(at), guess, 10)
    return last, slope(last)


@misconception(of="gradient_descent")
def stops_early_already(cost_fn, guess, rate):
    """You leave the loop when the steps become short. That is for the second exercise; here all 100 are
    taken."""
    return stop(cost_fn, guess, rate, 100, lambda new, previous: abs(new - previous) < 0.0001)[:2]


@misconception(of="gradient_descent")
def slope_before_the_last_step(cost_fn, guess, rate):
    """Your x is right, and your slope belongs to the x before it. When do you compute the one that you
    return?"""
    before, last = places_of(cost_fn, guess, rate, 100)[-2:]
    return last, slope_of(cost_fn)(before)


@misconception(of="gradient_descent")
def x_before_the_last_step(cost_fn, guess, rate):
    """Your slope is that of the right place, but the x is the one before it. Which of your two x do you
    return?"""
    before, last = places_of(cost_fn, guess, rate, 100)[-2:]
    return before, slope_of(cost_fn)(last)


@misconception(of="gradient_descent")
def slope_at_the_start(cost_fn, guess, rate):
    """Your x is right, but your slope is the one where the descent began. At which place is it asked
    for?"""
    return gradient_descent(cost_fn, guess, rate)[0], slope_of(cost_fn)(guess)


@misconception(of="gradient_descent")
def slope_computed_once(cost_fn, guess, rate):
    """All your steps have the same length. The slope changes on the way: when do you look at it again?"""
    slope = slope_of(cost_fn)
    step = rate * slope(guess)
    last = walk(lambda at: at - step, guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def slope_computed_once_and_returned(cost_fn, guess, rate):
    """You look at the slope once, before the first step, and never again. Is it the same further down?"""
    slope = slope_of(cost_fn)(guess)
    return walk(lambda at: at - rate * slope, guess), slope


@misconception(of="gradient_descent")
def every_step_from_the_start(cost_fn, guess, rate):
    """However many steps you take, you are where the first one led. From which x does the second step
    begin?"""
    first = guess - rate * slope_of(cost_fn)(guess)
    return first, slope_of(cost_fn)(guess)


@misconception(of="gradient_descent")
def height_instead_of_slope(cost_fn, guess, rate):
    """You follow the height of the curve, not its slope. What has to be done with the cost before the first
    step?"""
    height = lambdify(x, cost_fn)
    last = walk(lambda at: at - rate * height(at), guess)
    return last, height(last)


@misconception(of="gradient_descent")
def height_returned(cost_fn, guess, rate):
    """Your x is right. Your second number says how high the curve is there; the exercise asks how steep it
    is."""
    last, _ = gradient_descent(cost_fn, guess, rate)
    return last, lambdify(x, cost_fn)(last)


@misconception(of="gradient_descent")
def steps_of_newton(cost_fn, guess, rate):
    """You divide by the second derivative. That is another method, and a fast one; this exercise multiplies
    the slope with the learning rate."""
    slope, bend = slope_of(cost_fn), lambdify(x, diff(cost_fn, x, 2))
    last = walk(lambda at: at - slope(at) / bend(at), guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def second_derivative(cost_fn, guess, rate):
    """You differentiate once too often. How often do you call diff?"""
    bend = lambdify(x, diff(cost_fn, x, 2))
    last = walk(lambda at: at - rate * bend(at), guess)
    return last, bend(last)


@misconception(of="gradient_descent")
def steps_of_one_length(cost_fn, guess, rate):
    """You use the direction of the slope, but not its size. How long should a step be where it is steep?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - rate * np.sign(slope(at)), guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def minus_on_the_wrong_side(cost_fn, guess, rate):
    """Read your step aloud: does the new x still depend on the old one? Look for `=-` where `-=` is
    meant."""
    slope = slope_of(cost_fn)
    last = walk(lambda at: -rate * slope(at), guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def another_symbol(cost_fn, guess, rate):
    """Your slope is 0 everywhere, so x never moves. With respect to which symbol do you differentiate? One
    that is made with assumptions, such as real=True, is another symbol than the x in the cost."""
    return guess, 0


@misconception(of="gradient_descent")
def derivative_called_as_it_is(cost_fn, guess, rate):
    """Every call stops with a TypeError. Is a formula called in it as if it were a function, the derivative or
    the cost itself? What makes a Python function of a formula?"""
    return diff(cost_fn, x)(guess)


@misconception(of="gradient_descent")
def symbol_overwritten(cost_fn, guess, rate):
    """When you call diff, the name x stands for a number. Which x does diff need?"""
    return diff(cost_fn, guess)


@misconception(of="gradient_descent")
def symbol_hidden_by_a_variable(cost_fn, guess, rate):
    """Your function assigns to x, so in all of it x is a variable of its own, also in the line with diff.
    Give your number another name."""
    slope = lambdify(x, diff(cost_fn, x))
    x = guess
    return x, slope(x)


@misconception(of="gradient_descent")
def slope_and_x_exchanged(cost_fn, guess, rate):
    """Both numbers are right and have changed places. In which order does the exercise name them?"""
    return gradient_descent(cost_fn, guess, rate)[::-1]


@misconception(of="gradient_descent")
def only_x(cost_fn, guess, rate):
    """Your x is right. The exercise asks for one number more."""
    return gradient_descent(cost_fn, guess, rate)[0]


@misconception(of="gradient_descent")
def all_places(cost_fn, guess, rate):
    """You return a list of all the places. It is welcome, but only after the two numbers that are asked
    for."""
    return places_of(cost_fn, guess, rate, 100)


@misconception(of="gradient_descent")
def x_and_all_places(cost_fn, guess, rate):
    """Your x is right and the list of places is welcome, but what the exercise wants as the second value is
    the slope."""
    places = places_of(cost_fn, guess, rate, 100)
    return places[-1], places


@misconception(of="gradient_descent")
def slope_as_a_formula(cost_fn, guess, rate):
    """Your x is right. Your slope is still a formula with a symbol in it; which number has to go in?"""
    return gradient_descent(cost_fn, guess, rate)[0], diff(cost_fn, x)


@misconception(of="gradient_descent")
def x_rounded_to_four_decimals(cost_fn, guess, rate):
    """Your numbers are right, but cut off after four decimals. Is anything rounding them?"""
    last, slope = gradient_descent(cost_fn, guess, rate)
    return round(last, 4), round(slope, 4)


@misconception(of="gradient_descent")
def x_rounded_to_two_decimals(cost_fn, guess, rate):
    """Your numbers have two decimals only. Is anything rounding them?"""
    last, slope = gradient_descent(cost_fn, guess, rate)
    return round(last, 2), round(slope, 2)


@misconception(of="gradient_descent")
def lowest_place_on_the_way(cost_fn, guess, rate):
    """You return the lowest place that you came by. Where a descent climbs that is not the last one; which of
    them is asked for?"""
    lowest = min(places_of(cost_fn, guess, rate, 100), key=lambdify(x, cost_fn))
    return lowest, slope_of(cost_fn)(lowest)


@misconception(of="gradient_descent")
def stops_when_the_cost_rises(cost_fn, guess, rate):
    """You leave the loop when a step leads higher up. This exercise takes all 100 steps, wherever they
    lead."""
    cost = lambdify(x, cost_fn)
    return stop(cost_fn, guess, rate, 100, lambda new, previous: cost(new) > cost(previous))[:2]


@misconception(of="gradient_descent")
def stops_where_it_is_flat(cost_fn, guess, rate):
    """You leave the loop where the slope is small. Here all 100 steps are taken, also short ones."""
    return stop_where_flat(cost_fn, guess, rate, 0.01)


@misconception(of="gradient_descent")
def stops_where_it_is_flatter(cost_fn, guess, rate):
    """Where the slope is small your descent ends before its time. Here all 100 steps are taken, also short
    ones."""
    return stop_where_flat(cost_fn, guess, rate, 0.001)


@misconception(of="gradient_descent")
def stops_where_it_is_nearly_level(cost_fn, guess, rate):
    """Your loop has a second end: a slope of nearly 0. Here all 100 steps are taken, also short ones."""
    return stop_where_flat(cost_fn, guess, rate, 1e-6)


@misconception(of="gradient_descent")
def start_cut_to_a_whole_number(cost_fn, guess, rate):
    """Your descent is right from whole numbers only. What does your function do with a start at 2.5?"""
    return gradient_descent(cost_fn, int(guess), rate)


@misconception(of="gradient_descent")
def start_at_zero_replaced(cost_fn, guess, rate):
    """Your descent is right unless it starts at 0. In a condition, Python takes 0 for False."""
    return gradient_descent(cost_fn, guess or 1, rate)


@misconception(of="gradient_descent")
def steps_of_the_second_derivative(cost_fn, guess, rate):
    """Your steps follow the second derivative. How often do you differentiate before the first step?"""
    bend = lambdify(x, diff(cost_fn, x, 2))
    last = walk(lambda at: at - rate * bend(at), guess)
    return last, slope_of(cost_fn)(last)


@misconception(of="gradient_descent")
def second_derivative_returned(cost_fn, guess, rate):
    """Your x is right. Your second number says how fast the slope changes there; the exercise asks for the
    slope itself."""
    last, _ = gradient_descent(cost_fn, guess, rate)
    return last, lambdify(x, diff(cost_fn, x, 2))(last)


@misconception(of="gradient_descent")
def size_of_the_slope(cost_fn, guess, rate):
    """Your x is right, but your slope is never negative. What does its sign say?"""
    last, slope = gradient_descent(cost_fn, guess, rate)
    return last, abs(slope)


@misconception(of="gradient_descent")
def next_step_returned(cost_fn, guess, rate):
    """Your x is right. Your second number is the slope times the learning rate; the exercise asks for the slope
    alone."""
    last, slope = gradient_descent(cost_fn, guess, rate)
    return last, rate * slope


@misconception(of="gradient_descent")
def last_step_returned(cost_fn, guess, rate):
    """Your x is right. Your second number says how far the last step went; the exercise asks how steep it is
    now."""
    before, last = places_of(cost_fn, guess, rate, 100)[-2:]
    return last, before - last


@misconception(of="gradient_descent")
def number_of_steps_returned(cost_fn, guess, rate):
    """Your x is right. Your second number counts the steps; the exercise asks for the slope."""
    return gradient_descent(cost_fn, guess, rate)[0], 100


@misconception(of="gradient_descent")
def divided_by_the_rate(cost_fn, guess, rate):
    """A small learning rate makes your steps long. What is done with it in the formula?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - slope(at) / rate, guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def rate_times_everything(cost_fn, guess, rate):
    """You multiply the old x with the learning rate too. Which part of the step belongs into the brackets?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: rate * (at - slope(at)), guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def only_the_step_kept(cost_fn, guess, rate):
    """Read your step aloud: is the old x still in the new one?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: rate * slope(at), guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def never_below_zero(cost_fn, guess, rate):
    """Your x never becomes negative. May the minimum of a curve be to the left of 0?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: max(at - rate * slope(at), 0.0), guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def places_rounded_on_the_way(cost_fn, guess, rate):
    """You are close. Is x rounded in every step?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: round(at - rate * slope(at), 4), guess)
    return last, slope(last)


@misconception(of="gradient_descent")
def fifty_steps(cost_fn, guess, rate):
    """Every step is right, but you take half as many as you should. How many does the exercise ask for?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - rate * slope(at), guess, 50)
    return last, slope(last)


@misconception(of="gradient_descent")
def two_steps_in_a_round(cost_fn, guess, rate):
    """You take 200 steps. How often does x change while your loop runs once?"""
    slope = slope_of(cost_fn)
    last = walk(lambda at: at - rate * slope(at), guess, 200)
    return last, slope(last)


# ---------------------------------------------------------------- gradient_descent_early_stopping


@misconception(of="gradient_descent_early_stopping")
def never_stops_early(cost_fn, guess, rate, precision, limit):
    """You always take as many steps as the limit allows. When is a step so short that you may stop, and
    which word leaves a loop?"""
    return stop(cost_fn, guess, rate, limit, lambda _new, _previous: False)


@misconception(of="gradient_descent_early_stopping")
def counts_but_goes_on(cost_fn, guess, rate, precision, limit):
    """Your number of iterations is right, but your x went on moving. You notice the short step; does the
    loop end there as well?"""
    last, slope, _ = stop(cost_fn, guess, rate, limit, lambda _new, _previous: False)
    return last, slope, stop_rightly(cost_fn, guess, rate, precision, limit)[2]


@misconception(of="gradient_descent_early_stopping")
def stops_on_the_slope(cost_fn, guess, rate, precision, limit):
    """You stop when the slope is small. The exercise asks how far x has moved; what else is in the length
    of a step?"""
    slope = slope_of(cost_fn)
    return stop(cost_fn, guess, rate, limit, lambda new, _previous: abs(slope(new)) < precision)


@misconception(of="gradient_descent_early_stopping")
def stops_on_the_slope_before(cost_fn, guess, rate, precision, limit):
    """You compare the precision with the slope that led to the step. The exercise compares it with the step
    itself."""
    slope = slope_of(cost_fn)
    return stop(cost_fn, guess, rate, limit, lambda _new, previous: abs(slope(previous)) < precision)


@misconception(of="gradient_descent_early_stopping")
def stops_on_the_cost(cost_fn, guess, rate, precision, limit):
    """You stop when the cost hardly changes any more. The exercise looks at x, not at the cost."""
    cost = lambdify(x, cost_fn)
    return stop(
        cost_fn, guess, rate, limit, lambda new, previous: abs(cost(new) - cost(previous)) < precision
    )


@misconception(of="gradient_descent_early_stopping")
def stops_on_a_small_cost(cost_fn, guess, rate, precision, limit):
    """You wait until the cost itself is small. Is the lowest point of every curve at the height 0?"""
    cost = lambdify(x, cost_fn)
    return stop(cost_fn, guess, rate, limit, lambda new, _previous: abs(cost(new)) < precision)


@misconception(of="gradient_descent_early_stopping")
def stops_on_the_change_of_slope(cost_fn, guess, rate, precision, limit):
    """You compare two slopes with each other. Whose change does the exercise look at?"""
    slope = slope_of(cost_fn)
    return stop(
        cost_fn, guess, rate, limit, lambda new, previous: abs(slope(new) - slope(previous)) < precision
    )


@misconception(of="gradient_descent_early_stopping")
def stops_near_zero(cost_fn, guess, rate, precision, limit):
    """You stop when x itself is small. Is the minimum of every curve at x = 0?"""
    return stop(cost_fn, guess, rate, limit, lambda new, _previous: abs(new) < precision)


@misconception(of="gradient_descent_early_stopping")
def stops_on_the_relative_change(cost_fn, guess, rate, precision, limit):
    """You divide the step by x. Where the minimum is at 0 that never becomes small; the exercise takes the
    step as it is."""
    return stop(
        cost_fn, guess, rate, limit, lambda new, previous: abs(new - previous) < precision * abs(previous)
    )


@misconception(of="gradient_descent_early_stopping")
def stops_on_the_square_of_the_step(cost_fn, guess, rate, precision, limit):
    """The square of a short step is much smaller than the step. How else could a sign be dropped?"""
    return stop(cost_fn, guess, rate, limit, lambda new, previous: (new - previous) ** 2 < precision)


@misconception(of="gradient_descent_early_stopping")
def abs_missing_new_first(cost_fn, guess, rate, precision, limit):
    """When x moves to the left your difference is negative, and a negative number is smaller than any
    precision. What makes a distance of a difference?"""
    return stop(cost_fn, guess, rate, limit, lambda new, previous: new - previous < precision)


@misconception(of="gradient_descent_early_stopping")
def abs_missing_previous_first(cost_fn, guess, rate, precision, limit):
    """When x moves to the right your difference is negative. Try a start to the left of the minimum; what
    makes a distance of a difference?"""
    return stop(cost_fn, guess, rate, limit, lambda new, previous: previous - new < precision)


@misconception(of="gradient_descent_early_stopping")
def abs_of_each_x(cost_fn, guess, rate, precision, limit):
    """You drop the signs before you subtract. How far apart are 2.5 and -2.5?"""
    return stop(cost_fn, guess, rate, limit, lambda new, previous: abs(abs(new) - abs(previous)) < precision)


@misconception(of="gradient_descent_early_stopping")
def comparison_reversed(cost_fn, guess, rate, precision, limit):
    """You stop when the step is long. In which direction does your comparison point?"""
    return stop(cost_fn, guess, rate, limit, lambda new, previous: abs(new - previous) > precision)


@misconception(of="gradient_descent_early_stopping")
def compares_x_with_itself(cost_fn, guess, rate, precision, limit):
    """You stop after the first step, however long it was. Are the previous and the new x the same number when
    you compare them? And does a return stand inside your loop?"""
    return stop(cost_fn, guess, rate, limit, lambda _new, _previous: True)


@misconception(of="gradient_descent_early_stopping")
def compares_with_the_start(cost_fn, guess, rate, precision, limit):
    """You measure how far x is from where the descent began. From where should the length of a step be
    measured?"""
    return stop(cost_fn, guess, rate, limit, lambda new, _previous: abs(new - guess) < precision)


@misconception(of="gradient_descent_early_stopping")
def precision_of_a_ten_thousandth(cost_fn, guess, rate, precision, limit):
    """Another precision changes nothing. Where does your function take it from?"""
    return gradient_descent_early_stopping(cost_fn, guess, rate, 0.0001, limit)


@misconception(of="gradient_descent_early_stopping")
def limit_of_a_hundred(cost_fn, guess, rate, precision, limit):
    """Your loop ends after 100 steps at the latest, whatever the limit is. Which of the arguments do you
    not use?"""
    return gradient_descent_early_stopping(cost_fn, guess, rate, precision, 100)


@misconception(of="gradient_descent_early_stopping")
def rate_of_a_tenth_again(cost_fn, guess, rate, precision, limit):
    """Another learning rate changes nothing. Where does your function take it from?"""
    return gradient_descent_early_stopping(cost_fn, guess, 0.1, precision, limit)


@misconception(of="gradient_descent_early_stopping")
def start_at_three_again(cost_fn, guess, rate, precision, limit):
    """Your descent begins at one fixed place. Try another initial guess: does anything change?"""
    return gradient_descent_early_stopping(cost_fn, 3, rate, precision, limit)


@misconception(of="gradient_descent_early_stopping")
def cost_of_the_example_again(cost_fn, guess, rate, precision, limit):
    """Your function goes down one and the same curve, whatever cost it is given. Where does its slope come
    from?"""
    return gradient_descent_early_stopping(x**2, guess, rate, precision, limit)


@misconception(of="gradient_descent_early_stopping")
def uphill_again(cost_fn, guess, rate, precision, limit):
    """Your x runs away from the minimum. Which way does the slope point, and which way do you want to
    go?"""
    return stop(cost_fn, guess, -rate, limit, lambda new, previous: abs(new - previous) < precision)


@misconception(of="gradient_descent_early_stopping")
def always_to_the_left_again(cost_fn, guess, rate, precision, limit):
    """Your descent moves in one direction only. On which side of the minimum is the slope negative, and
    where should the step go then?"""
    slope = slope_of(cost_fn)
    return stop_stepping(cost_fn, guess, precision, limit, lambda at: at - rate * abs(slope(at)))


@misconception(of="gradient_descent_early_stopping")
def learning_rate_left_out_again(cost_fn, guess, rate, precision, limit):
    """Your steps are as long as the slope itself. Which number should make them shorter?"""
    return gradient_descent_early_stopping(cost_fn, guess, 1, precision, limit)


@misconception(of="gradient_descent_early_stopping")
def minus_on_the_wrong_side_again(cost_fn, guess, rate, precision, limit):
    """Read your step aloud: does the new x still depend on the old one? Look for `=-` where `-=` is
    meant."""
    slope = slope_of(cost_fn)
    return stop_stepping(cost_fn, guess, precision, limit, lambda at: -rate * slope(at))


@misconception(of="gradient_descent_early_stopping")
def slope_computed_once_again(cost_fn, guess, rate, precision, limit):
    """All your steps have the same length, so none is ever shorter than the first. The slope changes on the
    way: when do you look at it again?"""
    step = rate * slope_of(cost_fn)(guess)
    return stop_stepping(cost_fn, guess, precision, limit, lambda at: at - step)


@misconception(of="gradient_descent_early_stopping")
def slope_at_the_start_again(cost_fn, guess, rate, precision, limit):
    """x and the number of steps are right, but your slope is the one where the descent began. At which
    place is it asked for?"""
    new, _, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return new, slope_of(cost_fn)(guess), steps


@misconception(of="gradient_descent_early_stopping")
def every_step_from_the_start_again(cost_fn, guess, rate, precision, limit):
    """However many steps you take, you are where the first one led. From which x does the second step
    begin?"""
    first = guess - rate * slope_of(cost_fn)(guess)
    return first, slope_of(cost_fn)(first), 1 if abs(first - guess) < precision else limit


@misconception(of="gradient_descent_early_stopping")
def every_step_from_the_start_twice(cost_fn, guess, rate, precision, limit):
    """Your second step ends where the first one did. Does the x from which you step ever change?"""
    first = guess - rate * slope_of(cost_fn)(guess)
    steps = 1 if abs(first - guess) < precision else min(2, limit)
    return first, slope_of(cost_fn)(first), steps


@misconception(of="gradient_descent_early_stopping")
def another_symbol_again(cost_fn, guess, rate, precision, limit):
    """Your slope is 0 everywhere, so x never moves. With respect to which symbol do you differentiate? One
    that is made with assumptions, such as real=True, is another symbol than the x in the cost."""
    return guess, 0, 1


@misconception(of="gradient_descent_early_stopping")
def derivative_called_as_it_is_again(cost_fn, guess, rate, precision, limit):
    """Every call stops with a TypeError. Is a formula called in it as if it were a function, the derivative or
    the cost itself? What makes a Python function of a formula?"""
    return diff(cost_fn, x)(guess)


@misconception(of="gradient_descent_early_stopping")
def symbol_overwritten_again(cost_fn, guess, rate, precision, limit):
    """When you call diff, the name x stands for a number. Which x does diff need?"""
    return diff(cost_fn, guess)


@misconception(of="gradient_descent_early_stopping")
def symbol_hidden_by_a_variable_again(cost_fn, guess, rate, precision, limit):
    """Your function assigns to x, so in all of it x is a variable of its own, also in the line with diff.
    Give your number another name."""
    slope = lambdify(x, diff(cost_fn, x))
    x = guess
    return x, slope(x)


@misconception(of="gradient_descent_early_stopping")
def height_instead_of_slope_again(cost_fn, guess, rate, precision, limit):
    """You follow the height of the curve, not its slope. What has to be done with the cost before the first
    step?"""
    height = lambdify(x, cost_fn)
    new, _, steps = stop_stepping(cost_fn, guess, precision, limit, lambda at: at - rate * height(at))
    return new, height(new), steps


@misconception(of="gradient_descent_early_stopping")
def height_returned_again(cost_fn, guess, rate, precision, limit):
    """x and the number of steps are right. Your second number says how high the curve is there; the
    exercise asks how steep it is."""
    new, _, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return new, lambdify(x, cost_fn)(new), steps


@misconception(of="gradient_descent_early_stopping")
def slope_before_the_last_step_again(cost_fn, guess, rate, precision, limit):
    """x and the number of steps are right; your slope belongs to the x before. When do you compute the
    slope that you return?"""
    new, _, steps, _, previous = stop_rightly(cost_fn, guess, rate, precision, limit)
    return new, slope_of(cost_fn)(previous), steps


@misconception(of="gradient_descent_early_stopping")
def previous_x_returned(cost_fn, guess, rate, precision, limit):
    """You stop at the right moment, and return the x from before the last step. Which of your two x is the
    newer one?"""
    _, _, steps, _, previous = stop_rightly(cost_fn, guess, rate, precision, limit)
    return previous, slope_of(cost_fn)(previous), steps


@misconception(of="gradient_descent_early_stopping")
def previous_x_with_the_new_slope(cost_fn, guess, rate, precision, limit):
    """Slope and number of steps are right; your x is the one from before the last step."""
    _, slope, steps, _, previous = stop_rightly(cost_fn, guess, rate, precision, limit)
    return previous, slope, steps


@misconception(of="gradient_descent_early_stopping")
def short_step_thrown_away(cost_fn, guess, rate, precision, limit):
    """You notice the short step and stop before you take it. The exercise says what becomes of that
    step."""
    new, slope, steps, short, previous = stop_rightly(cost_fn, guess, rate, precision, limit)
    return (previous, slope_of(cost_fn)(previous), steps - 1) if short else (new, slope, steps)


@misconception(of="gradient_descent_early_stopping")
def short_step_counted_and_thrown_away(cost_fn, guess, rate, precision, limit):
    """You count the short step, but leave the loop before x has moved. Which line has to come before the
    break?"""
    new, slope, steps, short, previous = stop_rightly(cost_fn, guess, rate, precision, limit)
    return (previous, slope_of(cost_fn)(previous), steps) if short else (new, slope, steps)


@misconception(of="gradient_descent_early_stopping")
def one_step_more_after_the_short_one(cost_fn, guess, rate, precision, limit):
    """You take one step more after the short one. Do you compare right after the step, or when the next one
    begins?"""
    steps = stop_rightly(cost_fn, guess, rate, precision, limit)[2]
    last = places_of(cost_fn, guess, rate, min(steps + 1, limit))
    return last[-1], slope_of(cost_fn)(last[-1]), len(last) - 1


@misconception(of="gradient_descent_early_stopping")
def counted_from_zero(cost_fn, guess, rate, precision, limit):
    """x and slope are right; your number of steps is one too small. Which number has the first pass of your
    loop?"""
    new, slope, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return new, slope, steps - 1


@misconception(of="gradient_descent_early_stopping")
def short_step_not_counted(cost_fn, guess, rate, precision, limit):
    """x and slope are right, but when you stop early, the last step is missing in your count. Does the
    break come before the counting?"""
    new, slope, steps, short, _ = stop_rightly(cost_fn, guess, rate, precision, limit)
    return new, slope, steps - 1 if short else steps


@misconception(of="gradient_descent_early_stopping")
def counted_from_zero_only_at_the_limit(cost_fn, guess, rate, precision, limit):
    """When you stop early everything is right. At the limit your number of steps is one too small; which
    number has the last pass of your loop?"""
    new, slope, steps, short, _ = stop_rightly(cost_fn, guess, rate, precision, limit)
    return new, slope, steps if short else steps - 1


@misconception(of="gradient_descent_early_stopping")
def counted_from_one_too_many(cost_fn, guess, rate, precision, limit):
    """x and slope are right; your number of steps is one too large. How large is it before the first
    step?"""
    new, slope, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return new, slope, steps + 1


@misconception(of="gradient_descent_early_stopping")
def counted_too_many_at_the_limit(cost_fn, guess, rate, precision, limit):
    """When you stop early everything is right. At the limit your count goes one step beyond it; when is it
    increased?"""
    new, slope, steps, short, _ = stop_rightly(cost_fn, guess, rate, precision, limit)
    return new, slope, steps if short else steps + 1


@misconception(of="gradient_descent_early_stopping")
def limit_returned_as_count(cost_fn, guess, rate, precision, limit):
    """x and slope are right. You return how many steps were allowed; how many were taken?"""
    return (*gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)[:2], limit)


@misconception(of="gradient_descent_early_stopping")
def steps_left_returned(cost_fn, guess, rate, precision, limit):
    """x and slope are right. You return how many steps were left; how many were taken?"""
    new, slope, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return new, slope, limit - steps


@misconception(of="gradient_descent_early_stopping")
def length_returned_as_count(cost_fn, guess, rate, precision, limit):
    """x and slope are right. Your third number is the length of the last step; the exercise asks for the
    number of steps."""
    new, slope, _, _, previous = stop_rightly(cost_fn, guess, rate, precision, limit)
    return new, slope, abs(new - previous)


@misconception(of="gradient_descent_early_stopping")
def one_step_short_of_the_limit(cost_fn, guess, rate, precision, limit):
    """Your loop ends one step before the limit. With which number does it begin, and is its last number
    included?"""
    return gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit - 1)


@misconception(of="gradient_descent_early_stopping")
def one_step_beyond_the_limit(cost_fn, guess, rate, precision, limit):
    """Where the precision is never reached you take one step more than allowed. Count how often your loop
    runs."""
    return gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit + 1)


@misconception(of="gradient_descent_early_stopping")
def nothing_at_the_limit(cost_fn, guess, rate, precision, limit):
    """When the precision is never reached, the caller gets None. Which line is run after the last pass of
    the loop?"""
    *right, short, _ = stop_rightly(cost_fn, guess, rate, precision, limit)
    return tuple(right) if short else None


@misconception(of="gradient_descent_early_stopping")
def hundred_steps_at_a_time(cost_fn, guess, rate, precision, limit):
    """Each pass of your loop takes 100 steps, because it calls gradient_descent. How many should it
    take?"""
    new, steps = guess, 0
    while steps < limit:
        previous, new = new, gradient_descent(cost_fn, new, rate)[0]
        steps += 1
        if abs(new - previous) < precision:
            break
    return new, slope_of(cost_fn)(new), steps


@misconception(of="gradient_descent_early_stopping")
def count_forgotten(cost_fn, guess, rate, precision, limit):
    """x and slope are right. The exercise asks for one number more."""
    return gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)[:2]


@misconception(of="gradient_descent_early_stopping")
def slope_forgotten(cost_fn, guess, rate, precision, limit):
    """x and the number of steps are right. One number is missing between them."""
    new, _, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return new, steps


@misconception(of="gradient_descent_early_stopping")
def count_before_slope(cost_fn, guess, rate, precision, limit):
    """All three numbers are right; two have changed places. In which order does the exercise name them?"""
    new, slope, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return new, steps, slope


@misconception(of="gradient_descent_early_stopping")
def slope_as_a_formula_again(cost_fn, guess, rate, precision, limit):
    """x and the number of steps are right. Your slope is still a formula with a symbol in it; which number
    has to go in?"""
    new, _, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return new, diff(cost_fn, x), steps


@misconception(of="gradient_descent_early_stopping")
def rounded_to_four_decimals(cost_fn, guess, rate, precision, limit):
    """You stop at the right step, but x and slope are cut off after four decimals. Is anything rounding
    them?"""
    new, slope, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return round(new, 4), round(slope, 4), steps


@misconception(of="gradient_descent_early_stopping")
def only_x_again(cost_fn, guess, rate, precision, limit):
    """Your x is right. The exercise asks for two numbers more."""
    return gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)[0]


@misconception(of="gradient_descent_early_stopping")
def all_places_again(cost_fn, guess, rate, precision, limit):
    """You return a list of all the places. It is welcome, but only after the three numbers that are asked
    for."""
    steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)[2]
    return places_of(cost_fn, guess, rate, steps)


@misconception(of="gradient_descent_early_stopping")
def slope_before_x(cost_fn, guess, rate, precision, limit):
    """All three numbers are right; two have changed places. Which of them does the exercise name first?"""
    new, slope, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return slope, new, steps


@misconception(of="gradient_descent_early_stopping")
def previous_x_begins_at_zero(cost_fn, guess, rate, precision, limit):
    """From most places your descent is right, but not from 0: there it ends before its first step. Which
    previous x is there before any step was taken?"""
    if abs(guess) < precision:
        return guess, slope_of(cost_fn)(guess), 0
    return gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)


@misconception(of="gradient_descent_early_stopping")
def loop_never_entered(cost_fn, guess, rate, precision, limit):
    """You take no step at all. What is the distance between your two x when the condition of the loop is first
    looked at?"""
    return guess, slope_of(cost_fn)(guess), 0


@misconception(of="gradient_descent_early_stopping")
def first_step_not_counted(cost_fn, guess, rate, precision, limit):
    """Your number of steps is one too small, and at the limit you take one step too many. Does the step before
    your loop count?"""
    new, slope, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit + 1)
    return new, slope, steps - 1


@misconception(of="gradient_descent_early_stopping")
def start_at_zero_replaced_again(cost_fn, guess, rate, precision, limit):
    """Your descent is right unless it starts at 0. In a condition, Python takes 0 for False."""
    return gradient_descent_early_stopping(cost_fn, guess or 1, rate, precision, limit)


@misconception(of="gradient_descent_early_stopping")
def start_cut_to_a_whole_number_again(cost_fn, guess, rate, precision, limit):
    """Your descent is right from whole numbers only. What does your function do with a start at 2.5?"""
    return gradient_descent_early_stopping(cost_fn, int(guess), rate, precision, limit)


@misconception(of="gradient_descent_early_stopping")
def limit_ignored(cost_fn, guess, rate, precision, limit):
    """You stop only when the precision is reached, however many steps it takes. Which of the arguments do you
    not use?"""
    return gradient_descent_early_stopping(cost_fn, guess, rate, precision, 100_000)


@misconception(of="gradient_descent_early_stopping")
def limit_and_precision_both_wanted(cost_fn, guess, rate, precision, limit):
    """You go on until both have happened, the short step and the limit. Which of them is enough to stop? Look
    at `and` and `or` in your condition."""
    new, _, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, 100_000)
    new = walk(lambda at: at - rate * slope_of(cost_fn)(at), new, max(limit - steps, 0))
    return new, slope_of(cost_fn)(new), max(limit, steps)


@misconception(of="gradient_descent_early_stopping")
def never_more_than_a_hundred(cost_fn, guess, rate, precision, limit):
    """You never take more than 100 steps, even where more are allowed. Where is that number still written?"""
    return gradient_descent_early_stopping(cost_fn, guess, rate, precision, min(limit, 100))


@misconception(of="gradient_descent_early_stopping")
def never_more_than_ninety_nine(cost_fn, guess, rate, precision, limit):
    """You never take more than 99 steps, even where more are allowed. Which numbers does your range hold?"""
    return gradient_descent_early_stopping(cost_fn, guess, rate, precision, min(limit, 99))


@misconception(of="gradient_descent_early_stopping")
def gives_up_when_steps_grow(cost_fn, guess, rate, precision, limit):
    """You also stop when a step is longer than the one before. Steps may grow and shrink again; which reasons to
    stop does the exercise name?"""
    lengths = [float("inf")]

    def enough(new, previous):
        lengths.append(abs(new - previous))
        return lengths[-1] < precision or lengths[-1] >= lengths[-2]

    return stop(cost_fn, guess, rate, limit, enough)


@misconception(of="gradient_descent_early_stopping")
def stops_when_the_slope_changes_sign(cost_fn, guess, rate, precision, limit):
    """You also stop when the descent has leapt over the minimum. It may come back; which reasons to stop does the
    exercise name?"""
    slope = slope_of(cost_fn)
    return stop(
        cost_fn,
        guess,
        rate,
        limit,
        lambda new, previous: abs(new - previous) < precision or slope(new) * slope(previous) < 0,
    )


@misconception(of="gradient_descent_early_stopping")
def step_and_slope_both_wanted(cost_fn, guess, rate, precision, limit):
    """You wait until the slope is small as well. In the exercise a short step is enough."""
    slope = slope_of(cost_fn)
    return stop(
        cost_fn,
        guess,
        rate,
        limit,
        lambda new, previous: abs(new - previous) < precision and abs(slope(new)) < precision,
    )


@misconception(of="gradient_descent_early_stopping")
def step_and_cost_both_wanted(cost_fn, guess, rate, precision, limit):
    """You wait until the cost hardly changes either. In the exercise a short step is enough."""
    cost = lambdify(x, cost_fn)
    return stop(
        cost_fn,
        guess,
        rate,
        limit,
        lambda new, previous: max(abs(new - previous), abs(cost(new) - cost(previous))) < precision,
    )


@misconception(of="gradient_descent_early_stopping")
def stops_when_the_next_step_is_short(cost_fn, guess, rate, precision, limit):
    """You stop when the next step would be short. Which step does the exercise look at, and is it taken?"""
    slope = slope_of(cost_fn)
    return stop(cost_fn, guess, rate, limit, lambda new, _previous: abs(rate * slope(new)) < precision)


@misconception(of="gradient_descent_early_stopping")
def step_divided_by_a_large_x(cost_fn, guess, rate, precision, limit):
    """Far from 0 you stop too early, because you divide the step by x there. The exercise takes the step as it
    is."""
    return stop(
        cost_fn,
        guess,
        rate,
        limit,
        lambda new, previous: abs(new - previous) < precision * max(1, abs(previous)),
    )


@misconception(of="gradient_descent_early_stopping")
def close_by_isclose(cost_fn, guess, rate, precision, limit):
    """Far from 0 you stop a little early. By which tolerance does `isclose` judge besides the one that you give
    it?"""
    return stop(cost_fn, guess, rate, limit, lambda new, previous: np.isclose(new, previous, atol=precision))


@misconception(of="gradient_descent_early_stopping")
def sizes_compared(cost_fn, guess, rate, precision, limit):
    """You subtract one size from the other, and stop whenever x comes nearer to 0. Which brackets does abs
    need?"""
    return stop(cost_fn, guess, rate, limit, lambda new, previous: abs(new) - abs(previous) < precision)


@misconception(of="gradient_descent_early_stopping")
def precision_of_a_thousandth(cost_fn, guess, rate, precision, limit):
    """Whatever precision is passed in, you stop at the same one. Where does your function take it from?"""
    return gradient_descent_early_stopping(cost_fn, guess, rate, 0.001, limit)


@misconception(of="gradient_descent_early_stopping")
def rate_of_a_hundredth_again(cost_fn, guess, rate, precision, limit):
    """Whatever learning rate is passed in, your descent goes at the same pace. Where does it take the rate
    from?"""
    return gradient_descent_early_stopping(cost_fn, guess, 0.01, precision, limit)


@misconception(of="gradient_descent_early_stopping")
def start_at_zero_again(cost_fn, guess, rate, precision, limit):
    """Your descent begins at the same place whatever it is given. Where should its first x come from?"""
    return gradient_descent_early_stopping(cost_fn, 0, rate, precision, limit)


@misconception(of="gradient_descent_early_stopping")
def lowest_place_again(cost_fn, guess, rate, precision, limit):
    """The number of steps is right. Your x is the lowest that you came by; which one does the exercise ask
    for?"""
    steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)[2]
    lowest = min(places_of(cost_fn, guess, rate, steps), key=lambdify(x, cost_fn))
    return lowest, slope_of(cost_fn)(lowest), steps


@misconception(of="gradient_descent_early_stopping")
def steps_of_the_second_derivative_again(cost_fn, guess, rate, precision, limit):
    """Your steps follow the second derivative. How often do you differentiate before the first step?"""
    bend = lambdify(x, diff(cost_fn, x, 2))
    return stop_stepping(cost_fn, guess, precision, limit, lambda at: at - rate * bend(at))


@misconception(of="gradient_descent_early_stopping")
def size_of_the_slope_again(cost_fn, guess, rate, precision, limit):
    """x and the number of steps are right, but your slope is never negative. What does its sign say?"""
    new, slope, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return new, abs(slope), steps


@misconception(of="gradient_descent_early_stopping")
def next_step_returned_again(cost_fn, guess, rate, precision, limit):
    """x and the number of steps are right. Your second number is the slope times the learning rate; the exercise
    asks for the slope alone."""
    new, slope, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return new, rate * slope, steps


@misconception(of="gradient_descent_early_stopping")
def distance_returned_for_slope(cost_fn, guess, rate, precision, limit):
    """x and the number of steps are right. Your second number is the length of the last step; the exercise asks
    how steep it is now."""
    new, _, steps, _, previous = stop_rightly(cost_fn, guess, rate, precision, limit)
    return new, abs(new - previous), steps


@misconception(of="gradient_descent_early_stopping")
def count_before_x(cost_fn, guess, rate, precision, limit):
    """All three numbers are right, in another order. Which one does the exercise name last?"""
    new, slope, steps = gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)
    return steps, new, slope


@misconception(of="gradient_descent_early_stopping")
def count_always_zero(cost_fn, guess, rate, precision, limit):
    """x and slope are right. Your number of steps is always 0: which line should increase it?"""
    return (*gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)[:2], 0)


@misconception(of="gradient_descent_early_stopping")
def count_always_one(cost_fn, guess, rate, precision, limit):
    """x and slope are right. Your number of steps is always 1: is it set anew in every pass of the loop?"""
    return (*gradient_descent_early_stopping(cost_fn, guess, rate, precision, limit)[:2], 1)


@misconception(of="gradient_descent_early_stopping")
def place_before_the_limit(cost_fn, guess, rate, precision, limit):
    """When you stop early everything is right. At the limit you return the x from before the last step; which
    of your two x is the newer one?"""
    new, slope, steps, short, previous = stop_rightly(cost_fn, guess, rate, precision, limit)
    return (new, slope, steps) if short else (previous, slope_of(cost_fn)(previous), steps)


@misconception(of="gradient_descent_early_stopping")
def runtime_error_at_the_limit(cost_fn, guess, rate, precision, limit):
    """When the precision is never reached, your function stops with an error. What should it return then?"""
    *right, short, _ = stop_rightly(cost_fn, guess, rate, precision, limit)
    if not short:
        raise RuntimeError
    return tuple(right)


@misconception(of="gradient_descent_early_stopping")
def value_error_at_the_limit(cost_fn, guess, rate, precision, limit):
    """Where the limit comes first, your function stops with an error. What should it return then?"""
    *right, short, _ = stop_rightly(cost_fn, guess, rate, precision, limit)
    if not short:
        raise ValueError
    return tuple(right)
