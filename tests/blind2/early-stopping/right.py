from versions import right


# ---------------------------------------------------------------- gradient_descent

@right(of="gradient_descent")
def gradient_descent_lambdify(cost_fn, initial_guess, learning_rate):
    """lambdify and a for loop."""
    df = lambdify(x, diff(cost_fn, x))
    new_x = initial_guess
    for _ in range(100):
        new_x = new_x - learning_rate * df(new_x)
    return new_x, df(new_x)


@right(of="gradient_descent")
def gradient_descent_subs(cost_fn, initial_guess, learning_rate):
    """subs with floats, a while loop, and the list of places as a third value."""
    slope = diff(cost_fn, x)
    places = [float(initial_guess)]
    while len(places) < 101:
        here = places[-1]
        places.append(here - learning_rate * float(slope.subs(x, here)))
    return places[-1], float(slope.subs(x, places[-1])), places


@right(of="gradient_descent")
def gradient_descent_slope_at_the_end_of_the_loop(cost_fn, initial_guess, learning_rate):
    """Keeps the slope up to date: step, then the new slope; returns a list."""
    derivative = lambdify(x, cost_fn.diff(x))
    position = initial_guess
    slope = derivative(position)
    for step in range(1, 101):
        position -= learning_rate * slope
        slope = derivative(position)
    return [position, slope]


@right(of="gradient_descent")
def gradient_descent_helper_function(cost_fn, initial_guess, learning_rate):
    """With a helper for one step; returns an array."""
    gradient = lambdify(x, diff(cost_fn, x))

    def one_step(place):
        return place - learning_rate * gradient(place)

    place = initial_guess
    for _ in range(10):
        for _ in range(10):
            place = one_step(place)
    return np.array([place, gradient(place)])


# ---------------------------------------------------------------- gradient_descent_early_stopping

@right(of="gradient_descent_early_stopping")
def early_stopping_break(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """for loop with break and a counter."""
    df = lambdify(x, diff(cost_fn, x))
    new_x = initial_guess
    count = 0
    for n in range(max_iterations):
        previous_x = new_x
        new_x = previous_x - learning_rate * df(previous_x)
        count += 1
        if abs(new_x - previous_x) < precision:
            break
    return new_x, df(new_x), count


@right(of="gradient_descent_early_stopping")
def early_stopping_two_returns(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns from inside the loop, or after it at the limit."""
    derivative = diff(cost_fn, x)
    slope_at = lambdify(x, derivative)
    current = initial_guess
    for i in range(1, max_iterations + 1):
        following = current - learning_rate * slope_at(current)
        if abs(following - current) < precision:
            return following, slope_at(following), i
        current = following
    return current, slope_at(current), max_iterations


@right(of="gradient_descent_early_stopping")
def early_stopping_while_distance(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """A while loop on the last distance, infinite at first."""
    df = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    distance = float("inf")
    iterations = 0
    while not distance < precision and iterations < max_iterations:
        new_place = place - learning_rate * df(place)
        distance = abs(new_place - place)
        place = new_place
        iterations += 1
    return place, df(place), iterations


@right(of="gradient_descent_early_stopping")
def early_stopping_list_of_places(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Everything is read off the list of places, which is the fourth value."""
    df = lambdify(x, diff(cost_fn, x))
    places = [initial_guess]
    while len(places) <= max_iterations:
        places.append(places[-1] - learning_rate * df(places[-1]))
        if np.abs(places[-1] - places[-2]) < precision:
            break
    return places[-1], df(places[-1]), len(places) - 1, places


@right(of="gradient_descent_early_stopping")
def early_stopping_subs(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """evalf with subs, a flag that says whether to go on."""
    slope = diff(cost_fn, x)
    guess = float(initial_guess)
    steps = 0
    arrived = False
    while not arrived and steps != max_iterations:
        step = learning_rate * float(slope.evalf(subs={x: guess}))
        old, guess = guess, guess - step
        steps = steps + 1
        arrived = abs(old - guess) < precision
    return guess, float(slope.evalf(subs={x: guess})), steps


@right(of="gradient_descent_early_stopping")
def early_stopping_both_directions(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Without abs: the difference lies between -precision and precision; slope kept up to date, list returned."""
    df = lambdify(x, diff(cost_fn, x))
    x_now = initial_guess
    slope = df(x_now)
    n = 0
    while True:
        if n >= max_iterations:
            break
        x_before = x_now
        x_now = x_now - learning_rate * slope
        slope = df(x_now)
        n += 1
        if -precision < x_now - x_before < precision:
            break
    return [x_now, slope, n]
