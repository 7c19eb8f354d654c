from versions import wrong


# ---------------------------------------------------------------- gradient_descent

@wrong(of="gradient_descent")
def gradient_descent_slope_before_last_step(cost_fn, initial_guess, learning_rate):
    """Returns the slope that the last step was taken with, not the one at the last place."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for _ in range(100):
        slope = slope_at(place)
        place = place - learning_rate * slope
    return place, slope


@wrong(of="gradient_descent")
def gradient_descent_ninety_nine(cost_fn, initial_guess, learning_rate):
    """Takes 99 steps, as the range begins with 1."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for step in range(1, 100):
        place -= learning_rate * slope_at(place)
    return place, slope_at(place)


@wrong(of="gradient_descent")
def gradient_descent_hundred_and_one(cost_fn, initial_guess, learning_rate):
    """Takes 101 steps, as the while loop counts from 0 up to and with 100."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    n = 0
    while n <= 100:
        place -= learning_rate * slope_at(place)
        n += 1
    return place, slope_at(place)


@wrong(of="gradient_descent")
def gradient_descent_uphill(cost_fn, initial_guess, learning_rate):
    """Adds the slope and climbs."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = float(initial_guess)
    for _ in range(100):
        place = place + learning_rate * slope_at(place)
    return place, slope_at(place)


@wrong(of="gradient_descent")
def gradient_descent_wide_differences(cost_fn, initial_guess, learning_rate):
    """Estimates the slope from two points 0.1 to the left and right, which is exact for parabolas only."""
    f = lambdify(x, cost_fn)
    h = 0.1

    def slope_at(place):
        return (f(place + h) - f(place - h)) / (2 * h)

    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * slope_at(place)
    return place, slope_at(place)


@wrong(of="gradient_descent")
def gradient_descent_stops_when_flat(cost_fn, initial_guess, learning_rate):
    """Stops before the 100 steps when the slope is smaller than 0.01."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for _ in range(100):
        if abs(slope_at(place)) < 0.01:
            break
        place = place - learning_rate * slope_at(place)
    return place, slope_at(place)


@wrong(of="gradient_descent")
def gradient_descent_lowest_place(cost_fn, initial_guess, learning_rate):
    """Returns the place with the lowest cost on the way instead of the last one."""
    f = lambdify(x, cost_fn)
    slope_at = lambdify(x, diff(cost_fn, x))
    place = best = float(initial_guess)
    for _ in range(100):
        place = place - learning_rate * slope_at(place)
        if f(place) < f(best):
            best = place
    return best, slope_at(best)


@wrong(of="gradient_descent")
def gradient_descent_cost_instead_of_slope(cost_fn, initial_guess, learning_rate):
    """Returns the cost at the last place where the slope is asked."""
    f = lambdify(x, cost_fn)
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * slope_at(place)
    return place, f(place)


@wrong(of="gradient_descent")
def gradient_descent_whole_number_start(cost_fn, initial_guess, learning_rate):
    """Cuts the start down to a whole number."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = int(initial_guess)
    for _ in range(100):
        place = place - learning_rate * slope_at(place)
    return place, slope_at(place)


@wrong(of="gradient_descent")
def gradient_descent_only_parabolas(cost_fn, initial_guess, learning_rate):
    """Takes only the linear part of the derivative, so curves other than parabolas go wrong."""
    formula = diff(cost_fn, x).expand()
    a = float(formula.coeff(x, 1))
    c = float(formula.coeff(x, 0))
    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * (a * place + c)
    return place, a * place + c


@wrong(of="gradient_descent")
def gradient_descent_slope_first(cost_fn, initial_guess, learning_rate):
    """Returns the slope first and then the place."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * slope_at(place)
    return slope_at(place), place


@wrong(of="gradient_descent")
def gradient_descent_descends_the_slope(cost_fn, initial_guess, learning_rate):
    """Differentiates twice, so it steps by the curvature."""
    slope_at = lambdify(x, diff(cost_fn, x))
    bend_at = lambdify(x, diff(diff(cost_fn, x), x))
    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * bend_at(place)
    return place, slope_at(place)


@wrong(of="gradient_descent")
def gradient_descent_rounded_result(cost_fn, initial_guess, learning_rate):
    """Rounds both results to two decimals."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * slope_at(place)
    return round(float(place), 2), round(float(slope_at(place)), 2)


@wrong(of="gradient_descent")
def gradient_descent_short_legs(cost_fn, initial_guess, learning_rate):
    """Limits every step to a length of 0.1."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for _ in range(100):
        step = learning_rate * slope_at(place)
        step = max(-0.1, min(0.1, step))
        place = place - step
    return place, slope_at(place)


@wrong(of="gradient_descent")
def gradient_descent_only_prints(cost_fn, initial_guess, learning_rate):
    """Prints the results and returns nothing."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for _ in range(100):
        place = place - learning_rate * slope_at(place)
    print(place, slope_at(place))


# ---------------------------------------------------------------- gradient_descent_early_stopping

@wrong(of="gradient_descent_early_stopping")
def early_stopping_difference_of_abs(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Takes abs of both places before subtracting, so a leap across zero looks short."""
    slope_at = lambdify(x, diff(cost_fn, x))
    new = initial_guess
    n = 0
    for _ in range(max_iterations):
        previous = new
        new = previous - learning_rate * slope_at(previous)
        n += 1
        if abs(abs(new) - abs(previous)) < precision:
            break
    return new, slope_at(new), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_no_abs(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Uses previous minus new without abs, so a step to the right counts as short."""
    slope_at = lambdify(x, diff(cost_fn, x))
    new = initial_guess
    n = 0
    for _ in range(max_iterations):
        previous = new
        new = previous - learning_rate * slope_at(previous)
        n += 1
        if previous - new < precision:
            break
    return new, slope_at(new), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_near_zero(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Compares the new x with 0 instead of with the previous x."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for n in range(1, max_iterations + 1):
        place = place - learning_rate * slope_at(place)
        if abs(place) < precision:
            return place, slope_at(place), n
    return place, slope_at(place), max_iterations




@wrong(of="gradient_descent_early_stopping")
def early_stopping_slope_rule(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Stops when the slope, not the step, is smaller than the precision."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    n = 0
    while n < max_iterations:
        place = place - learning_rate * slope_at(place)
        n += 1
        if abs(slope_at(place)) < precision:
            break
    return place, slope_at(place), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_returns_previous(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns the previous x after a short step, with its slope."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for n in range(1, max_iterations + 1):
        new = place - learning_rate * slope_at(place)
        if abs(new - place) < precision:
            return place, slope_at(place), n
        place = new
    return place, slope_at(place), max_iterations


@wrong(of="gradient_descent_early_stopping")
def early_stopping_old_slope(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns the new x with the slope at the previous one."""
    slope_at = lambdify(x, diff(cost_fn, x))
    new = initial_guess
    slope = slope_at(new)
    n = 0
    for _ in range(max_iterations):
        previous = new
        slope = slope_at(previous)
        new = previous - learning_rate * slope
        n += 1
        if abs(new - previous) < precision:
            break
    return new, slope, n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_counts_from_zero(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns the loop index, one less than the steps taken."""
    slope_at = lambdify(x, diff(cost_fn, x))
    new = initial_guess
    i = 0
    for i in range(max_iterations):
        previous = new
        new = previous - learning_rate * slope_at(previous)
        if abs(new - previous) < precision:
            break
    return new, slope_at(new), i


@wrong(of="gradient_descent_early_stopping")
def early_stopping_counts_places(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns the number of places, which includes the start, as the number of steps."""
    slope_at = lambdify(x, diff(cost_fn, x))
    places = [initial_guess]
    for _ in range(max_iterations):
        places.append(places[-1] - learning_rate * slope_at(places[-1]))
        if abs(places[-1] - places[-2]) < precision:
            break
    return places[-1], slope_at(places[-1]), len(places), places


@wrong(of="gradient_descent_early_stopping")
def early_stopping_never_over_hundred(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Keeps the 100 steps of the first exercise as a second limit."""
    slope_at = lambdify(x, diff(cost_fn, x))
    new = initial_guess
    n = 0
    for _ in range(100):
        if n == max_iterations:
            break
        previous = new
        new = previous - learning_rate * slope_at(previous)
        n += 1
        if abs(new - previous) < precision:
            break
    return new, slope_at(new), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_previous_starts_at_zero(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Sets the previous x to 0 at the beginning, so from a start near 0 it takes no step at all."""
    slope_at = lambdify(x, diff(cost_fn, x))
    previous = 0
    new = initial_guess
    n = 0
    while abs(new - previous) >= precision and n < max_iterations:
        previous = new
        new = previous - learning_rate * slope_at(previous)
        n += 1
    return new, slope_at(new), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_cost_hardly_falls(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Compares the change of the cost with the precision instead of the change of x."""
    f = lambdify(x, cost_fn)
    slope_at = lambdify(x, diff(cost_fn, x))
    new = initial_guess
    n = 0
    while n < max_iterations:
        previous = new
        new = previous - learning_rate * slope_at(previous)
        n += 1
        if abs(f(new) - f(previous)) < precision:
            break
    return new, slope_at(new), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_away_from_start(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Never updates the previous x, so the distance is always measured from the start."""
    slope_at = lambdify(x, diff(cost_fn, x))
    previous = initial_guess
    new = initial_guess
    n = 0
    for _ in range(max_iterations):
        new = new - learning_rate * slope_at(new)
        n += 1
        if abs(new - previous) < precision:
            break
    return new, slope_at(new), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_short_step_not_taken(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Stops before the short step: it is neither taken nor counted."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    n = 0
    while n < max_iterations and abs(learning_rate * slope_at(place)) >= precision:
        place -= learning_rate * slope_at(place)
        n += 1
    return place, slope_at(place), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_gives_up_when_diverging(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Also stops when a step is not shorter than the one before."""
    slope_at = lambdify(x, diff(cost_fn, x))
    new = initial_guess
    last = float("inf")
    n = 0
    while n < max_iterations:
        previous = new
        new = previous - learning_rate * slope_at(previous)
        n += 1
        distance = abs(new - previous)
        if distance < precision or distance >= last:
            break
        last = distance
    return new, slope_at(new), n




@wrong(of="gradient_descent_early_stopping")
def early_stopping_nothing_at_limit(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns only inside the if, so nothing comes back when the limit is reached."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    for n in range(1, max_iterations + 1):
        previous = place
        place = previous - learning_rate * slope_at(previous)
        if abs(place - previous) < precision:
            return place, slope_at(place), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_steps_before_slope(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Returns the number of steps second and the slope third."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    n = 0
    for _ in range(max_iterations):
        previous = place
        place = previous - learning_rate * slope_at(previous)
        n += 1
        if abs(place - previous) < precision:
            break
    return place, n, slope_at(place)


@wrong(of="gradient_descent_early_stopping")
def early_stopping_one_step_fewer(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Takes at most max_iterations - 1 steps."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    taken = 0
    for n in range(1, max_iterations):
        previous = place
        place = previous - learning_rate * slope_at(previous)
        taken = n
        if abs(place - previous) < precision:
            break
    return place, slope_at(place), taken


@wrong(of="gradient_descent_early_stopping")
def early_stopping_limit_reported(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Counts one step too many when the limit ends the descent."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    n = 1
    while n <= max_iterations:
        previous = place
        place = previous - learning_rate * slope_at(previous)
        if abs(place - previous) < precision:
            break
        n += 1
    return place, slope_at(place), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_two_short_steps(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Wants two short steps in a row before it stops."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    short = 0
    n = 0
    while n < max_iterations and short < 2:
        previous = place
        place = previous - learning_rate * slope_at(previous)
        short = short + 1 if abs(place - previous) < precision else 0
        n += 1
    return place, slope_at(place), n


@wrong(of="gradient_descent_early_stopping")
def early_stopping_relative_distance(cost_fn, initial_guess, learning_rate, precision, max_iterations):
    """Divides the distance by the size of the previous x (where that is larger than 1), so it stops too early far out."""
    slope_at = lambdify(x, diff(cost_fn, x))
    place = initial_guess
    n = 0
    while n < max_iterations:
        previous = place
        place = previous - learning_rate * slope_at(previous)
        n += 1
        if abs(place - previous) / max(1, abs(previous)) < precision:
            break
    return place, slope_at(place), n
