from versions import right


# ---------------------------------------------------------------- predict

@right(of="predict")
def predict_one_line(X, w, b):
    """The formula on the array."""
    return w * X + b


@right(of="predict")
def predict_comprehension(X, w, b):
    """A list comprehension, returned as a list."""
    return [w * x + b for x in X]


@right(of="predict")
def predict_append_loop(X, w, b):
    """A loop that appends, turned into an array at the end."""
    y_hat = []
    for i in range(len(X)):
        y_hat.append(X[i] * w + b)
    return np.array(y_hat)


@right(of="predict")
def predict_numpy_functions(X, w, b):
    """np.add and np.multiply instead of operators."""
    return np.add(np.multiply(X, w), b)


# ---------------------------------------------------------------- loss

@right(of="loss")
def loss_mean(X, Y, w, b):
    """np.mean over an array of squares."""
    return np.mean((predict(X, w, b) - Y) ** 2)


@right(of="loss")
def loss_zip_loop(X, Y, w, b):
    """A plain loop over pairs with a running total."""
    total = 0
    for x, y in zip(X, Y):
        y_hat = w * x + b
        total = total + (y_hat - y) ** 2
    return total / len(X)


@right(of="loss")
def loss_dot(X, Y, w, b):
    """The scalar product of the errors with themselves."""
    errors = Y - (w * X + b)
    return errors @ errors / X.size


@right(of="loss")
def loss_sum_generator(X, Y, w, b):
    """A generator by index, with math.pow, as a Python float."""
    import math
    n = len(Y)
    return float(sum(math.pow(w * X[i] + b - Y[i], 2) for i in range(n)) / n)


# ---------------------------------------------------------------- slope_gradient

@right(of="slope_gradient")
def slope_gradient_with_predict(X, Y, w):
    """np.average, with predict and b = 0."""
    return 2 * np.average(X * (predict(X, w, 0) - Y))


@right(of="slope_gradient")
def slope_gradient_loop(X, Y, w):
    """A loop over the indices."""
    n = len(X)
    s = 0
    for i in range(n):
        s += (w * X[i] - Y[i]) * X[i]
    return (2 / n) * s


@right(of="slope_gradient")
def slope_gradient_negative_residuals(X, Y, w):
    """Truth minus prediction, and a minus in front."""
    residuals = Y - w * X
    return -2 * np.dot(X, residuals) / len(X)


# ---------------------------------------------------------------- gradient

@right(of="gradient")
def gradient_tuple(X, Y, w, b):
    """Two means, returned as a tuple."""
    error = predict(X, w, b) - Y
    dw = 2 * np.mean(error * X)
    db = 2 * np.mean(error)
    return dw, db


@right(of="gradient")
def gradient_matrix(X, Y, w, b):
    """With a matrix of a column X and a column of ones; returns an array."""
    A = np.column_stack([X, np.ones(len(X))])
    return 2 / len(X) * A.T @ (A @ np.array([w, b]) - Y)


@right(of="gradient")
def gradient_two_totals(X, Y, w, b):
    """One loop with two totals; returns a list."""
    total_w = 0.0
    total_b = 0.0
    for x, y in zip(X, Y):
        error = w * x + b - y
        total_w += 2 * error * x
        total_b += 2 * error
    return [total_w / len(X), total_b / len(X)]


@right(of="gradient")
def gradient_reuses_slope_gradient(X, Y, w, b):
    """Moves b to the side of the truth, so that slope_gradient can be used for w."""
    return slope_gradient(X, Y - b, w), 2 * (w * X.mean() + b - Y.mean())


# ---------------------------------------------------------------- train

@right(of="train")
def train_classic(X, Y, iterations, lr):
    """A for loop that unpacks the gradient."""
    w = b = 0
    for i in range(iterations):
        w_gradient, b_gradient = gradient(X, Y, w, b)
        w -= w_gradient * lr
        b -= b_gradient * lr
    return w, b


@right(of="train")
def train_vector_and_losses(X, Y, iterations, lr):
    """Keeps both in one vector, and returns the list of losses as a third value."""
    theta = np.zeros(2)
    losses = []
    for _ in range(iterations):
        losses.append(loss(X, Y, theta[0], theta[1]))
        theta = theta - lr * np.array(gradient(X, Y, theta[0], theta[1]))
    return theta[0], theta[1], losses


@right(of="train")
def train_recursive_formula(X, Y, iterations, lr):
    """Without gradient: a while loop with the formulas written out and one simultaneous assignment."""
    n = len(X)
    w, b = 0.0, 0.0
    done = 0
    while done < iterations:
        error = w * X + b - Y
        w, b = w - lr * 2 / n * (error * X).sum(), b - lr * 2 / n * error.sum()
        done += 1
    return [w, b]


# ---------------------------------------------------------------- visitors_at

@right(of="visitors_at")
def visitors_at_predict(temperature):
    """train, then predict."""
    w, b = train(temperatures, visitors, iterations=20000, lr=0.001)[:2]
    return predict(temperature, w, b)


@right(of="visitors_at")
def visitors_at_reads_the_file(temperature):
    """Reads the file again and returns an array with one prediction."""
    data = np.loadtxt("park.csv", delimiter=",", skiprows=1)
    line = train(data[:, 0], data[:, 1], 20_000, 1e-3)
    return predict(np.array([temperature]), line[0], line[1])


# ---------------------------------------------------------------- train_until

@right(of="train_until")
def train_until_return_in_loop(X, Y, lr, precision, max_iterations):
    """A for loop that returns from its middle."""
    w, b = 0, 0
    for i in range(1, max_iterations + 1):
        dw, db = gradient(X, Y, w, b)
        old_w, old_b = w, b
        w = w - lr * dw
        b = b - lr * db
        if abs(w - old_w) < precision and abs(b - old_b) < precision:
            return w, b, i
    return w, b, max_iterations


@right(of="train_until")
def train_until_while_flags(X, Y, lr, precision, max_iterations):
    """A while loop whose condition is the movement of the update before, infinite at first."""
    w, b = 0.0, 0.0
    moved_w, moved_b = float("inf"), float("inf")
    updates = 0
    while not (moved_w < precision and moved_b < precision) and updates < max_iterations:
        dw, db = gradient(X, Y, w, b)
        new_w, new_b = w - lr * dw, b - lr * db
        moved_w, moved_b = abs(new_w - w), abs(new_b - b)
        w, b = new_w, new_b
        updates += 1
    return w, b, updates


@right(of="train_until")
def train_until_vector(X, Y, lr, precision, max_iterations):
    """With a vector and np.all, and the list of losses as a fourth value."""
    position = np.array([0.0, 0.0])
    losses = []
    for _ in range(max_iterations):
        new = position - lr * np.array(gradient(X, Y, *position))
        distance = np.abs(new - position)
        position = new
        losses.append(loss(X, Y, *position))
        if np.all(distance < precision):
            break
    return position[0], position[1], len(losses), losses


@right(of="train_until")
def train_until_step_sizes(X, Y, lr, precision, max_iterations):
    """Compares the larger of the two step lengths, lr times slope, and returns a list."""
    w, b, count = 0.0, 0.0, 0
    while True:
        if count == max_iterations:
            break
        dw, db = gradient(X, Y, w, b)
        step_w, step_b = lr * dw, lr * db
        w -= step_w
        b -= step_b
        count += 1
        if max(abs(step_w), abs(step_b)) < precision:
            break
    return [w, b, count]
