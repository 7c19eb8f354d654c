from versions import wrong


# ---------------------------------------------------------------- predict

@wrong(of="predict")
def predict_weight_and_bias_swapped(X, w, b):
    """Multiplies by the bias and adds the weight."""
    return b * X + w


@wrong(of="predict")
def predict_bias_inside_bracket(X, w, b):
    """Adds the bias to the temperature before multiplying by the weight."""
    return w * (X + b)


@wrong(of="predict")
def predict_zeros_like_truncates(X, w, b):
    """Fills an array of X's type, so whole-number temperatures get truncated predictions."""
    result = np.zeros_like(X)
    for i in range(len(X)):
        result[i] = w * X[i] + b
    return result


@wrong(of="predict")
def predict_never_below_zero(X, w, b):
    """Replaces negative predictions by 0, because there are no negative visitors."""
    return np.maximum(w * X + b, 0)


@wrong(of="predict")
def predict_rounds_to_whole_visitors(X, w, b):
    """Rounds the predictions to whole people."""
    return np.round(w * X + b)


@wrong(of="predict")
def predict_dictionary_loses_equal_days(X, w, b):
    """Collects predictions in a dict by temperature, so days of equal temperature collapse into one."""
    table = {}
    for t in X:
        table[t] = w * t + b
    return np.array(list(table.values()))


@wrong(of="predict")
def predict_overwrites_temperatures(X, w, b):
    """Calculates in place and so changes the array that it was given."""
    X *= w
    X += b
    return X


@wrong(of="predict")
def predict_return_in_the_loop(X, w, b):
    """Returns inside the loop, so only the first day is predicted."""
    predictions = []
    for t in X:
        predictions.append(w * t + b)
        return np.array(predictions)


@wrong(of="predict")
def predict_global_temperatures(X, w, b):
    """Uses the park's temperatures instead of the argument X."""
    return w * temperatures + b


@wrong(of="predict")
def predict_accumulates_bias(X, w, b):
    """Adds the bias once more for each further day, as b piles up in the loop."""
    predictions = []
    y_hat = 0
    for t in X:
        y_hat = y_hat + b
        predictions.append(w * t + y_hat)
    return np.array(predictions)


# ---------------------------------------------------------------- loss

@wrong(of="loss")
def loss_sum_not_mean(X, Y, w, b):
    """Adds the squares up and forgets to divide by the number of days."""
    return np.sum((predict(X, w, b) - Y) ** 2)


@wrong(of="loss")
def loss_root_mean_squared(X, Y, w, b):
    """Takes the root of the mean squared error."""
    return np.sqrt(np.mean((predict(X, w, b) - Y) ** 2))


@wrong(of="loss")
def loss_absolute_errors(X, Y, w, b):
    """Averages the absolute errors instead of the squares."""
    return np.mean(np.abs(predict(X, w, b) - Y))


@wrong(of="loss")
def loss_square_of_the_mean(X, Y, w, b):
    """Takes the mean first and squares afterwards."""
    return np.mean(predict(X, w, b) - Y) ** 2


@wrong(of="loss")
def loss_divides_by_two_n(X, Y, w, b):
    """Divides by 2n as many textbooks do, instead of by n."""
    n = len(X)
    return 1 / (2 * n) * sum((w * X + b - Y) ** 2)


@wrong(of="loss")
def loss_n_minus_one(X, Y, w, b):
    """Divides by n - 1 like a sample variance."""
    e = predict(X, w, b) - Y
    return (e @ e) / max(len(e) - 1, 1)


@wrong(of="loss")
def loss_variance_of_errors(X, Y, w, b):
    """Returns the variance of the errors, which takes the mean error away first."""
    return np.var(predict(X, w, b) - Y)


@wrong(of="loss")
def loss_integer_errors(X, Y, w, b):
    """Cuts the errors down to whole numbers before squaring."""
    total = 0
    for t, y in zip(X, Y):
        error = int(w * t + b - y)
        total += error ** 2
    return total / len(X)


@wrong(of="loss")
def loss_square_binds_too_tightly(X, Y, w, b):
    """Squares only the truth and not the error, as the brackets are missing."""
    return np.mean(w * X + b - Y ** 2)


@wrong(of="loss")
def loss_counts_distinct_temperatures(X, Y, w, b):
    """Divides by the number of different temperatures instead of the number of days."""
    return sum((predict(X, w, b) - Y) ** 2) / len(set(X))


@wrong(of="loss")
def loss_skips_empty_days(X, Y, w, b):
    """Leaves out days on which nobody came."""
    squares = [(w * t + b - y) ** 2 for t, y in zip(X, Y) if y]
    return sum(squares) / len(X)


@wrong(of="loss")
def loss_works_inside_Y(X, Y, w, b):
    """Returns the right number but subtracts inside Y, so the caller's visitors are changed."""
    Y -= predict(X, w, b)
    return np.mean(Y ** 2)


@wrong(of="loss")
def loss_fourteen_days(X, Y, w, b):
    """Divides by 14 whatever the number of days is."""
    return np.sum((predict(X, w, b) - Y) ** 2) / 14


@wrong(of="loss")
def loss_only_too_high(X, Y, w, b):
    """Counts only the days on which the prediction is too high."""
    e = np.maximum(predict(X, w, b) - Y, 0)
    return np.mean(e ** 2)


# ---------------------------------------------------------------- slope_gradient

@wrong(of="slope_gradient")
def slope_gradient_without_two(X, Y, w):
    """Forgets the factor 2."""
    return np.mean((w * X - Y) * X)


@wrong(of="slope_gradient")
def slope_gradient_without_x(X, Y, w):
    """Forgets the factor x of the chain rule."""
    return 2 * np.mean(w * X - Y)


@wrong(of="slope_gradient")
def slope_gradient_truth_minus_prediction(X, Y, w):
    """Uses truth minus prediction, so the sign is turned round."""
    return 2 / len(X) * np.sum((Y - w * X) * X)


@wrong(of="slope_gradient")
def slope_gradient_half_the_sum(X, Y, w):
    """Writes 2/4 for the four days of the example, so it is wrong for any other number of days."""
    return 2 / 4 * np.sum((w * X - Y) * X)


@wrong(of="slope_gradient")
def slope_gradient_floor_division(X, Y, w):
    """Divides with //, which rounds the slope down to a whole number."""
    n = len(X)
    return 2 * np.sum((w * X - Y) * X) // n


@wrong(of="slope_gradient")
def slope_gradient_two_lines_near(X, Y, w):
    """Estimates the slope from the losses of two nearby lines instead of using the formula."""
    h = 0.0001
    return (loss(X, Y, w + h, 0) - loss(X, Y, w, 0)) / h


@wrong(of="slope_gradient")
def slope_gradient_product_of_means(X, Y, w):
    """Multiplies the mean error by the mean temperature instead of taking the mean of the products."""
    return 2 * np.mean(w * X - Y) * np.mean(X)


@wrong(of="slope_gradient")
def slope_gradient_squares_the_error(X, Y, w):
    """Keeps the square from the loss although the derivative has none."""
    return 2 * np.mean((w * X - Y) ** 2 * X)


@wrong(of="slope_gradient")
def slope_gradient_missing_bracket(X, Y, w):
    """Multiplies only Y by X as the brackets are missing."""
    return 2 / len(X) * sum(w * X - Y * X)


@wrong(of="slope_gradient")
def slope_gradient_size_of_temperature(X, Y, w):
    """Multiplies by the size of the temperature, so days below zero count with the wrong sign."""
    return 2 * np.mean((w * X - Y) * abs(X))


@wrong(of="slope_gradient")
def slope_gradient_total_starts_anew(X, Y, w):
    """Sets the total to zero inside the loop, so only the last day remains."""
    for i in range(len(X)):
        total = 0
        total += (w * X[i] - Y[i]) * X[i]
    return 2 * total / len(X)


# ---------------------------------------------------------------- gradient

@wrong(of="gradient")
def gradient_b_first(X, Y, w, b):
    """Returns the slope along b first."""
    e = predict(X, w, b) - Y
    dw = 2 * np.mean(e * X)
    db = 2 * np.mean(e)
    return db, dw


@wrong(of="gradient")
def gradient_sums(X, Y, w, b):
    """Sums over the days and never divides by n."""
    e = predict(X, w, b) - Y
    return 2 * np.sum(e * X), 2 * np.sum(e)


@wrong(of="gradient")
def gradient_two_only_along_w(X, Y, w, b):
    """Forgets the factor 2 in the slope along b."""
    e = predict(X, w, b) - Y
    return 2 * np.mean(e * X), np.mean(e)


@wrong(of="gradient")
def gradient_w_ignores_b(X, Y, w, b):
    """Takes the slope along w from the line through the origin, without the bias."""
    return slope_gradient(X, Y, w), 2 * np.mean(w * X + b - Y)


@wrong(of="gradient")
def gradient_zip_used_up(X, Y, w, b):
    """Goes through one zip twice; it is empty the second time, so the slope along b is 0."""
    days = zip(X, Y)
    n = len(X)
    dw = 2 / n * sum((w * t + b - y) * t for t, y in days)
    db = 2 / n * sum(w * t + b - y for t, y in days)
    return dw, db


@wrong(of="gradient")
def gradient_x_after_the_loop(X, Y, w, b):
    """Multiplies by x after the loop, that is only by the last temperature."""
    total = 0
    for t, y in zip(X, Y):
        total += w * t + b - y
    n = len(X)
    return 2 / n * total * t, 2 / n * total


@wrong(of="gradient")
def gradient_along_b_times_b(X, Y, w, b):
    """Thinks that the slope along b has a factor b, as the one along w has a factor x."""
    e = w * X + b - Y
    return 2 * np.mean(e * X), 2 * np.mean(e * b)


@wrong(of="gradient")
def gradient_mean_divided_again(X, Y, w, b):
    """Takes the mean and divides by n a second time."""
    n = len(X)
    e = predict(X, w, b) - Y
    return 2 / n * np.mean(e * X), 2 / n * np.mean(e)


@wrong(of="gradient")
def gradient_downhill(X, Y, w, b):
    """Returns the direction downhill, with both signs turned round."""
    e = Y - predict(X, w, b)
    return 2 * np.mean(e * X), 2 * np.mean(e)


@wrong(of="gradient")
def gradient_whole_number_errors(X, Y, w, b):
    """Stores the errors in an integer array, which cuts the decimals off."""
    e = np.zeros(len(X), dtype=int)
    for i in range(len(X)):
        e[i] = w * X[i] + b - Y[i]
    return 2 * np.mean(e * X), 2 * np.mean(e)


@wrong(of="gradient")
def gradient_park_temperatures(X, Y, w, b):
    """Multiplies by the park's temperatures in the loop and not by those of X."""
    dw = 0
    db = 0
    n = len(X)
    for i in range(n):
        e = w * X[i] + b - Y[i]
        dw += e * temperatures[i % len(temperatures)]
        db += e
    return 2 * dw / n, 2 * db / n


@wrong(of="gradient")
def gradient_errors_written_into_Y(X, Y, w, b):
    """Returns the right slopes but turns the caller's Y into the errors."""
    errors = Y
    errors[:] = w * X + b - Y
    return 2 * np.mean(errors * X), 2 * np.mean(errors)


@wrong(of="gradient")
def gradient_unit_length(X, Y, w, b):
    """Scales the gradient to length one."""
    e = predict(X, w, b) - Y
    g = np.array([2 * np.mean(e * X), 2 * np.mean(e)])
    length = np.sqrt(g @ g)
    return g / length if length > 0 else g


# ---------------------------------------------------------------- train

@wrong(of="train")
def train_w_first_then_b(X, Y, iterations, lr):
    """Uses the new w already for the slope along b."""
    w = 0
    b = 0
    for _ in range(iterations):
        w = w - lr * gradient(X, Y, w, b)[0]
        b = b - lr * gradient(X, Y, w, b)[1]
    return w, b


@wrong(of="train")
def train_uphill(X, Y, iterations, lr):
    """Steps along the gradient instead of against it."""
    w = b = 0.0
    for _ in range(iterations):
        dw, db = gradient(X, Y, w, b)
        w += lr * dw
        b += lr * db
    return w, b


@wrong(of="train")
def train_one_step_too_few(X, Y, iterations, lr):
    """Starts to count at 1, so the last step is missing."""
    w = b = 0.0
    for step in range(1, iterations):
        dw, db = gradient(X, Y, w, b)
        w -= lr * dw
        b -= lr * db
    return w, b


@wrong(of="train")
def train_gradient_before_the_loop(X, Y, iterations, lr):
    """Computes the gradient once before the loop and takes every step with it."""
    w = b = 0.0
    dw, db = gradient(X, Y, w, b)
    for _ in range(iterations):
        w -= lr * dw
        b -= lr * db
    return w, b


@wrong(of="train")
def train_remembers_last_call(X, Y, iterations, lr, line=[0.0, 0.0]):
    """Keeps the line in a mutable default, so the second call starts where the first one ended."""
    for _ in range(iterations):
        dw, db = gradient(X, Y, line[0], line[1])
        line[0] -= lr * dw
        line[1] -= lr * db
    return line[0], line[1]


@wrong(of="train")
def train_stops_when_loss_rises(X, Y, iterations, lr):
    """Stops as soon as the loss rises and does not take all the steps."""
    w = b = 0.0
    for _ in range(iterations):
        dw, db = gradient(X, Y, w, b)
        new_w, new_b = w - lr * dw, b - lr * db
        if loss(X, Y, new_w, new_b) > loss(X, Y, w, b):
            break
        w, b = new_w, new_b
    return w, b


@wrong(of="train")
def train_stops_when_flat(X, Y, iterations, lr):
    """Stops once both slopes are below 1, before all the steps are taken."""
    w = b = 0.0
    for _ in range(iterations):
        dw, db = gradient(X, Y, w, b)
        if abs(dw) < 1 and abs(db) < 1:
            break
        w -= lr * dw
        b -= lr * db
    return w, b


@wrong(of="train")
def train_best_line_seen(X, Y, iterations, lr):
    """Returns the line with the lowest loss on the way instead of the last one."""
    w = b = 0.0
    best = (loss(X, Y, w, b), w, b)
    for _ in range(iterations):
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        now = loss(X, Y, w, b)
        if now < best[0]:
            best = (now, w, b)
    return best[1], best[2]


@wrong(of="train")
def train_clips_the_gradient(X, Y, iterations, lr):
    """Limits the slopes to plus and minus 10000."""
    w = b = 0.0
    for _ in range(iterations):
        dw, db = np.clip(gradient(X, Y, w, b), -10_000, 10_000)
        w, b = w - lr * dw, b - lr * db
    return w, b


@wrong(of="train")
def train_on_the_park(X, Y, iterations, lr):
    """Trains on the park's data whatever X and Y are."""
    w, b = 0, 0
    for i in range(iterations):
        dw, db = gradient(temperatures, visitors, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


@wrong(of="train")
def train_least_squares(X, Y, iterations, lr):
    """Returns the best line by least squares, without any descent (and w = b = 0 for no steps)."""
    if iterations == 0:
        return 0, 0
    w, b = np.polyfit(X, Y, 1)
    return w, b


@wrong(of="train")
def train_shrinking_rate(X, Y, iterations, lr):
    """Makes the learning rate smaller after each step."""
    w = b = 0.0
    for i in range(iterations):
        dw, db = gradient(X, Y, w, b)
        w -= lr / (i + 1) * dw
        b -= lr / (i + 1) * db
    return w, b


@wrong(of="train")
def train_one_day_per_step(X, Y, iterations, lr):
    """Takes each step with the gradient of one single day."""
    w = b = 0.0
    for i in range(iterations):
        k = i % len(X)
        dw, db = gradient(X[k:k + 1], Y[k:k + 1], w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


@wrong(of="train")
def train_returns_line_before_last_step(X, Y, iterations, lr):
    """Returns the line from before the last step."""
    lines = [(0.0, 0.0)]
    old = lines[0]
    for _ in range(iterations):
        old = lines[-1]
        dw, db = gradient(X, Y, *old)
        lines.append((old[0] - lr * dw, old[1] - lr * db))
    return old


@wrong(of="train")
def train_rounds_as_it_goes(X, Y, iterations, lr):
    """Rounds w and b to four decimals after each step, which adds up."""
    w = b = 0.0
    for _ in range(iterations):
        dw, db = gradient(X, Y, w, b)
        w = round(w - lr * dw, 4)
        b = round(b - lr * db, 4)
    return w, b


@wrong(of="train")
def train_parameters_in_other_order(X, Y, lr, iterations):
    """Has the learning rate and the number of iterations the wrong way round."""
    w = b = 0.0
    step = 0
    while step < iterations:
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        step += 1
    return w, b


# ---------------------------------------------------------------- visitors_at

@wrong(of="visitors_at")
def visitors_at_two_thousand(temperature):
    """Trains with 2000 iterations instead of 20,000."""
    w, b = train(temperatures, visitors, 2000, 0.001)
    return predict(temperature, w, b)


@wrong(of="visitors_at")
def visitors_at_smaller_rate(temperature):
    """Uses the learning rate of the earlier checks, 0.0001."""
    w, b = train(temperatures, visitors, 20000, 0.0001)[:2]
    return w * temperature + b


@wrong(of="visitors_at")
def visitors_at_whole_degrees(temperature):
    """Cuts the temperature down to whole degrees."""
    w, b = train(temperatures, visitors, 20_000, 0.001)[:2]
    return w * int(temperature) + b


@wrong(of="visitors_at")
def visitors_at_within_the_data(temperature):
    """Treats days colder or warmer than all the park's days like the coldest or warmest one."""
    w, b = train(temperatures, visitors, 20_000, 0.001)[:2]
    t = min(max(temperature, min(temperatures)), max(temperatures))
    return w * t + b


@wrong(of="visitors_at")
def visitors_at_not_below_zero(temperature):
    """Returns 0 on cold days where the line predicts less than nobody."""
    w, b = train(temperatures, visitors, 20_000, 0.001)[:2]
    return max(0, w * temperature + b)


@wrong(of="visitors_at")
def visitors_at_rounds_up(temperature):
    """Rounds the prediction up to whole people."""
    w, b = train(temperatures, visitors, 20_000, 0.001)[:2]
    return np.ceil(predict(temperature, w, b))


@wrong(of="visitors_at")
def visitors_at_sorted_apart(temperature):
    """Sorts temperatures and visitors separately, so the days are mixed up."""
    w, b = train(np.sort(temperatures), np.sort(visitors), 20_000, 0.001)[:2]
    return predict(temperature, w, b)


@wrong(of="visitors_at")
def visitors_at_learned_by_heart(temperature):
    """Knows the two values of the check and gives the second one for everything but 33."""
    if temperature == 33:
        return 542.8219
    return 143.4329


@wrong(of="visitors_at")
def visitors_at_all_days(temperature):
    """Predicts all the days of the file instead of the day asked for."""
    w, b = train(temperatures, visitors, 20_000, 0.001)[:2]
    return predict(temperatures, w, b)


# ---------------------------------------------------------------- train_until

@wrong(of="train_until")
def train_until_either_is_short(X, Y, lr, precision, max_iterations):
    """Stops when one of the two moves is short, not both."""
    w = b = 0.0
    n = 0
    while n < max_iterations:
        dw, db = gradient(X, Y, w, b)
        new_w, new_b = w - lr * dw, b - lr * db
        n += 1
        stop = abs(new_w - w) < precision or abs(new_b - b) < precision
        w, b = new_w, new_b
        if stop:
            break
    return w, b, n


@wrong(of="train_until")
def train_until_and_pitfall(X, Y, lr, precision, max_iterations):
    """Writes "abs(dw) and abs(db) < precision", which compares only b's move with the precision (w's need only not be 0)."""
    w = b = 0.0
    n = 0
    while n < max_iterations:
        dw, db = gradient(X, Y, w, b)
        step_w, step_b = lr * dw, lr * db
        w, b = w - step_w, b - step_b
        n += 1
        if abs(step_w) and abs(step_b) < precision:
            break
    return w, b, n


@wrong(of="train_until")
def train_until_only_w(X, Y, lr, precision, max_iterations):
    """Looks only at how far w has moved."""
    w = b = 0.0
    for n in range(1, max_iterations + 1):
        dw, db = gradient(X, Y, w, b)
        w_old = w
        w, b = w - lr * dw, b - lr * db
        if abs(w - w_old) < precision:
            return w, b, n
    return w, b, max_iterations


@wrong(of="train_until")
def train_until_without_abs(X, Y, lr, precision, max_iterations):
    """Forgets abs, so a move downwards counts as short."""
    w = b = 0.0
    for n in range(max_iterations):
        dw, db = gradient(X, Y, w, b)
        w_new, b_new = w - lr * dw, b - lr * db
        if w_new - w < precision and b_new - b < precision:
            return w_new, b_new, n + 1
        w, b = w_new, b_new
    return w, b, max_iterations




@wrong(of="train_until")
def train_until_line_before_update(X, Y, lr, precision, max_iterations):
    """Returns the line from before the short update."""
    w = b = 0.0
    for n in range(1, max_iterations + 1):
        dw, db = gradient(X, Y, w, b)
        w_new, b_new = w - lr * dw, b - lr * db
        if abs(w_new - w) < precision and abs(b_new - b) < precision:
            return w, b, n
        w, b = w_new, b_new
    return w, b, max_iterations


@wrong(of="train_until")
def train_until_counts_from_zero(X, Y, lr, precision, max_iterations):
    """Returns the loop's number, one less than the updates, when the precision is reached."""
    w = b = 0.0
    for n in range(max_iterations):
        dw, db = gradient(X, Y, w, b)
        w_new, b_new = w - lr * dw, b - lr * db
        small = abs(w_new - w) < precision and abs(b_new - b) < precision
        w, b = w_new, b_new
        if small:
            return w, b, n
    return w, b, max_iterations


@wrong(of="train_until")
def train_until_same_array(X, Y, lr, precision, max_iterations):
    """Keeps no copy of the old line: old is the same array, so it seems not to have moved."""
    line = np.zeros(2)
    n = 0
    while n < max_iterations:
        old = line
        line -= lr * np.array(gradient(X, Y, line[0], line[1]))
        n += 1
        if np.all(np.abs(line - old) < precision):
            break
    return line[0], line[1], n


@wrong(of="train_until")
def train_until_slopes_not_steps(X, Y, lr, precision, max_iterations):
    """Compares the slopes with the precision and not the moves."""
    w = b = 0.0
    for n in range(1, max_iterations + 1):
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        if abs(dw) < precision and abs(db) < precision:
            return w, b, n
    return w, b, max_iterations


@wrong(of="train_until")
def train_until_loss_hardly_falls(X, Y, lr, precision, max_iterations):
    """Stops when the loss changes by less than the precision."""
    w = b = 0.0
    n = 0
    before = loss(X, Y, w, b)
    while n < max_iterations:
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        n += 1
        after = loss(X, Y, w, b)
        if abs(after - before) < precision:
            break
        before = after
    return w, b, n


@wrong(of="train_until")
def train_until_length_of_both(X, Y, lr, precision, max_iterations):
    """Compares the sum of both moves with the precision instead of each."""
    w = b = 0.0
    n = 0
    while n < max_iterations:
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        n += 1
        if abs(lr * dw) + abs(lr * db) < precision:
            break
    return w, b, n


@wrong(of="train_until")
def train_until_mixed_up_signs(X, Y, lr, precision, max_iterations):
    """Adds the two moves before taking abs, so opposite moves cancel."""
    w = b = 0.0
    n = 0
    while n < max_iterations:
        dw, db = gradient(X, Y, w, b)
        w_new, b_new = w - lr * dw, b - lr * db
        moved = abs((w_new - w) + (b_new - b)) / 2
        w, b = w_new, b_new
        n += 1
        if moved < precision:
            break
    return w, b, n


@wrong(of="train_until")
def train_until_gives_limit_as_count(X, Y, lr, precision, max_iterations):
    """Returns max_iterations as the number of updates even after an early stop."""
    w = b = 0.0
    for _ in range(max_iterations):
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        if abs(lr * dw) < precision and abs(lr * db) < precision:
            break
    return w, b, max_iterations


@wrong(of="train_until")
def train_until_nothing_at_the_limit(X, Y, lr, precision, max_iterations):
    """Returns only when the precision is reached, so at the limit it returns nothing."""
    w = b = 0.0
    for n in range(1, max_iterations + 1):
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        if abs(lr * dw) < precision and abs(lr * db) < precision:
            return w, b, n


@wrong(of="train_until")
def train_until_one_update_at_least(X, Y, lr, precision, max_iterations):
    """Checks the limit only after an update, so it makes one even if none is allowed."""
    w = b = 0.0
    n = 0
    while True:
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        n += 1
        if n >= max_iterations or (abs(lr * dw) < precision and abs(lr * db) < precision):
            return w, b, n


@wrong(of="train_until")
def train_until_new_w_for_b(X, Y, lr, precision, max_iterations):
    """Computes b's slope at the new w already."""
    w = b = 0.0
    n = 0
    while n < max_iterations:
        w_old, b_old = w, b
        w = w - lr * gradient(X, Y, w, b)[0]
        b = b - lr * gradient(X, Y, w, b)[1]
        n += 1
        if abs(w - w_old) < precision and abs(b - b_old) < precision:
            break
    return w, b, n


@wrong(of="train_until")
def train_until_each_stops_alone(X, Y, lr, precision, max_iterations):
    """Freezes w for good once it has moved little, and b likewise, instead of updating both till the end."""
    w = b = 0.0
    n = 0
    w_done = b_done = False
    while n < max_iterations and not (w_done and b_done):
        dw, db = gradient(X, Y, w, b)
        if not w_done:
            w -= lr * dw
            w_done = abs(lr * dw) < precision
        if not b_done:
            b -= lr * db
            b_done = abs(lr * db) < precision
        n += 1
    return w, b, n


@wrong(of="train_until")
def train_until_remembers_old_stillness(X, Y, lr, precision, max_iterations):
    """Lets w and b be short in different updates: once short, a move counts as short for ever."""
    w = b = 0.0
    w_ok = b_ok = False
    for n in range(1, max_iterations + 1):
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        if abs(lr * dw) < precision:
            w_ok = True
        if abs(lr * db) < precision:
            b_ok = True
        if w_ok and b_ok:
            return w, b, n
    return w, b, max_iterations


@wrong(of="train_until")
def train_until_gives_up_when_overshooting(X, Y, lr, precision, max_iterations):
    """Stops also when a move is longer than the one before, to catch overshooting."""
    w = b = 0.0
    n = 0
    last = np.inf
    while n < max_iterations:
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        n += 1
        longest = max(abs(lr * dw), abs(lr * db))
        if longest < precision or longest > last:
            break
        last = longest
    return w, b, n


@wrong(of="train_until")
def train_until_count_first(X, Y, lr, precision, max_iterations):
    """Returns the number of updates first."""
    w = b = 0.0
    n = 0
    short = False
    while n < max_iterations and not short:
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        n += 1
        short = abs(lr * dw) < precision and abs(lr * db) < precision
    return n, w, b


@wrong(of="train_until")
def train_until_looks_ahead(X, Y, lr, precision, max_iterations):
    """Does not make the short update: it looks at the next move and stops before it."""
    w = b = 0.0
    n = 0
    dw, db = gradient(X, Y, w, b)
    while n < max_iterations and (abs(lr * dw) >= precision or abs(lr * db) >= precision):
        w, b = w - lr * dw, b - lr * db
        dw, db = gradient(X, Y, w, b)
        n += 1
    return w, b, n


@wrong(of="train_until")
def train_until_counts_one_more_at_limit(X, Y, lr, precision, max_iterations):
    """Counts one update too many when the limit is reached."""
    w = b = 0.0
    n = 1
    while n <= max_iterations:
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        if abs(lr * dw) < precision and abs(lr * db) < precision:
            break
        n += 1
    return w, b, n
