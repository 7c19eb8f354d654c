from versions import wrong


# ---------------------------------------------------------------- gradient_descent

@wrong(of="gradient_descent")
def gradient_descent_slope_before_the_step(cost_fn, initial_guess, learning_rate):
    """Returns the slope at the place before the last step, not at the place that is returned."""
    slope_fn = lambdify(x, diff(cost_fn, x))
    new_x = initial_guess
    for i in range(100):
        slope = slope_fn(new_x)
        new_x = new_x - learning_rate * slope
    return new_x, slope


@wrong(of="gradient_descent")
def gradient_descent_slope_only_once(cost_fn, initial_guess, learning_rate):
    """Computes the slope at the start and uses it for all the steps."""
    derivative = diff(cost_fn, x)
    f = lambdify(x, derivative)
    place = initial_guess
    slope = f(place)
    for _ in range(100):
        place = place - learning_rate * slope
    return place, f(place)


@wrong(of="gradient_descent")
def gradient_descent_uphill(cost_fn, initial_guess, learning_rate):
    """Adds the slope, so it climbs."""
    df = lambdify(x, diff(cost_fn, x))
    guess = initial_guess
    for n in range(100):
        guess += learning_rate * df(guess)
    return guess, df(guess)


@wrong(of="gradient_descent")
def gradient_descent_99_steps(cost_fn, initial_guess, learning_rate):
    """range(1, 100) makes only 99 steps."""
    df = lambdify(x, diff(cost_fn, x))
    x_list = [initial_guess]
    for i in range(1, 100):
        x_list.append(x_list[-1] - learning_rate * df(x_list[-1]))
    return x_list[-1], df(x_list[-1]), x_list


@wrong(of="gradient_descent")
def gradient_descent_returns_the_cost(cost_fn, initial_guess, learning_rate):
    """Returns the height of the cost at the end instead of the slope."""
    cost = lambdify(x, cost_fn)
    slope = lambdify(x, diff(cost_fn, x))
    current = initial_guess
    for step in range(100):
        current = current - learning_rate * slope(current)
    return current, cost(current)


# ---------------------------------------------------------------- gradient_descent_early_stopping

@wrong(of="gradient_descent_early_stopping")
def early_stopping_slope_of_the_last_step(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns the slope with which the last step was made, not the one at the last x."""
    df = lambdify(x, diff(cost_fn, x))
    new_x = initial_guess
    slope = df(new_x)
    count = 0
    for n in range(max_iterations):
        previous_x = new_x
        slope = df(previous_x)
        new_x = previous_x - learning_rate * slope
        count += 1
        if abs(new_x - previous_x) < precision:
            break
    return new_x, slope, count


@wrong(of="gradient_descent_early_stopping")
def early_stopping_without_abs(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Compares the previous minus the new x without abs, so every step to the right counts as short."""
    df = lambdify(x, diff(cost_fn, x))
    current = initial_guess
    iterations = 0
    while iterations < max_iterations:
        previous = current
        current = previous - learning_rate * df(previous)
        iterations += 1
        if previous - current < precision:
            break
    return current, df(current), iterations


@wrong(of="gradient_descent_early_stopping")
def early_stopping_counts_from_zero(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns the loop's index, one less than the number of steps."""
    slope = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    i = 0
    for i in range(max_iterations):
        new_place = place - learning_rate * slope(place)
        distance = abs(new_place - place)
        place = new_place
        if distance < precision:
            break
    return place, slope(place), i


@wrong(of="gradient_descent_early_stopping")
def early_stopping_looks_at_the_slope(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Stops when the slope is smaller than precision instead of the step."""
    slope = lambdify(x, diff(cost_fn, x))
    new_x = initial_guess
    n = 0
    while n < max_iterations:
        new_x = new_x - learning_rate * slope(new_x)
        n += 1
        if abs(slope(new_x)) < precision:
            break
    return new_x, slope(new_x), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_returns_the_previous_x(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Breaks before the new x is taken over, so the short step counts, but the x before it is returned."""
    derivative = lambdify(x, diff(cost_fn, x))
    previous_x = initial_guess
    step = 0
    for step in range(1, max_iterations + 1):
        new_x = previous_x - learning_rate * derivative(previous_x)
        if abs(new_x - previous_x) < precision:
            break
        previous_x = new_x
    return previous_x, derivative(previous_x), step


@wrong(of="gradient_descent_early_stopping")
def early_stopping_nothing_at_the_limit(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns only where the precision is reached, and None at the limit."""
    df = lambdify(x, diff(cost_fn, x))
    new_x = initial_guess
    for n in range(max_iterations):
        previous_x = new_x
        new_x = previous_x - learning_rate * df(previous_x)
        if abs(new_x - previous_x) < precision:
            return new_x, df(new_x), n + 1


@wrong(of="gradient_descent_early_stopping")
def early_stopping_short_step_not_taken(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Looks ahead in the condition of the loop, so the short step is neither taken nor counted."""
    df = lambdify(x, diff(cost_fn, x))
    position = initial_guess
    count = 0
    while abs(learning_rate * df(position)) >= precision and count < max_iterations:
        position = position - learning_rate * df(position)
        count = count + 1
    return position, df(position), count


@wrong(of="gradient_descent_early_stopping")
def early_stopping_difference_of_heights(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Compares the heights of the cost before and after the step instead of the two x."""
    cost = lambdify(x, cost_fn)
    df = lambdify(x, diff(cost_fn, x))
    place, iterations = initial_guess, 0
    for _ in range(max_iterations):
        before = cost(place)
        place = place - learning_rate * df(place)
        iterations += 1
        if abs(cost(place) - before) < precision:
            break
    return place, df(place), iterations


@wrong(of="gradient_descent_early_stopping")
def early_stopping_always_the_maximum(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns max_iterations as the number of steps, even where it stopped before."""
    df = lambdify(x, diff(cost_fn, x))
    places = [initial_guess]
    for _ in range(max_iterations):
        places.append(places[-1] - learning_rate * df(places[-1]))
        if abs(places[-1] - places[-2]) < precision:
            break
    return places[-1], df(places[-1]), max_iterations, places
