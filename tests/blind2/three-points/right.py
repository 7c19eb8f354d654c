from versions import right


# ---------------------------------------------------------------- normal_equation

@right(of="normal_equation")
def normal_equation_textbook(x, y):
    """The formula as printed."""
    A = np.column_stack([np.ones(len(x)), x])
    return np.linalg.inv(A.T @ A) @ A.T @ y


@right(of="normal_equation")
def normal_equation_column_vectors(x, y):
    """Column vectors all the way; the result is a matrix with one column."""
    X = x.reshape(-1, 1)
    A = np.hstack([np.ones(X.shape), X])
    At = np.transpose(A)
    return np.linalg.inv(At.dot(A)).dot(At).dot(y.reshape(-1, 1))


@right(of="normal_equation")
def normal_equation_by_sums(x, y):
    """The 2x2 system written out with sums, without a matrix."""
    n = len(x)
    sx, sy = sum(x), sum(y)
    sxx, sxy = sum(x * x), sum(x * y)
    det = n * sxx - sx ** 2
    intercept = (sxx * sy - sx * sxy) / det
    slope = (n * sxy - sx * sy) / det
    return intercept, slope


# ---------------------------------------------------------------- least_squares

@right(of="least_squares")
def least_squares_lstsq(x, y):
    """lstsq, first of its four results."""
    A = np.column_stack([np.ones_like(x, dtype=float), x])
    solution, errors, rank, singular = np.linalg.lstsq(A, y, rcond=None)
    return solution


@right(of="least_squares")
def least_squares_sklearn(x, y):
    """LinearRegression, its two attributes in a list."""
    from sklearn.linear_model import LinearRegression
    model = LinearRegression()
    model.fit(x.reshape(-1, 1), y)
    return [model.intercept_, model.coef_[0]]


@right(of="least_squares")
def least_squares_vstack(x, y):
    """The matrix as the transpose of two rows with x first, and the result turned round."""
    A = np.vstack([x, np.ones(len(x))]).T
    m, c = np.linalg.lstsq(A, y, rcond=None)[0]
    return c, m


# ---------------------------------------------------------------- add

@right(of="add")
def add_assert_zip(v, w):
    """assert and a comprehension over zip."""
    assert len(v) == len(w), "vectors must be the same length"
    return [v_i + w_i for v_i, w_i in zip(v, w)]


@right(of="add")
def add_raise_index_loop(v, w):
    """raise ValueError and a loop over the indices."""
    if len(v) != len(w):
        raise ValueError("The vectors have different lengths: " + str(len(v)) + " and " + str(len(w)))
    total = [0] * len(v)
    for i in range(len(v)):
        total[i] = v[i] + w[i]
    return total


@right(of="add")
def add_strict_zip_map(v, w):
    """zip with strict=True, which raises the ValueError itself."""
    return list(map(sum, zip(v, w, strict=True)))


# ---------------------------------------------------------------- vector_sum

@right(of="vector_sum")
def vector_sum_with_add(vectors):
    """Checks for emptiness and then adds up from a vector of zeros."""
    if not vectors:
        raise ValueError("no vectors provided")
    result = [0] * len(vectors[0])
    for vector in vectors:
        result = add(result, vector)
    return result


@right(of="vector_sum")
def vector_sum_all_lengths(vectors):
    """Two asserts with all(), and a comprehension by index."""
    assert vectors, "no vectors provided!"
    num_elements = len(vectors[0])
    assert all(len(v) == num_elements for v in vectors), "different sizes!"
    return [sum(vector[i] for vector in vectors) for i in range(num_elements)]


@right(of="vector_sum")
def vector_sum_reduce(vectors):
    """functools.reduce with add, after a check for emptiness."""
    from functools import reduce
    if len(vectors) == 0:
        raise ValueError("An empty list has no sum")
    return reduce(add, vectors)


# ---------------------------------------------------------------- scalar_multiply

@right(of="scalar_multiply")
def scalar_multiply_comprehension(c, v):
    """A comprehension."""
    return [c * number for number in v]


@right(of="scalar_multiply")
def scalar_multiply_copy(c, v):
    """Multiplies inside a copy of the list."""
    new = v.copy()
    for index, value in enumerate(v):
        new[index] = value * c
    return new


# ---------------------------------------------------------------- vector_mean

@right(of="vector_mean")
def vector_mean_sum_first(vectors):
    """vector_sum first, which refuses what has to be refused."""
    total = vector_sum(vectors)
    return scalar_multiply(1 / len(vectors), total)


@right(of="vector_mean")
def vector_mean_numpy(vectors):
    """NumPy with a check for emptiness of its own."""
    if len(vectors) == 0:
        raise ValueError("empty list")
    if len(set(len(v) for v in vectors)) > 1:
        raise ValueError("different lengths")
    return np.array(vectors).mean(axis=0).tolist()


@right(of="vector_mean")
def vector_mean_nested_loops(vectors):
    """Nested loops, nothing but plain Python."""
    assert len(vectors) > 0
    length = len(vectors[0])
    for vector in vectors:
        assert len(vector) == length
    mean = []
    for place in range(length):
        total = 0
        for vector in vectors:
            total += vector[place]
        mean.append(total / len(vectors))
    return mean


# ---------------------------------------------------------------- linear_gradient

@right(of="linear_gradient")
def linear_gradient_unpacked(x, y, theta):
    """Unpacks theta and follows the text; returns a list."""
    slope, intercept = theta
    predicted = slope * x + intercept
    error = predicted - y
    return [2 * error * x, 2 * error]


@right(of="linear_gradient")
def linear_gradient_tuple(x, y, theta):
    """With theta[0] and theta[1], the minus taken out, as a tuple."""
    residual = y - theta[0] * x - theta[1]
    return -2 * x * residual, -2 * residual


# ---------------------------------------------------------------- gradient_step

@right(of="gradient_step")
def gradient_step_with_tools(v, gradient, step_size):
    """add and scalar_multiply."""
    assert len(v) == len(gradient)
    step = scalar_multiply(step_size, gradient)
    return add(v, step)


@right(of="gradient_step")
def gradient_step_by_index(v, gradient, step_size):
    """A loop over the indices into a new list."""
    place = []
    for i in range(len(v)):
        place.append(v[i] + step_size * gradient[i])
    return place


# ---------------------------------------------------------------- descend

@right(of="descend")
def descend_with_tools(inputs, theta, learning_rate, epochs):
    """The three steps with the functions of the notebook."""
    for epoch in range(epochs):
        gradients = [linear_gradient(x, y, theta) for x, y in inputs]
        theta = gradient_step(theta, vector_mean(gradients), -learning_rate)
    return theta


@right(of="descend")
def descend_arrays(inputs, theta, learning_rate, epochs):
    """With arrays instead of the functions of the notebook; returns an array."""
    data = np.array(inputs, dtype=float)
    x, y = data[:, 0], data[:, 1]
    theta = np.array(theta, dtype=float)
    for _ in range(epochs):
        errors = theta[0] * x + theta[1] - y
        theta -= learning_rate * 2 * np.array([np.mean(errors * x), np.mean(errors)])
    return theta


@right(of="descend")
def descend_two_numbers(inputs, theta, learning_rate, epochs):
    """Slope and intercept as two variables, sums by hand."""
    slope, intercept = theta[0], theta[1]
    n = len(inputs)
    for _ in range(epochs):
        sum_slope = 0
        sum_intercept = 0
        for point in inputs:
            g = linear_gradient(point[0], point[1], [slope, intercept])
            sum_slope += g[0]
            sum_intercept += g[1]
        slope = slope - learning_rate * sum_slope / n
        intercept = intercept - learning_rate * sum_intercept / n
    return [slope, intercept]
