from versions import wrong


# ---------------------------------------------------------------- normal_equation

@wrong(of="normal_equation")
def normal_equation_columns_swapped(x, y):
    """The ones are in the second column, so the slope comes first."""
    A = np.column_stack((x, np.ones(len(x))))
    return np.linalg.inv(A.T @ A) @ A.T @ y


@wrong(of="normal_equation")
def normal_equation_three_ones(x, y):
    """The column of ones always has three rows, so it only works for three points."""
    ones = np.array([1, 1, 1])
    A = np.column_stack([ones, x])
    return np.linalg.inv(A.T @ A) @ (A.T @ y)


@wrong(of="normal_equation")
def normal_equation_global_points(x, y):
    """Builds the matrix from the global xs instead of the argument x."""
    A = np.column_stack([np.ones(len(xs)), xs])
    return np.linalg.inv(A.T @ A) @ A.T @ ys


@wrong(of="normal_equation")
def normal_equation_reciprocals(x, y):
    """Raises the matrix to -1 element by element instead of inverting it."""
    A = np.column_stack((np.ones_like(x), x))
    return ((A.T @ A) ** (-1.0)) @ A.T @ y


# ---------------------------------------------------------------- least_squares

@wrong(of="least_squares")
def least_squares_polyfit_order(x, y):
    """np.polyfit gives the slope first, and that order is kept."""
    return np.polyfit(x, y, 1)


@wrong(of="least_squares")
def least_squares_all_four(x, y):
    """Returns all four results of lstsq."""
    A = np.column_stack([np.ones(len(x)), x])
    return np.linalg.lstsq(A, y, rcond=None)


@wrong(of="least_squares")
def least_squares_coef_of_ones(x, y):
    """Gives scikit-learn the column of ones and reads coef_ alone: the intercept comes out as 0."""
    from sklearn.linear_model import LinearRegression
    A = np.column_stack([np.ones(len(x)), x])
    model = LinearRegression().fit(A, y)
    return model.coef_


# ---------------------------------------------------------------- add

@wrong(of="add")
def add_zip_unchecked(v, w):
    """Does not check the lengths; zip cuts the longer vector off."""
    return [a + b for a, b in zip(v, w)]


@wrong(of="add")
def add_prints_a_warning(v, w):
    """Prints a message for different lengths and returns None instead of stopping with an error."""
    if len(v) != len(w):
        print("Vectors must have the same length!")
        return None
    result = []
    for i in range(len(v)):
        result.append(v[i] + w[i])
    return result


@wrong(of="add")
def add_numpy_broadcasts(v, w):
    """Leaves the check to NumPy, which adds a vector of length 1 to any other."""
    return (np.array(v) + np.array(w)).tolist()


@wrong(of="add")
def add_into_v(v, w):
    """Writes the sum into v, so the caller's vector changes."""
    assert len(v) == len(w), "different lengths"
    for i in range(len(v)):
        v[i] += w[i]
    return v


# ---------------------------------------------------------------- vector_sum

@wrong(of="vector_sum")
def vector_sum_index_error(vectors):
    """Takes vectors[0] before checking anything: an empty list ends in an IndexError, not one of the errors asked for."""
    result = vectors[0]
    for vector in vectors[1:]:
        result = add(result, vector)
    return result


@wrong(of="vector_sum")
def vector_sum_np_sum(vectors):
    """np.sum refuses different lengths, but answers 0.0 for an empty list."""
    return np.sum(vectors, axis=0)


@wrong(of="vector_sum")
def vector_sum_first_and_last(vectors):
    """Checks only whether the first and second vector are equally long, so a third one is cut off or read short by zip."""
    if len(vectors) == 0:
        raise ValueError("no vectors")
    if len(vectors) > 1 and len(vectors[0]) != len(vectors[1]):
        raise ValueError("vectors must have the same length")
    return [sum(numbers) for numbers in zip(*vectors)]


# ---------------------------------------------------------------- scalar_multiply

@wrong(of="scalar_multiply")
def scalar_multiply_in_place(c, v):
    """Multiplies inside the list that was passed in."""
    for i in range(len(v)):
        v[i] = c * v[i]
    return v


@wrong(of="scalar_multiply")
def scalar_multiply_repeats(c, v):
    """c * v repeats the list c times."""
    return c * v


# ---------------------------------------------------------------- vector_mean

@wrong(of="vector_mean")
def vector_mean_divides_by_zero(vectors):
    """Divides by the length before anybody has refused the empty list: ZeroDivisionError."""
    n = len(vectors)
    return scalar_multiply(1 / n, vector_sum(vectors))


@wrong(of="vector_mean")
def vector_mean_by_length_of_vector(vectors):
    """Divides by the length of the vectors instead of their number."""
    total = vector_sum(vectors)
    return [number / len(total) for number in total]


@wrong(of="vector_mean")
def vector_mean_np_nan(vectors):
    """np.mean refuses different lengths, but gives nan for an empty list."""
    return np.mean(np.array(vectors), axis=0)


# ---------------------------------------------------------------- linear_gradient

@wrong(of="linear_gradient")
def linear_gradient_theta_old_order(x, y, theta):
    """Reads theta as [intercept, slope], the order of the first exercises."""
    intercept, slope = theta
    error = slope * x + intercept - y
    return [2 * error * x, 2 * error]


@wrong(of="linear_gradient")
def linear_gradient_intercept_first(x, y, theta):
    """Returns the derivative for the intercept first."""
    slope, intercept = theta
    error = (slope * x + intercept) - y
    return [2 * error, 2 * error * x]


@wrong(of="linear_gradient")
def linear_gradient_truth_minus_prediction(x, y, theta):
    """The error is truth minus prediction, so both signs are wrong."""
    slope, intercept = theta
    error = y - (slope * x + intercept)
    return [2 * error * x, 2 * error]


@wrong(of="linear_gradient")
def linear_gradient_squared_error(x, y, theta):
    """Uses the squared error in the formulas instead of the error."""
    slope, intercept = theta
    error = (slope * x + intercept - y) ** 2
    return [2 * error * x, 2 * error]


# ---------------------------------------------------------------- gradient_step

@wrong(of="gradient_step")
def gradient_step_minus(v, gradient, step_size):
    """Subtracts, although the step size will be negative already."""
    return [a - step_size * g for a, g in zip(v, gradient)]


@wrong(of="gradient_step")
def gradient_step_joins_lists(v, gradient, step_size):
    """+ between two lists joins them instead of adding place by place."""
    return v + scalar_multiply(step_size, gradient)


# ---------------------------------------------------------------- descend

@wrong(of="descend")
def descend_step_after_every_point(inputs, theta, learning_rate, epochs):
    """Takes a step after every single point instead of one per epoch."""
    for epoch in range(epochs):
        for x, y in inputs:
            grad = linear_gradient(x, y, theta)
            theta = gradient_step(theta, grad, -learning_rate)
    return theta


@wrong(of="descend")
def descend_divides_by_four(inputs, theta, learning_rate, epochs):
    """Divides the sum of the gradients by 4, however many points there are."""
    for _ in range(epochs):
        gradients = [linear_gradient(x, y, theta) for x, y in inputs]
        mean = scalar_multiply(1 / 4, vector_sum(gradients))
        theta = gradient_step(theta, mean, -learning_rate)
    return theta


@wrong(of="descend")
def descend_uphill(inputs, theta, learning_rate, epochs):
    """Passes the learning rate without the minus, so it climbs."""
    for epoch in range(epochs):
        grad = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, grad, learning_rate)
    return theta


@wrong(of="descend")
def descend_changes_theta(inputs, theta, learning_rate, epochs):
    """Writes into the list theta that was passed in."""
    for epoch in range(epochs):
        gradients = []
        for x, y in inputs:
            gradients.append(linear_gradient(x, y, theta))
        mean = vector_mean(gradients)
        theta[0] = theta[0] - learning_rate * mean[0]
        theta[1] = theta[1] - learning_rate * mean[1]
    return theta


@wrong(of="descend")
def descend_gradients_pile_up(inputs, theta, learning_rate, epochs):
    """The list of gradients is made before the loop over the epochs, so the old gradients stay in the mean."""
    gradients = []
    for epoch in range(epochs):
        for x, y in inputs:
            gradients.append(linear_gradient(x, y, theta))
        theta = gradient_step(theta, vector_mean(gradients), -learning_rate)
    return theta
