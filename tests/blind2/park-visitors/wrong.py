from versions import wrong


# ---------------------------------------------------------------- predict

@wrong(of="predict")
def predict_w_and_b_swapped(X, w, b):
    """Multiplies the temperatures by b and adds w."""
    return b * X + w


@wrong(of="predict")
def predict_returns_inside_loop(X, w, b):
    """The return is indented into the loop, so only the first day gets a prediction."""
    predictions = []
    for x in X:
        predictions.append(w * x + b)
        return predictions


@wrong(of="predict")
def predict_changes_the_array(X, w, b):
    """Computes in place, so the array of temperatures that was passed in is overwritten."""
    X *= w
    X += b
    return X


@wrong(of="predict")
def predict_fills_zeros_like(X, w, b):
    """np.zeros_like takes over the type of X, so for whole-number temperatures the decimals are cut off."""
    y_hat = np.zeros_like(X)
    for i in range(len(X)):
        y_hat[i] = w * X[i] + b
    return y_hat


# ---------------------------------------------------------------- loss

@wrong(of="loss")
def loss_sum_only(X, Y, w, b):
    """Adds up the squares, but does not divide by the number of days."""
    error = predict(X, w, b) - Y
    return np.sum(error ** 2)


@wrong(of="loss")
def loss_square_of_the_mean(X, Y, w, b):
    """Takes the mean first and squares it afterwards."""
    return np.mean(predict(X, w, b) - Y) ** 2


@wrong(of="loss")
def loss_fourteen_days(X, Y, w, b):
    """Divides by the length of the global array of the park instead of len(X)."""
    total = 0
    for x, y in zip(X, Y):
        total += (predict(x, w, b) - y) ** 2
    return total / len(temperatures)


@wrong(of="loss")
def loss_root(X, Y, w, b):
    """Takes the square root of the mean (RMSE)."""
    return np.sqrt(np.mean((predict(X, w, b) - Y) ** 2))


@wrong(of="loss")
def loss_absolute(X, Y, w, b):
    """Takes the absolute value of the errors instead of squaring them."""
    n = len(X)
    return sum(abs(predict(X, w, b) - Y)) / n


# ---------------------------------------------------------------- slope_gradient

@wrong(of="slope_gradient")
def slope_gradient_without_two(X, Y, w):
    """Forgets the 2 that comes down from the square."""
    return np.mean((w * X - Y) * X)


@wrong(of="slope_gradient")
def slope_gradient_truth_minus_prediction(X, Y, w):
    """Uses truth minus prediction, so the sign is wrong."""
    n = len(X)
    return 2 / n * np.sum((Y - w * X) * X)


@wrong(of="slope_gradient")
def slope_gradient_product_of_means(X, Y, w):
    """Multiplies the mean error by the mean temperature instead of multiplying day by day."""
    error = predict(X, w, 0) - Y
    return 2 * np.mean(error) * np.mean(X)


@wrong(of="slope_gradient")
def slope_gradient_difference_quotient(X, Y, w):
    """Estimates the slope from the losses of two nearby lines instead of using the formula."""
    h = 0.001
    return (loss(X, Y, w + h, 0) - loss(X, Y, w, 0)) / h


# ---------------------------------------------------------------- gradient

@wrong(of="gradient")
def gradient_b_first(X, Y, w, b):
    """Returns the slope along b first."""
    error = predict(X, w, b) - Y
    w_gradient = 2 * np.mean(error * X)
    b_gradient = 2 * np.mean(error)
    return b_gradient, w_gradient


@wrong(of="gradient")
def gradient_w_from_exercise_three(X, Y, w, b):
    """Takes the slope along w from slope_gradient, where b is 0."""
    dw = slope_gradient(X, Y, w)
    db = 2 * np.average(predict(X, w, b) - Y)
    return dw, db


@wrong(of="gradient")
def gradient_b_without_two(X, Y, w, b):
    """The slope along b lacks the factor 2."""
    n = len(X)
    dw, db = 0, 0
    for i in range(n):
        error = w * X[i] + b - Y[i]
        dw += 2 * error * X[i]
        db += error
    return dw / n, db / n


@wrong(of="gradient")
def gradient_sums(X, Y, w, b):
    """Sums over the days without dividing by n."""
    errors = w * X + b - Y
    return 2 * np.dot(errors, X), 2 * np.sum(errors)


# ---------------------------------------------------------------- train

@wrong(of="train")
def train_one_after_the_other(X, Y, iterations, lr):
    """Moves w first and computes the slope along b with the new w."""
    w, b = 0, 0
    for _ in range(iterations):
        w = w - lr * gradient(X, Y, w, b)[0]
        b = b - lr * gradient(X, Y, w, b)[1]
    return w, b


@wrong(of="train")
def train_gradient_once(X, Y, iterations, lr):
    """Computes the gradient once before the loop and takes every step along it."""
    w = b = 0
    w_gradient, b_gradient = gradient(X, Y, w, b)
    for i in range(iterations):
        w -= lr * w_gradient
        b -= lr * b_gradient
    return w, b


@wrong(of="train")
def train_uphill(X, Y, iterations, lr):
    """Adds the gradient, so it climbs."""
    w, b = 0.0, 0.0
    for i in range(iterations):
        dw, db = gradient(X, Y, w, b)
        w += lr * dw
        b += lr * db
    return w, b


@wrong(of="train")
def train_stops_when_the_loss_rises(X, Y, iterations, lr):
    """Breaks off as soon as the next step does not lower the loss, instead of taking all the iterations."""
    w, b = 0, 0
    for i in range(iterations):
        dw, db = gradient(X, Y, w, b)
        new_w, new_b = w - lr * dw, b - lr * db
        if loss(X, Y, new_w, new_b) > loss(X, Y, w, b):
            break
        w, b = new_w, new_b
    return w, b


@wrong(of="train")
def train_on_the_park(X, Y, iterations, lr):
    """Trains on the global park data, whatever X and Y are."""
    w, b = 0, 0
    for i in range(iterations):
        dw, db = gradient(temperatures, visitors, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b


# ---------------------------------------------------------------- visitors_at

@wrong(of="visitors_at")
def visitors_at_without_bias(temperature):
    """Multiplies by w, but forgets b."""
    w, b = train(temperatures, visitors, 20000, 0.001)
    return w * temperature


@wrong(of="visitors_at")
def visitors_at_two_thousand(temperature):
    """Trains with 2000 iterations, one nought too few."""
    w, b = train(temperatures, visitors, iterations=2000, lr=0.001)
    return predict(temperature, w, b)


@wrong(of="visitors_at")
def visitors_at_always_33(temperature):
    """Predicts for 33 degrees, whatever temperature is asked for."""
    w, b = train(temperatures, visitors, 20_000, 0.001)
    return predict(33, w, b)


# ---------------------------------------------------------------- train_until

@wrong(of="train_until")
def train_until_either_rests(X, Y, lr, precision, max_iterations):
    """Stops when one of the two moves less than precision: or instead of and."""
    w, b = 0, 0
    for i in range(max_iterations):
        dw, db = gradient(X, Y, w, b)
        w_old, b_old = w, b
        w = w - lr * dw
        b = b - lr * db
        if abs(w - w_old) < precision or abs(b - b_old) < precision:
            return w, b, i + 1
    return w, b, max_iterations


@wrong(of="train_until")
def train_until_without_abs(X, Y, lr, precision, max_iterations):
    """Compares the movement without abs, so any step in the negative direction counts as short."""
    w, b, count = 0, 0, 0
    while count < max_iterations:
        dw, db = gradient(X, Y, w, b)
        w_new = w - lr * dw
        b_new = b - lr * db
        count += 1
        done = (w_new - w < precision) and (b_new - b < precision)
        w, b = w_new, b_new
        if done:
            break
    return w, b, count


@wrong(of="train_until")
def train_until_counts_from_zero(X, Y, lr, precision, max_iterations):
    """Returns the loop's index, which is one less than the number of updates."""
    w, b, i = 0, 0, 0
    for i in range(max_iterations):
        dw, db = gradient(X, Y, w, b)
        new_w, new_b = w - lr * dw, b - lr * db
        move_w, move_b = abs(new_w - w), abs(new_b - b)
        w, b = new_w, new_b
        if move_w < precision and move_b < precision:
            break
    return w, b, i


@wrong(of="train_until")
def train_until_gradient_small(X, Y, lr, precision, max_iterations):
    """Compares the gradient with precision instead of the movement, which is lr times the gradient."""
    w, b = 0.0, 0.0
    updates = 0
    for _ in range(max_iterations):
        dw, db = gradient(X, Y, w, b)
        w -= lr * dw
        b -= lr * db
        updates += 1
        if abs(dw) < precision and abs(db) < precision:
            break
    return w, b, updates


@wrong(of="train_until")
def train_until_drops_the_last_update(X, Y, lr, precision, max_iterations):
    """Leaves the loop before the short update is made: returns the old w and b, although it counts the update."""
    w = b = 0
    count = 0
    while count < max_iterations:
        dw, db = gradient(X, Y, w, b)
        new_w = w - lr * dw
        new_b = b - lr * db
        count += 1
        if abs(new_w - w) < precision and abs(new_b - b) < precision:
            break
        w = new_w
        b = new_b
    return w, b, count
