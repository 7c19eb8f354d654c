"""Right versions of the functions of this notebook, written as other people write them. None may lose a point."""

import sympy
from sympy import Abs, Float, Integer

from autograder.questions import variant

# ---------------------------------------------------------------- gradient_descent


@variant(of="gradient_descent")
def with_a_while_loop(cost_fn, initial_guess, learning_rate):
    slope = lambdify(x, diff(cost_fn, x))
    steps = 0
    while steps < 100:
        initial_guess -= learning_rate * slope(initial_guess)
        steps += 1
    return initial_guess, slope(initial_guess)


@variant(of="gradient_descent")
def as_a_list(cost_fn, initial_guess, learning_rate):
    slope = lambdify(x, diff(cost_fn, x))
    for _ in range(1, 101):
        initial_guess = initial_guess - slope(initial_guess) * learning_rate
    return [initial_guess, slope(initial_guess)]


@variant(of="gradient_descent")
def as_an_array(cost_fn, initial_guess, learning_rate):
    place, slope = gradient_descent(cost_fn, initial_guess, learning_rate)
    return np.array([place, slope])


@variant(of="gradient_descent")
def with_subs(cost_fn, initial_guess, learning_rate):
    derivative = cost_fn.diff(x)
    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * derivative.subs(x, place)
    return place, derivative.subs(x, place)


@variant(of="gradient_descent")
def with_evalf(cost_fn, initial_guess, learning_rate):
    derivative = diff(cost_fn)
    place = Float(initial_guess)
    for _ in range(100):
        place -= learning_rate * derivative.evalf(subs={x: place})
    return place, derivative.evalf(subs={x: place})


@variant(of="gradient_descent")
def with_a_derivative_in_every_step(cost_fn, initial_guess, learning_rate):
    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * lambdify(x, diff(cost_fn, x))(place)
    return place, lambdify(x, diff(cost_fn, x))(place)


@variant(of="gradient_descent")
def with_a_history(cost_fn, initial_guess, learning_rate):
    slope = lambdify(x, diff(cost_fn, x))
    places = [initial_guess]
    while len(places) <= 100:
        places.append(places[-1] - learning_rate * slope(places[-1]))
    return places[-1], slope(places[-1]), places


@variant(of="gradient_descent")
def with_the_math_module(cost_fn, initial_guess, learning_rate):
    slope = lambdify(x, diff(cost_fn, x), "math")
    place = float(initial_guess)
    for _ in range(100):
        place += -learning_rate * slope(place)
    return place, slope(place)


@variant(of="gradient_descent")
def with_the_sympy_module(cost_fn, initial_guess, learning_rate):
    slope = lambdify([x], sympy.diff(cost_fn, x), "sympy")
    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * slope(place)
    return place, slope(place)


@variant(of="gradient_descent")
def with_a_symbol_of_its_own(cost_fn, initial_guess, learning_rate):
    (letter,) = cost_fn.free_symbols
    slope = lambdify(letter, cost_fn.diff(letter))
    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * slope(place)
    return place, slope(place)


@variant(of="gradient_descent")
def with_recursion(cost_fn, initial_guess, learning_rate):
    slope = lambdify(x, diff(cost_fn, x))

    def after(steps):
        if steps == 0:
            return initial_guess
        before = after(steps - 1)
        return before - learning_rate * slope(before)

    return after(100), slope(after(100))


@variant(of="gradient_descent")
def with_arrays_of_one_number(cost_fn, initial_guess, learning_rate):
    slope = lambdify(x, diff(cost_fn, x), "numpy")
    place = np.array([initial_guess], dtype=float)
    for _ in range(100):
        place = place - learning_rate * slope(place)
    return place, slope(place)


@variant(of="gradient_descent")
def with_the_slope_kept(cost_fn, initial_guess, learning_rate):
    slope_of_cost = lambdify(x, diff(cost_fn, x))
    place, slope = initial_guess, slope_of_cost(initial_guess)
    for _ in range(100):
        place = place - learning_rate * slope
        slope = slope_of_cost(place)
    return np.float64(place), np.float64(slope)


# ---------------------------------------------------------------- gradient_descent_early_stopping


@variant(of="gradient_descent_early_stopping")
def stopping_in_a_for_loop(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    slope = lambdify(x, diff(cost_fn, x))
    previous = initial_guess
    for step in range(1, max_iterations + 1):
        new = previous - learning_rate * slope(previous)
        if abs(new - previous) < precision:
            return new, slope(new), step
        previous = new
    return previous, slope(previous), max_iterations


@variant(of="gradient_descent_early_stopping")
def stopping_with_break(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    slope = lambdify(x, diff(cost_fn, x))
    new, steps = initial_guess, 0
    for _ in range(max_iterations):
        previous = new
        new = previous - learning_rate * slope(previous)
        steps += 1
        if abs(previous - new) < precision:
            break
    return [new, slope(new), steps]


@variant(of="gradient_descent_early_stopping")
def stopping_in_the_condition(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    slope = lambdify(x, diff(cost_fn, x))
    place, moved, steps = initial_guess, float("inf"), 0
    while moved > precision and steps < max_iterations:
        moved = abs(learning_rate * slope(place))
        place -= learning_rate * slope(place)
        steps += 1
    return place, slope(place), steps


@variant(of="gradient_descent_early_stopping")
def stopping_at_or_below(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    slope = lambdify(x, diff(cost_fn, x))
    place, steps, done = initial_guess, 0, False
    while not done:
        before, place = place, place - learning_rate * slope(place)
        steps += 1
        done = abs(place - before) <= precision or steps == max_iterations
    return np.array([place, slope(place), steps])


@variant(of="gradient_descent_early_stopping")
def stopping_with_subs(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    derivative = diff(cost_fn, x)
    place, steps = initial_guess, 0
    while steps < max_iterations:
        before = place
        place = before - learning_rate * derivative.subs(x, before)
        steps += 1
        if Abs(place - before) < precision:
            break
    return place, derivative.subs(x, place), Integer(steps)


@variant(of="gradient_descent_early_stopping")
def stopping_with_evalf(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    derivative = diff(cost_fn, x)
    place, steps = Float(initial_guess), 0
    while steps < max_iterations:
        before, place = place, place - learning_rate * derivative.evalf(subs={x: place})
        steps += 1
        if abs(place - before) < precision:
            break
    return place, derivative.evalf(subs={x: place}), steps


@variant(of="gradient_descent_early_stopping")
def stopping_with_a_history(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    slope = lambdify(x, diff(cost_fn, x))
    places = [initial_guess]
    for _ in range(max_iterations):
        places += [places[-1] - learning_rate * slope(places[-1])]
        if abs(places[-1] - places[-2]) < precision:
            break
    return places[-1], slope(places[-1]), len(places) - 1, places


@variant(of="gradient_descent_early_stopping")
def stopping_with_the_math_module(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    slope = lambdify(x, diff(cost_fn, x), "math")
    place = float(initial_guess)
    for steps in range(max_iterations):
        step = learning_rate * slope(place)
        place -= step
        if -precision < step < precision:
            return place, slope(place), steps + 1
    return place, slope(place), max_iterations


@variant(of="gradient_descent_early_stopping")
def stopping_with_arrays_of_one_number(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    slope = lambdify(x, diff(cost_fn, x), "numpy")
    place, steps = np.array([initial_guess], dtype=float), 0
    while steps < max_iterations:
        step = learning_rate * slope(place)
        place, steps = place - step, steps + 1
        if np.linalg.norm(step) < precision:
            break
    return place, slope(place), steps


@variant(of="gradient_descent_early_stopping")
def stopping_on_a_flag(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    slope = lambdify(x, diff(cost_fn, x))
    new_x, arrived, iterations = initial_guess, False, 0
    for _ in range(max_iterations):
        if arrived:
            continue
        previous_x = new_x
        new_x = previous_x - learning_rate * slope(previous_x)
        iterations += 1
        arrived = abs(new_x - previous_x) < precision
    return new_x, slope(new_x), iterations


@variant(of="gradient_descent_early_stopping")
def stopping_by_the_square(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    slope = lambdify(x, diff(cost_fn, x))
    place, steps = initial_guess, 0
    while steps < max_iterations:
        before, place = place, place - learning_rate * slope(place)
        steps += 1
        if (place - before) ** 2 < precision**2:
            break
    return place, slope(place), float(steps)


@variant(of="gradient_descent_early_stopping")
def stopping_with_numpy_numbers(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    slope = lambdify(x, diff(cost_fn, x))
    place, steps = np.float64(initial_guess), 0
    while steps != max_iterations:
        before, place = place, place - learning_rate * slope(place)
        steps += 1
        if abs(place - before) < precision:
            break
    return np.float64(place), np.float64(slope(place)), np.int64(steps)


@variant(of="gradient_descent_early_stopping")
def stopping_in_a_recursion(cost_fn, initial_guess, learning_rate, precision, max_iterations, steps=0):
    slope = lambdify(x, diff(cost_fn, x))
    place = initial_guess - learning_rate * slope(initial_guess)
    steps += 1
    if abs(place - initial_guess) < precision or steps >= max_iterations:
        return place, slope(place), steps
    return stopping_in_a_recursion(cost_fn, place, learning_rate, precision, max_iterations, steps)
