from versions import right


# ---------------------------------------------------------------- gradient_descent

@right(of="gradient_descent")
def gradient_descent_lambdify_for(cost_fn, initial_guess, learning_rate):
    """lambdify and a for loop; a tuple."""
    slope_at = lambdify(x, diff(cost_fn, x))
    new = initial_guess
    for _ in range(100):
        new = new - learning_rate * slope_at(new)
    return new, slope_at(new)


@right(of="gradient_descent")
def gradient_descent_subs_while(cost_fn, initial_guess, learning_rate):
    """subs and a while loop, Python floats at every step."""
    formula = diff(cost_fn, x)
    place = float(initial_guess)
    n = 0
    while n < 100:
        place = place - learning_rate * float(formula.subs(x, place))
        n += 1
    return place, float(formula.subs(x, place))


@right(of="gradient_descent")
def gradient_descent_with_places(cost_fn, initial_guess, learning_rate):
    """Keeps the places and returns them as a third value."""
    slope_at = lambdify(x, diff(cost_fn, x))
    places = [initial_guess]
    for _ in range(100):
        places.append(places[-1] - learning_rate * slope_at(places[-1]))
    return places[-1], slope_at(places[-1]), places


@right(of="gradient_descent")
def gradient_descent_slope_carried_along(cost_fn, initial_guess, learning_rate):
    """Computes the slope before the loop and again at the end of each round; a list."""
    derivative = lambdify(x, cost_fn.diff(x))
    here = initial_guess
    slope = derivative(here)
    for _ in range(100):
        here -= learning_rate * slope
        slope = derivative(here)
    return [here, slope]


@right(of="gradient_descent")
def gradient_descent_recursive_helper(cost_fn, initial_guess, learning_rate):
    """A recursive helper that counts the steps left."""
    slope_at = lambdify(x, diff(cost_fn, x), "math")

    def walk(place, steps_left):
        if steps_left == 0:
            return place
        return walk(place - learning_rate * slope_at(place), steps_left - 1)

    end = walk(initial_guess, 100)
    return end, slope_at(end)


@right(of="gradient_descent")
def gradient_descent_numpy_result(cost_fn, initial_guess, learning_rate):
    """Numbers of numpy throughout and an array as the result."""
    slope_at = lambdify(x, diff(cost_fn, x), "numpy")
    places = np.empty(101)
    places[0] = initial_guess
    for i in range(100):
        places[i + 1] = places[i] - learning_rate * slope_at(places[i])
    return np.array([places[100], slope_at(places[100])])


@right(of="gradient_descent")
def gradient_descent_evalf_sympy_numbers(cost_fn, initial_guess, learning_rate):
    """Stays in SymPy and returns SymPy floats."""
    slope = diff(cost_fn, x)
    a = initial_guess
    for _ in range(100):
        a = (a - learning_rate * slope.subs(x, a)).evalf()
    return a, slope.subs(x, a).evalf()


@right(of="gradient_descent")
def gradient_descent_step_formula(cost_fn, initial_guess, learning_rate):
    """Builds the whole step as one formula and applies it with reduce."""
    from functools import reduce
    step = lambdify(x, x - learning_rate * diff(cost_fn, x))
    last = reduce(lambda place, _: step(place), range(100), initial_guess)
    return last, lambdify(x, diff(cost_fn, x))(last)


@right(of="gradient_descent")
def gradient_descent_via_early_stopping(cost_fn, initial_guess, learning_rate):
    """Calls the second function with a precision of 0, which never stops it early."""
    return gradient_descent_early_stopping(cost_fn, initial_guess, learning_rate, 0, 100)[:2]


# ---------------------------------------------------------------- gradient_descent_early_stopping

@right(of="gradient_descent_early_stopping")
def early_stopping_for_break(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """A for loop with a counter and break."""
    slope_at = lambdify(x, diff(cost_fn, x))
    new = initial_guess
    steps = 0
    for _ in range(max_iterations):
        previous = new
        new = previous - learning_rate * slope_at(previous)
        steps += 1
        if abs(new - previous) < precision:
            break
    return new, slope_at(new), steps


@right(of="gradient_descent_early_stopping")
def early_stopping_while_distance(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """A while loop with an infinite distance at first; a list."""
    derivative = lambdify(x, diff(cost_fn, x))
    place, distance, n = initial_guess, float("inf"), 0
    while n < max_iterations and distance >= precision:
        new = place - learning_rate * derivative(place)
        distance = abs(place - new)
        place = new
        n += 1
    return [place, derivative(place), n]


@right(of="gradient_descent_early_stopping")
def early_stopping_return_in_loop(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns from inside the loop or after it."""
    f = lambdify(x, diff(cost_fn, x))
    new_x = initial_guess
    for n in range(1, max_iterations + 1):
        previous_x = new_x
        new_x = previous_x - learning_rate * f(previous_x)
        if abs(new_x - previous_x) < precision:
            return new_x, f(new_x), n
    return new_x, f(new_x), max_iterations


@right(of="gradient_descent_early_stopping")
def early_stopping_places_list(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Keeps the places, counts them less one and returns them as the fourth value."""
    slope_at = lambdify(x, diff(cost_fn, x))
    places = [initial_guess]
    while len(places) <= max_iterations:
        places.append(places[-1] - learning_rate * slope_at(places[-1]))
        if abs(places[-1] - places[-2]) < precision:
            break
    return places[-1], slope_at(places[-1]), len(places) - 1, places


@right(of="gradient_descent_early_stopping")
def early_stopping_subs(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """subs and floats, with an else at the loop."""
    formula = diff(cost_fn, x)
    place = float(initial_guess)
    for i in range(max_iterations):
        before = place
        place = before - learning_rate * float(formula.subs(x, before))
        if -precision < place - before < precision:
            taken = i + 1
            break
    else:
        taken = max_iterations
    return place, float(formula.subs(x, place)), taken


@right(of="gradient_descent_early_stopping")
def early_stopping_numpy(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """np.abs and an array of three as the result."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = np.float64(initial_guess)
    n = 0
    arrived = False
    while not arrived and n < max_iterations:
        old = place
        place = old - learning_rate * slope_at(old)
        arrived = bool(np.abs(place - old) < precision)
        n += 1
    return np.array([place, slope_at(place), n], dtype=float)


@right(of="gradient_descent_early_stopping")
def early_stopping_slope_carried(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Carries the slope along; distance from sorting the two places."""
    d = lambdify(x, diff(cost_fn, x))
    here = initial_guess
    slope = d(here)
    steps = 0
    while steps != max_iterations:
        there = here - learning_rate * slope
        low, high = sorted([here, there])
        here, slope, steps = there, d(there), steps + 1
        if high - low < precision:
            break
    return here, slope, steps


@right(of="gradient_descent_early_stopping")
def early_stopping_generator(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """An inner generator yields the places for ever; the loop takes what it needs."""
    from itertools import islice
    slope_at = lambdify(x, diff(cost_fn, x))

    def places():
        place = initial_guess
        while True:
            place = place - learning_rate * slope_at(place)
            yield place

    now, count = initial_guess, 0
    for following in islice(places(), max_iterations):
        distance = abs(following - now)
        now = following
        count += 1
        if distance < precision:
            break
    return now, slope_at(now), count


@right(of="gradient_descent_early_stopping")
def early_stopping_sympy_numbers(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Stays in SymPy; the square root of the square as distance."""
    slope = diff(cost_fn, x)
    a = initial_guess
    for n in range(max_iterations):
        before = a
        a = (before - learning_rate * slope.subs(x, before)).evalf()
        if ((a - before) ** 2) ** 0.5 < precision:
            return a, slope.subs(x, a).evalf(), n + 1
    return a, slope.subs(x, a).evalf() if max_iterations else slope.subs(x, a), max_iterations


@right(of="gradient_descent_early_stopping")
def early_stopping_smaller_or_equal(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Goes on only while the step is longer than the precision, so it stops at an equal one too."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    distance = float("inf")
    n = 0
    while distance > precision and n < max_iterations:
        new = place - learning_rate * slope_at(place)
        distance = abs(new - place)
        place = new
        n += 1
    return place, slope_at(place), n
