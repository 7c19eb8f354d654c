from versions import right


# ---------------------------------------------------------------- predict

@right(of="predict")
def predict_vectorised(X, w, b):
    """One line of array arithmetic."""
    return w * X + b


@right(of="predict")
def predict_comprehension_list(X, w, b):
    """A list comprehension that returns a plain list."""
    return [w * t + b for t in X]


@right(of="predict")
def predict_loop_into_zeros(X, w, b):
    """A loop with an index into a float array."""
    result = np.zeros(len(X))
    for i in range(len(X)):
        result[i] = X[i] * w
        result[i] += b
    return result


@right(of="predict")
def predict_polyval(X, w, b):
    """numpy's polynomial evaluation."""
    return np.polyval([w, b], X)


@right(of="predict")
def predict_design_matrix(X, w, b):
    """A matrix with a column of ones times the parameter vector."""
    A = np.column_stack([X, np.ones(len(X))])
    return A @ np.array([w, b])


@right(of="predict")
def predict_map_lambda(X, w, b):
    """map with an inner function, made an array at the end."""
    line = lambda t: float(w * t + b)
    return np.array(list(map(line, X)))


@right(of="predict")
def predict_copy_then_in_place(X, w, b):
    """Works in place, but on a float copy."""
    y_hat = np.array(X, dtype=float)
    y_hat *= w
    y_hat += b
    return y_hat


# ---------------------------------------------------------------- loss

@right(of="loss")
def loss_vectorised(X, Y, w, b):
    """Mean of the squared errors with numpy."""
    return np.mean((predict(X, w, b) - Y) ** 2)


@right(of="loss")
def loss_running_total(X, Y, w, b):
    """A running total in a loop with zip."""
    total = 0
    for t, y in zip(X, Y):
        error = w * t + b - y
        total += error * error
    return total / len(Y)


@right(of="loss")
def loss_dot_product(X, Y, w, b):
    """The error vector times itself."""
    e = np.asarray(predict(X, w, b)) - np.asarray(Y)
    return float(e.dot(e) / e.size)


@right(of="loss")
def loss_generator(X, Y, w, b):
    """sum over a generator, truth minus prediction."""
    n = len(X)
    return (1 / n) * sum((Y[i] - (w * X[i] + b)) ** 2 for i in range(n))


@right(of="loss")
def loss_variance_plus_bias(X, Y, w, b):
    """Variance of the errors plus the square of their mean."""
    e = predict(X, w, b) - Y
    return np.var(e) + np.mean(e) ** 2


@right(of="loss")
def loss_table_by_hand(X, Y, w, b):
    """Builds the table's columns as lists one after the other."""
    predictions = [w * t + b for t in X]
    errors = [p - y for p, y in zip(predictions, Y)]
    squares = [e ** 2 for e in errors]
    return sum(squares) / len(squares)


@right(of="loss")
def loss_np_average(X, Y, w, b):
    """np.average with equal weights on the squares."""
    return np.average(np.square(np.subtract(predict(X, w, b), Y)))


# ---------------------------------------------------------------- slope_gradient

@right(of="slope_gradient")
def slope_gradient_vectorised(X, Y, w):
    """Twice the mean of errors times temperatures."""
    return 2 * np.mean((w * X - Y) * X)


@right(of="slope_gradient")
def slope_gradient_from_gradient(X, Y, w):
    """The first number of gradient with b = 0."""
    dw, db = gradient(X, Y, w, 0)
    return dw


@right(of="slope_gradient")
def slope_gradient_loop(X, Y, w):
    """An index loop in plain Python."""
    total = 0.0
    n = len(X)
    for i in range(n):
        total = total + (w * X[i] - Y[i]) * X[i]
    return 2 / n * total


@right(of="slope_gradient")
def slope_gradient_dot(X, Y, w):
    """Scalar product with predict."""
    return 2 / len(X) * np.dot(predict(X, w, 0) - Y, X)


@right(of="slope_gradient")
def slope_gradient_multiplied_out(X, Y, w):
    """The bracket multiplied out: 2 (w mean(x^2) - mean(xy))."""
    return 2 * (w * np.mean(X * X) - np.mean(X * Y))


@right(of="slope_gradient")
def slope_gradient_truth_first(X, Y, w):
    """Truth minus prediction with a factor -2."""
    return -2 * float(sum([(y - w * t) * t for t, y in zip(X, Y)])) / len(Y)


# ---------------------------------------------------------------- gradient

@right(of="gradient")
def gradient_tuple(X, Y, w, b):
    """Vectorised, a tuple."""
    e = predict(X, w, b) - Y
    return 2 * np.mean(e * X), 2 * np.mean(e)


@right(of="gradient")
def gradient_list_from_loop(X, Y, w, b):
    """One loop with two totals; returns a list."""
    dw = db = 0
    n = len(X)
    for t, y in zip(X, Y):
        error = w * t + b - y
        dw += 2 * error * t
        db += 2 * error
    return [dw / n, db / n]


@right(of="gradient")
def gradient_matrix(X, Y, w, b):
    """A transposed design matrix times the errors; returns an array."""
    A = np.vstack([X, np.ones(len(X))]).T
    return 2 / len(X) * A.T @ (A @ np.array([w, b]) - Y)


@right(of="gradient")
def gradient_with_slope_gradient(X, Y, w, b):
    """Moves the bias over to the visitors and calls slope_gradient."""
    shifted = Y - b
    return slope_gradient(X, shifted, w), 2 * np.sum(w * X - shifted) / len(X)


@right(of="gradient")
def gradient_helper_mean(X, Y, w, b):
    """A helper function of its own for the mean, comprehensions, Python floats."""
    def mean(values):
        return sum(values) / len(values)

    errors = [float(w * t + b - y) for t, y in zip(X, Y)]
    along_w = 2 * mean([e * float(t) for e, t in zip(errors, X)])
    along_b = 2 * mean(errors)
    return along_w, along_b


@right(of="gradient")
def gradient_from_sums(X, Y, w, b):
    """Uses sums of x, y, xx, xy only."""
    n = len(X)
    sx, sy = np.sum(X), np.sum(Y)
    sxx, sxy = np.sum(X * X), np.sum(X * Y)
    return np.array([2 / n * (w * sxx + b * sx - sxy), 2 / n * (w * sx + b * n - sy)])


# ---------------------------------------------------------------- train

@right(of="train")
def train_plain(X, Y, iterations, lr):
    """A for loop and a tuple."""
    w = 0
    b = 0
    for _ in range(iterations):
        dw, db = gradient(X, Y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b


@right(of="train")
def train_with_losses(X, Y, iterations, lr):
    """Returns the losses as a third value."""
    w, b = 0.0, 0.0
    losses = []
    for _ in range(iterations):
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        losses.append(loss(X, Y, w, b))
    return w, b, losses


@right(of="train")
def train_array_of_parameters(X, Y, iterations, lr):
    """Both parameters in one array, which is returned."""
    line = np.zeros(2)
    for _ in range(iterations):
        line -= lr * np.array(gradient(X, Y, *line))
    return line


@right(of="train")
def train_while_own_formulas(X, Y, iterations, lr):
    """A while loop with the formulas written out, a list."""
    w = b = 0.0
    n = len(X)
    remaining = iterations
    while remaining > 0:
        e = w * X + b - Y
        w -= lr * 2 / n * np.sum(e * X)
        b -= lr * 2 / n * np.sum(e)
        remaining -= 1
    return [w, b]


@right(of="train")
def train_helper_step(X, Y, iterations, lr):
    """An inner function for a step, applied again and again."""
    def step(line):
        w, b = line
        dw, db = gradient(X, Y, w, b)
        return w - lr * dw, b - lr * db

    line = (0, 0)
    for _ in range(iterations):
        line = step(line)
    return line


@right(of="train")
def train_matrix_iteration(X, Y, iterations, lr):
    """Computes the averages once and iterates on a 2x2 system."""
    A = np.column_stack([X, np.ones(len(X))])
    H = 2 / len(X) * A.T @ A
    c = 2 / len(X) * A.T @ Y
    p = np.zeros(2)
    for _ in range(iterations):
        p = p - lr * (H @ p - c)
    return p[0], p[1]


# ---------------------------------------------------------------- visitors_at

@right(of="visitors_at")
def visitors_at_plain(temperature):
    """Trains and predicts with the formula."""
    w, b = train(temperatures, visitors, 20000, 0.001)[:2]
    return w * temperature + b


@right(of="visitors_at")
def visitors_at_predict_array(temperature):
    """Calls predict with an array of one temperature and takes the only element."""
    line = train(temperatures, visitors, 20_000, 0.001)
    return predict(np.array([temperature]), line[0], line[1])[0]


@right(of="visitors_at")
def visitors_at_train_until(temperature):
    """Uses train_until with a precision of 0, which never stops before the limit."""
    w, b, *rest = train_until(temperatures, visitors, 1e-3, 0, 20_000)
    return float(w * temperature + b)


@right(of="visitors_at")
def visitors_at_keywords_size_one(temperature):
    """Keyword arguments and an array of size one as the result."""
    result = train(X=temperatures, Y=visitors, iterations=int(2e4), lr=0.001)
    return predict(np.array([float(temperature)]), w=result[0], b=result[1])


# ---------------------------------------------------------------- train_until

@right(of="train_until")
def train_until_for_and_break(X, Y, lr, precision, max_iterations):
    """A for loop with a counter and break."""
    w = b = 0.0
    updates = 0
    for _ in range(max_iterations):
        dw, db = gradient(X, Y, w, b)
        new_w = w - lr * dw
        new_b = b - lr * db
        updates += 1
        moved_w = abs(new_w - w)
        moved_b = abs(new_b - b)
        w, b = new_w, new_b
        if moved_w < precision and moved_b < precision:
            break
    return w, b, updates


@right(of="train_until")
def train_until_while_array(X, Y, lr, precision, max_iterations):
    """A while loop with one array and np.max; the result is a list."""
    line = np.zeros(2)
    moved = np.inf
    n = 0
    while n < max_iterations and not moved < precision:
        old = line.copy()
        line = old - lr * np.asarray(gradient(X, Y, old[0], old[1]))
        moved = np.max(np.abs(line - old))
        n += 1
    return [line[0], line[1], n]


@right(of="train_until")
def train_until_return_in_loop(X, Y, lr, precision, max_iterations):
    """Two returns, one in the loop and one after it."""
    w, b = 0, 0
    for n in range(1, max_iterations + 1):
        old_w, old_b = w, b
        dw, db = gradient(X, Y, old_w, old_b)
        w = old_w - lr * dw
        b = old_b - lr * db
        if abs(w - old_w) < precision:
            if abs(b - old_b) < precision:
                return w, b, n
    return w, b, max_iterations


@right(of="train_until")
def train_until_with_losses(X, Y, lr, precision, max_iterations):
    """Keeps the losses, whose number is the count, and returns them too."""
    w = b = 0.0
    losses = []
    while len(losses) < max_iterations:
        dw, db = gradient(X, Y, w, b)
        w_new, b_new = w - lr * dw, b - lr * db
        losses.append(loss(X, Y, w_new, b_new))
        small = all(abs(d) < precision for d in (w_new - w, b_new - b))
        w, b = w_new, b_new
        if small:
            break
    return w, b, len(losses), losses


@right(of="train_until")
def train_until_numpy_result(X, Y, lr, precision, max_iterations):
    """Returns all three numbers in one numpy array; a flag ends the loop."""
    w = b = 0.0
    n = 0
    arrived = False
    while not arrived and n != max_iterations:
        w_before, b_before = w, b
        e = predict(X, w, b) - Y
        w = w - lr * 2 * np.mean(e * X)
        b = b - lr * 2 * np.mean(e)
        n = n + 1
        arrived = -precision < w - w_before < precision and -precision < b - b_before < precision
    return np.array([w, b, n])


@right(of="train_until")
def train_until_history(X, Y, lr, precision, max_iterations):
    """Keeps all lines in a list and compares the last two."""
    lines = [(0.0, 0.0)]
    for _ in range(max_iterations):
        w, b = lines[-1]
        dw, db = gradient(X, Y, w, b)
        lines.append((w - lr * dw, b - lr * db))
        (w0, b0), (w1, b1) = lines[-2:]
        if not (abs(w1 - w0) >= precision or abs(b1 - b0) >= precision):
            break
    return lines[-1][0], lines[-1][1], len(lines) - 1


@right(of="train_until")
def train_until_up_to_and_with_precision(X, Y, lr, precision, max_iterations):
    """Stops also when a move is exactly as long as the precision, with <= for <."""
    w = b = 0.0
    for n in range(max_iterations):
        dw, db = gradient(X, Y, w, b)
        w_new, b_new = w - lr * dw, b - lr * db
        done = max(abs(w_new - w), abs(b_new - b)) <= precision
        w, b = w_new, b_new
        if done:
            return w, b, n + 1
    return w, b, max_iterations
