from versions import right

# ---------------------------------------------------------- normal_equation

@right(of="normal_equation")
def normal_as_described(x, y):
    """The formula as it stands in the notebook."""
    A = np.column_stack([np.ones(len(x)), x])
    return np.linalg.inv(A.T @ A) @ A.T @ y


@right(of="normal_equation")
def normal_solve(x, y):
    """solve instead of inv, dot instead of @, a list as result."""
    A = np.stack((np.ones_like(x, dtype=float), x), axis=1)
    At = np.transpose(A)
    return list(np.linalg.solve(np.dot(At, A), np.dot(At, y)))


@right(of="normal_equation")
def normal_pinv(x, y):
    """Pseudo-inverse."""
    A = np.c_[np.ones(x.shape[0]), x]
    intercept, slope = np.linalg.pinv(A) @ y
    return intercept, slope


@right(of="normal_equation")
def normal_column_vector(x, y):
    """y as a column, so the result has the shape (2, 1), which the check accepts with ravel."""
    A = np.hstack([np.ones((len(x), 1)), np.reshape(x, (-1, 1))])
    return np.linalg.inv(A.T.dot(A)).dot(A.T).dot(np.reshape(y, (-1, 1)))


@right(of="normal_equation")
def normal_sums(x, y):
    """Sums and the inverse of a 2 by 2 matrix by hand, in plain Python."""
    n = len(x)
    sx = sum(x)
    sy = sum(y)
    sxx = sum(a * a for a in x)
    sxy = sum(a * b for a, b in zip(x, y))
    det = n * sxx - sx * sx
    return [float((sxx * sy - sx * sxy) / det), float((n * sxy - sx * sy) / det)]


@right(of="normal_equation")
def normal_covariance(x, y):
    """Covariance over variance."""
    slope = np.cov(x, y, ddof=0)[0][1] / np.var(x)
    intercept = np.mean(y) - slope * np.mean(x)
    return (intercept, slope)


@right(of="normal_equation")
def normal_rows_appended(x, y):
    """Builds A row by row in a loop."""
    rows = []
    for value in x:
        rows.append([1, value])
    A = np.array(rows)
    M = np.matmul(A.T, A)
    return np.matmul(np.linalg.inv(M), np.matmul(A.T, y))


@right(of="normal_equation")
def normal_x_first_then_reversed(x, y):
    """Slope first inside, turned round at the end."""
    A = np.column_stack([x, np.ones(len(x))])
    return (np.linalg.inv(A.T @ A) @ A.T @ y)[::-1]


# ------------------------------------------------------------- least_squares

@right(of="least_squares")
def lstsq_first(x, y):
    """lstsq, index 0."""
    A = np.column_stack([np.ones(len(x)), x])
    return np.linalg.lstsq(A, y, rcond=None)[0]


@right(of="least_squares")
def lstsq_unpacked(x, y):
    """lstsq, four names."""
    A = np.vstack([np.ones(len(x)), x]).T
    solution, residuals, rank, singular = np.linalg.lstsq(A, y, rcond=None)
    return solution[0], solution[1]


@right(of="least_squares")
def lstsq_sklearn(x, y):
    """LinearRegression."""
    from sklearn.linear_model import LinearRegression
    model = LinearRegression()
    model.fit(x.reshape(-1, 1), y)
    return [model.intercept_, model.coef_[0]]


@right(of="least_squares")
def lstsq_sklearn_ones(x, y):
    """LinearRegression without its own intercept, with a column of ones."""
    from sklearn.linear_model import LinearRegression
    A = np.column_stack([np.ones(len(x)), x])
    return LinearRegression(fit_intercept=False).fit(A, y).coef_


@right(of="least_squares")
def lstsq_polyfit(x, y):
    """polyfit, turned round."""
    slope, intercept = np.polyfit(x, y, deg=1)
    return np.array([intercept, slope])


@right(of="least_squares")
def lstsq_polynomial(x, y):
    """The newer polynomial class with convert."""
    return np.polynomial.Polynomial.fit(x, y, 1).convert().coef.tolist()


@right(of="least_squares")
def lstsq_polynomial_function(x, y):
    """numpy.polynomial.polynomial.polyfit gives the intercept first."""
    from numpy.polynomial import polynomial
    return polynomial.polyfit(x, y, 1)


@right(of="least_squares")
def lstsq_sklearn_table(x, y):
    """y given as a table, so intercept_ and coef_ are nested and are put together with concatenate."""
    from sklearn.linear_model import LinearRegression
    model = LinearRegression().fit(x[:, None], y[:, None])
    return np.concatenate([model.intercept_, model.coef_[0]])


# ----------------------------------------------------------------------- add

@right(of="add")
def add_comprehension(v, w):
    """assert and comprehension."""
    assert len(v) == len(w), "the vectors must have the same length"
    return [a + b for a, b in zip(v, w)]


@right(of="add")
def add_loop(v, w):
    """raise and loop with append."""
    if len(v) != len(w):
        raise ValueError("Vectors of different lengths have no sum.")
    result = []
    for i in range(len(v)):
        result.append(v[i] + w[i])
    return result


@right(of="add")
def add_strict_zip(v, w):
    """zip(strict=True) raises the ValueError itself."""
    return [a + b for a, b in zip(v, w, strict=True)]


@right(of="add")
def add_operator(v, w):
    """map with operator.add, error at the end in an else branch."""
    from operator import add as plus
    if len(v) == len(w):
        return list(map(plus, v, w))
    else:
        raise ValueError(f"lengths {len(v)} and {len(w)}")


@right(of="add")
def add_copy_in_place(v, w):
    """Copies v and adds into the copy."""
    assert len(w) == len(v)
    total = v.copy()
    for i, b in enumerate(w):
        total[i] += b
    return total


@right(of="add")
def add_numpy_to_list(v, w):
    """NumPy inside, with a check of the shape, a list outside."""
    a, b = np.array(v), np.array(w)
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    return (a + b).tolist()


@right(of="add")
def add_preallocated(v, w):
    """List of zeros, while loop."""
    n = len(v)
    if n < len(w) or n > len(w):
        raise ValueError
    result = [0] * n
    i = 0
    while i < n:
        result[i] = v[i] + w[i]
        i += 1
    return result


# ---------------------------------------------------------------- vector_sum

@right(of="vector_sum")
def vsum_with_add(vectors):
    """Adds one vector after the other with add."""
    assert len(vectors) > 0, "empty list"
    total = vectors[0]
    for v in vectors[1:]:
        total = add(total, v)
    return total


@right(of="vector_sum")
def vsum_zero_start(vectors):
    """Begins with zeros."""
    if not vectors:
        raise ValueError("An empty list has no sum.")
    total = [0] * len(vectors[0])
    for v in vectors:
        total = add(total, v)
    return total


@right(of="vector_sum")
def vsum_zip_star(vectors):
    """Set of lengths, then the columns with zip(*)."""
    lengths = {len(v) for v in vectors}
    if len(lengths) != 1:
        raise ValueError("need at least one vector, and all of one length")
    return [sum(column) for column in zip(*vectors)]


@right(of="vector_sum")
def vsum_reduce(vectors):
    """functools.reduce; without a start it would raise a TypeError for the empty list, so that is refused first."""
    from functools import reduce
    if len(vectors) == 0:
        raise ValueError("no vectors")
    return reduce(add, vectors)


@right(of="vector_sum")
def vsum_nested_loops(vectors):
    """Two loops, check in all()."""
    assert vectors
    n = len(vectors[0])
    assert all(len(v) == n for v in vectors)
    result = []
    for i in range(n):
        s = 0
        for v in vectors:
            s += v[i]
        result.append(s)
    return result


@right(of="vector_sum")
def vsum_recursive(vectors):
    """Recursion on the rest of the list."""
    def rest(some):
        return list(some[0]) if len(some) == 1 else add(some[0], rest(some[1:]))
    if len(vectors) == 0:
        raise ValueError("empty")
    return rest(vectors)


@right(of="vector_sum")
def vsum_numpy(vectors):
    """NumPy inside with own checks."""
    if len(vectors) == 0 or any(len(v) != len(vectors[0]) for v in vectors):
        raise ValueError("no sum")
    return np.array(vectors).sum(axis=0).tolist()


# ----------------------------------------------------------- scalar_multiply

@right(of="scalar_multiply")
def scale_comprehension(c, v):
    """Comprehension."""
    return [c * x for x in v]


@right(of="scalar_multiply")
def scale_loop(c, v):
    """Loop with append."""
    new = []
    for entry in v:
        new.append(entry * c)
    return new


@right(of="scalar_multiply")
def scale_copy(c, v):
    """Slices a copy and multiplies in it."""
    w = v[:]
    for i in range(len(w)):
        w[i] *= c
    return w


@right(of="scalar_multiply")
def scale_map(c, v):
    """map with a lambda, made into a list."""
    return list(map(lambda x: c * x, v))


@right(of="scalar_multiply")
def scale_numpy(c, v):
    """NumPy inside, list outside."""
    return (c * np.array(v)).tolist()


@right(of="scalar_multiply")
def scale_unpack(c, v):
    """A generator unpacked into a list."""
    return [*(x * c for x in v)]


# --------------------------------------------------------------- vector_mean

@right(of="vector_mean")
def vmean_tools(vectors):
    """vector_sum refuses, scalar_multiply divides."""
    total = vector_sum(vectors)
    return scalar_multiply(1 / len(vectors), total)


@right(of="vector_mean")
def vmean_divides(vectors):
    """Own check, division in a comprehension."""
    if len(vectors) == 0:
        raise ValueError("An empty list has no mean.")
    n = len(vectors)
    return [s / n for s in vector_sum(vectors)]


@right(of="vector_mean")
def vmean_statistics(vectors):
    """statistics.fmean for each column, strict zip."""
    from statistics import fmean
    assert len(vectors) >= 1
    return [fmean(column) for column in zip(*vectors, strict=True)]


@right(of="vector_mean")
def vmean_numpy(vectors):
    """NumPy with checks."""
    assert vectors, "empty"
    assert len(set(map(len, vectors))) == 1, "lengths"
    return np.mean(vectors, axis=0).tolist()


@right(of="vector_mean")
def vmean_stretch_first(vectors):
    """Divides each vector before adding."""
    if not vectors:
        raise ValueError("empty")
    return vector_sum([scalar_multiply(1 / len(vectors), v) for v in vectors])


@right(of="vector_mean")
def vmean_running(vectors):
    """Running mean: the k-th vector moves the mean by 1/k of the difference."""
    assert len(vectors) > 0
    mean = list(vectors[0])
    for k in range(2, len(vectors) + 1):
        difference = add(vectors[k - 1], scalar_multiply(-1, mean))
        mean = add(mean, scalar_multiply(1 / k, difference))
    return mean


@right(of="vector_mean")
def vmean_zero_division_caught(vectors):
    """Catches the ZeroDivisionError and raises a ValueError instead."""
    try:
        factor = 1 / len(vectors)
    except ZeroDivisionError:
        raise ValueError("no vectors, no mean")
    return scalar_multiply(factor, vector_sum(vectors))


# ----------------------------------------------------------- linear_gradient

@right(of="linear_gradient")
def lg_formula(x, y, theta):
    """The formulas of the notebook."""
    slope, intercept = theta
    error = slope * x + intercept - y
    return [2 * error * x, 2 * error]


@right(of="linear_gradient")
def lg_tuple(x, y, theta):
    """Indices, returns a tuple."""
    prediction = theta[0] * x + theta[1]
    d_intercept = 2 * (prediction - y)
    d_slope = d_intercept * x
    return d_slope, d_intercept


@right(of="linear_gradient")
def lg_array(x, y, theta):
    """NumPy: 2 error times [x, 1], returns an array."""
    features = np.array([x, 1.0])
    return 2 * (features @ np.array(theta) - y) * features


@right(of="linear_gradient")
def lg_residual_and_minus(x, y, theta):
    """Truth minus prediction, with the minus signs that belong to it."""
    residual = y - (theta[0] * x + theta[1])
    return [-2 * residual * x, -2 * residual]


@right(of="linear_gradient")
def lg_scalar_multiply(x, y, theta):
    """Uses scalar_multiply."""
    error = theta[0] * x + theta[1] - y
    return scalar_multiply(2 * error, [x, 1])


@right(of="linear_gradient")
def lg_expanded(x, y, theta):
    """Everything multiplied out."""
    m, b = theta
    return [2 * m * x ** 2 + 2 * b * x - 2 * x * y, 2 * m * x + 2 * b - 2 * y]


@right(of="linear_gradient")
def lg_helpers(x, y, theta):
    """Helper functions inside."""
    def predict(x):
        return theta[0] * x + theta[1]

    def error():
        return predict(x) - y

    gradient = []
    for inner in (x, 1):
        gradient.append(2 * error() * inner)
    return gradient


# ------------------------------------------------------------- gradient_step

@right(of="gradient_step")
def step_tools(v, gradient, step_size):
    """add and scalar_multiply."""
    return add(v, scalar_multiply(step_size, gradient))


@right(of="gradient_step")
def step_comprehension(v, gradient, step_size):
    """zip in a comprehension."""
    return [a + step_size * g for a, g in zip(v, gradient)]


@right(of="gradient_step")
def step_loop(v, gradient, step_size):
    """Loop with indices and a new list."""
    new = []
    for i in range(len(v)):
        new.append(v[i] + step_size * gradient[i])
    return new


@right(of="gradient_step")
def step_copy(v, gradient, step_size):
    """Adds into a copy."""
    place = list(v)
    for i, g in enumerate(gradient):
        place[i] += step_size * g
    return place


@right(of="gradient_step")
def step_numpy(v, gradient, step_size):
    """NumPy inside, list outside."""
    return (np.array(v, dtype=float) + step_size * np.array(gradient, dtype=float)).tolist()


@right(of="gradient_step")
def step_double_minus(v, gradient, step_size):
    """Minus a minus."""
    way = scalar_multiply(-step_size, gradient)
    return [v[k] - way[k] for k in range(len(v))]


@right(of="gradient_step")
def step_vector_sum(v, gradient, step_size):
    """vector_sum of place and way."""
    return vector_sum([v, scalar_multiply(step_size, gradient)])


# ------------------------------------------------------------------- descend

@right(of="descend")
def descend_tools(inputs, theta, learning_rate, epochs):
    """The three lines of the notebook with its own tools."""
    for _ in range(epochs):
        gradient = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, gradient, -learning_rate)
    return theta


@right(of="descend")
def descend_plain_numbers(inputs, theta, learning_rate, epochs):
    """Two numbers, sums in a loop, no tools."""
    slope, intercept = theta
    n = len(inputs)
    for epoch in range(epochs):
        d_slope = 0
        d_intercept = 0
        for x, y in inputs:
            error = slope * x + intercept - y
            d_slope += 2 * error * x
            d_intercept += 2 * error
        slope -= learning_rate * d_slope / n
        intercept -= learning_rate * d_intercept / n
    return [slope, intercept]


@right(of="descend")
def descend_arrays(inputs, theta, learning_rate, epochs):
    """NumPy vectors for x and y, simultaneous assignment, tuple as result."""
    x, y = np.array(inputs, dtype=float).T
    m, b = theta
    for _ in range(epochs):
        error = m * x + b - y
        m, b = m - learning_rate * 2 * np.mean(error * x), b - learning_rate * 2 * np.mean(error)
    return m, b


@right(of="descend")
def descend_matrix(inputs, theta, learning_rate, epochs):
    """Matrix form, array as result."""
    A = np.array([[x, 1.0] for x, _ in inputs])
    y = np.array([y for _, y in inputs], dtype=float)
    t = np.array(theta, dtype=float)
    for _ in range(epochs):
        t = t - learning_rate * 2 / len(y) * A.T @ (A @ t - y)
    return t


@right(of="descend")
def descend_in_place_on_copy(inputs, theta, learning_rate, epochs):
    """In place, but on a float copy of theta."""
    t = np.array(theta, dtype=float)
    for _ in range(epochs):
        gradients = np.array([linear_gradient(x, y, list(t)) for x, y in inputs])
        t -= learning_rate * gradients.mean(axis=0)
    return t.tolist()


@right(of="descend")
def descend_while(inputs, theta, learning_rate, epochs):
    """while loop, list of gradients with append, keeps history inside."""
    history = [list(theta)]
    while len(history) <= epochs:
        now = history[-1]
        gradients = []
        for point in inputs:
            gradients.append(linear_gradient(point[0], point[1], now))
        history.append(add(now, scalar_multiply(-learning_rate, vector_mean(gradients))))
    return history[-1]


@right(of="descend")
def descend_helper(inputs, theta, learning_rate, epochs):
    """A helper function for one epoch and reduce over the epochs."""
    from functools import reduce

    def one_epoch(t, _):
        mean = vector_mean([linear_gradient(x, y, t) for x, y in inputs])
        return gradient_step(t, mean, -learning_rate)

    return reduce(one_epoch, range(epochs), theta)


@right(of="descend")
def descend_sum_with_smaller_rate(inputs, theta, learning_rate, epochs):
    """Sum of the gradients with a step size divided by the number of points: the same step."""
    step = -learning_rate / len(inputs)
    for _ in range(epochs):
        theta = gradient_step(theta, vector_sum([linear_gradient(x, y, theta) for (x, y) in inputs]), step)
    return theta


@right(of="descend")
def descend_loop_backwards(inputs, theta, learning_rate, epochs):
    """Counts down and goes through the points from the back; the mean is the same."""
    place = tuple(theta)
    while epochs > 0:
        total = [0.0, 0.0]
        for x, y in reversed(inputs):
            g = linear_gradient(x, y, list(place))
            total[0] += g[0]
            total[1] += g[1]
        place = tuple(p - learning_rate * t / len(inputs) for p, t in zip(place, total))
        epochs -= 1
    return list(place)


@right(of="descend")
def descend_precomputed_sums(inputs, theta, learning_rate, epochs):
    """Computes the sums over the points once, and in each epoch only the two derivatives from them."""
    n = len(inputs)
    sx = sum(x for x, y in inputs) / n
    sy = sum(y for x, y in inputs) / n
    sxx = sum(x * x for x, y in inputs) / n
    sxy = sum(x * y for x, y in inputs) / n
    m, b = theta[0], theta[1]
    for _ in range(epochs):
        dm = 2 * (m * sxx + b * sx - sxy)
        db = 2 * (m * sx + b - sy)
        m, b = m - learning_rate * dm, b - learning_rate * db
    return [m, b]
