from versions import wrong

# ---------------------------------------------------------- normal_equation

@wrong(of="normal_equation")
def normal_slope_first(x, y):
    """Puts the column of x before the ones, so the slope comes first."""
    A = np.column_stack([x, np.ones(len(x))])
    return np.linalg.inv(A.T @ A) @ A.T @ y


@wrong(of="normal_equation")
def normal_globals(x, y):
    """Uses the global xs and ys instead of its arguments."""
    A = np.column_stack([np.ones(len(xs)), xs])
    return np.linalg.inv(A.T @ A) @ A.T @ ys


@wrong(of="normal_equation")
def normal_elementwise(x, y):
    """Multiplies place by place with * where a product of matrices is meant, and adds the columns up."""
    A = np.column_stack([np.ones(len(x)), x])
    return np.sum(np.linalg.inv(A.T @ A) * (A.T @ y), axis=0)


@wrong(of="normal_equation")
def normal_reshape_for_transpose(x, y):
    """Takes reshape for the transpose, which mixes up rows and columns."""
    A = np.column_stack([np.ones(len(x)), x])
    At = A.reshape(2, len(x))
    return np.linalg.inv(At @ A) @ At @ y


@wrong(of="normal_equation")
def normal_power_minus_one(x, y):
    """Takes ** -1 for the inverse of a matrix: it inverts every entry for itself."""
    A = np.column_stack([np.ones(len(x)), x])
    M = A.T @ A
    M[M == 0] = 1
    return M ** -1.0 @ A.T @ y


@wrong(of="normal_equation")
def normal_no_inverse(x, y):
    """Forgets the inverse and returns A^T y."""
    A = np.column_stack([np.ones(len(x)), x])
    return A.T @ y


@wrong(of="normal_equation")
def normal_without_ones(x, y):
    """Has no column of ones: the line goes through the origin, the intercept is said to be zero."""
    slope = (x @ y) / (x @ x)
    return [0.0, slope]


@wrong(of="normal_equation")
def normal_first_and_last(x, y):
    """Draws the line through the first and the last point."""
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return [y[0] - slope * x[0], slope]


@wrong(of="normal_equation")
def normal_rounded(x, y):
    """Rounds the result to one decimal."""
    A = np.column_stack([np.ones(len(x)), x])
    return np.round(np.linalg.inv(A.T @ A) @ A.T @ y, 1)


@wrong(of="normal_equation")
def normal_whole_numbers(x, y):
    """Builds A with whole numbers, so that the decimals of x are cut off."""
    A = np.ones((len(x), 2), dtype=int)
    A[:, 1] = x
    return np.linalg.inv(A.T @ A) @ A.T @ y


@wrong(of="normal_equation")
def normal_centres_in_place(x, y):
    """The numbers are right, but x of the caller is centred afterwards."""
    mean = x.mean()
    x -= mean
    slope = (x @ y) / (x @ x)
    return [y.mean() - slope * mean, slope]


@wrong(of="normal_equation")
def normal_sorts_x(x, y):
    """Sorts the x but not the y, so that the pairs no longer belong together when the points come in another order."""
    x = np.sort(x)
    A = np.column_stack([np.ones(len(x)), x])
    return np.linalg.inv(A.T @ A) @ A.T @ y


@wrong(of="normal_equation")
def normal_x_and_y_swapped(x, y):
    """Swaps the roles of x and y."""
    A = np.column_stack([np.ones(len(y)), y])
    return np.linalg.inv(A.T @ A) @ A.T @ x


@wrong(of="normal_equation")
def normal_returns_predictions(x, y):
    """Returns the heights of the line at the points instead of intercept and slope."""
    A = np.column_stack([np.ones(len(x)), x])
    return A @ (np.linalg.inv(A.T @ A) @ A.T @ y)


@wrong(of="normal_equation")
def normal_inverse_of_first_rows(x, y):
    """Makes A square by keeping its first two rows only."""
    A = np.column_stack([np.ones(len(x)), x])[:2]
    return np.linalg.inv(A) @ y[:2]


@wrong(of="normal_equation")
def normal_prints(x, y):
    """Prints intercept and slope."""
    A = np.column_stack([np.ones(len(x)), x])
    theta = np.linalg.inv(A.T @ A) @ A.T @ y
    print("intercept", theta[0], "slope", theta[1])


@wrong(of="normal_equation")
def normal_slope_formula_n(x, y):
    """Formula with sums in which a square is in the wrong place: n * sum(x)**2 - sum(x**2)."""
    n = len(x)
    slope = (n * np.sum(x * y) - np.sum(x) * np.sum(y)) / (n * np.sum(x) ** 2 - np.sum(x ** 2))
    return [np.mean(y) - slope * np.mean(x), slope]


@wrong(of="normal_equation")
def normal_intercept_from_first_point(x, y):
    """Takes the right slope but lays the line through the first point."""
    slope = np.cov(x, y)[0, 1] / np.var(x, ddof=1)
    return np.array([y[0] - slope * x[0], slope])


# ------------------------------------------------------------- least_squares

@wrong(of="least_squares")
def lstsq_everything(x, y):
    """Returns all four results of lstsq."""
    A = np.column_stack([np.ones(len(x)), x])
    return np.linalg.lstsq(A, y, rcond=None)


@wrong(of="least_squares")
def lstsq_singular_values(x, y):
    """Returns the two singular values (the last result) instead of the solution."""
    A = np.column_stack([np.ones(len(x)), x])
    return np.linalg.lstsq(A, y, rcond=None)[3]


@wrong(of="least_squares")
def lstsq_polyfit_order(x, y):
    """polyfit returns the slope first, and nobody turns it round."""
    return np.polyfit(x, y, 1)


@wrong(of="least_squares")
def lstsq_sklearn_with_ones(x, y):
    """Gives scikit-learn the column of ones and returns coef_: the slope for the ones is 0, the real intercept is in intercept_."""
    from sklearn.linear_model import LinearRegression
    A = np.column_stack([np.ones(len(x)), x])
    return LinearRegression().fit(A, y).coef_


@wrong(of="least_squares")
def lstsq_sklearn_no_intercept(x, y):
    """fit_intercept=False without a column of ones."""
    from sklearn.linear_model import LinearRegression
    model = LinearRegression(fit_intercept=False).fit(x.reshape(-1, 1), y)
    return [model.intercept_, model.coef_[0]]


@wrong(of="least_squares")
def lstsq_sklearn_swapped(x, y):
    """Returns slope and intercept in the order of scikit-learn's attributes."""
    from sklearn.linear_model import LinearRegression
    model = LinearRegression().fit(x.reshape(-1, 1), y)
    return model.coef_[0], model.intercept_


@wrong(of="least_squares")
def lstsq_polynomial_not_converted(x, y):
    """Polynomial.fit works in a scaled window; without convert() its coefficients do not belong to x."""
    line = np.polynomial.Polynomial.fit(x, y, 1)
    return line.coef


@wrong(of="least_squares")
def lstsq_only_positive(x, y):
    """LinearRegression(positive=True) allows no falling line."""
    from sklearn.linear_model import LinearRegression
    model = LinearRegression(positive=True).fit(x.reshape(-1, 1), y)
    return [model.intercept_, model.coef_[0]]


@wrong(of="least_squares")
def lstsq_three_points_only(x, y):
    """Looks at the first three points only."""
    A = np.column_stack([np.ones(3), x[:3]])
    return np.linalg.lstsq(A, y[:3], rcond=None)[0]


@wrong(of="least_squares")
def lstsq_ends_through_mean(x, y):
    """Slope from the first to the last point, laid through the centre of the points."""
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return [np.mean(y) - slope * np.mean(x), slope]


@wrong(of="least_squares")
def lstsq_slope_only(x, y):
    """Returns only the second number of the solution."""
    A = np.column_stack([np.ones(len(x)), x])
    return np.linalg.lstsq(A, y, rcond=None)[0][1]


@wrong(of="least_squares")
def lstsq_solution_and_error(x, y):
    """Returns slope and sum of squared errors: the indices of the solution and of the four results are mixed up."""
    A = np.column_stack([np.ones(len(x)), x])
    result = np.linalg.lstsq(A, y, rcond=None)
    return [result[0][1], float(np.sum(result[1]))]


@wrong(of="least_squares")
def lstsq_globals(x, y):
    """Builds A from the global xs, cut or repeated to the right length."""
    A = np.column_stack([np.ones(len(x)), np.resize(xs, len(x))])
    return np.linalg.lstsq(A, y, rcond=None)[0]


@wrong(of="least_squares")
def lstsq_parabola_ends(x, y):
    """Fits a parabola and returns its lowest two coefficients."""
    a, b, c = np.polyfit(x, y, 2)
    return [c, b]


@wrong(of="least_squares")
def lstsq_rounded(x, y):
    """Rounds intercept and slope to two decimals."""
    A = np.column_stack([np.ones(len(x)), x])
    intercept, slope = np.linalg.lstsq(A, y, rcond=None)[0]
    return [round(intercept, 2), round(slope, 2)]


@wrong(of="least_squares")
def lstsq_rcond_too_large(x, y):
    """Sets rcond to 0.5, so that the smaller singular value is thrown away."""
    A = np.column_stack([np.ones(len(x)), x])
    return np.linalg.lstsq(A, y, rcond=0.5)[0]


# ----------------------------------------------------------------------- add

@wrong(of="add")
def add_zip_without_check(v, w):
    """No check: zip stops at the shorter vector."""
    return [a + b for a, b in zip(v, w)]


@wrong(of="add")
def add_concatenates(v, w):
    """Plus puts one list behind the other."""
    assert len(v) == len(w)
    return v + w


@wrong(of="add")
def add_checks_one_way(v, w):
    """Refuses only a second vector that is too short; one that is too long is cut off."""
    if len(w) < len(v):
        raise ValueError("w is too short")
    return [v[i] + w[i] for i in range(len(v))]


@wrong(of="add")
def add_numpy_broadcasts(v, w):
    """Leaves the refusing to NumPy, which happily adds a vector of length 1 to any other."""
    return (np.array(v) + np.array(w)).tolist()


@wrong(of="add")
def add_changes_v(v, w):
    """Adds into v itself, so the vector of the caller is changed."""
    assert len(v) == len(w)
    for i in range(len(v)):
        v[i] += w[i]
    return v


@wrong(of="add")
def add_assert_tuple(v, w):
    """The parentheses make the assert test a tuple, which is always true."""
    assert (len(v) == len(w), "different lengths")
    return [a + b for a, b in zip(v, w)]


@wrong(of="add")
def add_returns_the_error(v, w):
    """Returns the ValueError instead of raising it."""
    if len(v) != len(w):
        return ValueError("different lengths")
    return [a + b for a, b in zip(v, w)]


@wrong(of="add")
def add_prints_the_error(v, w):
    """Prints a message for different lengths and returns None."""
    if len(v) != len(w):
        print("These vectors have different lengths!")
        return None
    return [a + b for a, b in zip(v, w)]


@wrong(of="add")
def add_pads_with_zeros(v, w):
    """Fills the shorter vector up with zeros."""
    from itertools import zip_longest
    return [a + b for a, b in zip_longest(v, w, fillvalue=0)]


@wrong(of="add")
def add_looks_up_the_index(v, w):
    """Looks for the place of each number with index, which finds the first one only when a number occurs twice."""
    if len(v) != len(w):
        raise ValueError("different lengths")
    return [a + w[v.index(a)] for a in v]


@wrong(of="add")
def add_index_error(v, w):
    """Has no check of its own: v longer gives an IndexError, w longer is cut off."""
    result = []
    for i in range(len(v)):
        result.append(v[i] + w[i])
    return result


@wrong(of="add")
def add_one_number(v, w):
    """Returns the sum of all entries of both vectors, one number."""
    if len(v) != len(w):
        raise ValueError
    return sum(v) + sum(w)


@wrong(of="add")
def add_all_pairs(v, w):
    """Two nested loops add every entry of v to every entry of w."""
    if len(v) != len(w):
        raise ValueError("lengths differ")
    return [a + b for a in v for b in w]


@wrong(of="add")
def add_try_except(v, w):
    """Catches its own error and answers with an empty list."""
    try:
        if len(v) != len(w):
            raise ValueError("lengths differ")
        return [v[i] + w[i] for i in range(len(v))]
    except ValueError:
        return []


# ---------------------------------------------------------------- vector_sum

@wrong(of="vector_sum")
def vsum_changes_first(vectors):
    """Begins with the first vector itself and adds into it, so the first vector of the caller is changed."""
    assert len(vectors) > 0
    total = vectors[0]
    for vector in vectors[1:]:
        assert len(vector) == len(total)
        for i in range(len(total)):
            total[i] += vector[i]
    return total


@wrong(of="vector_sum")
def vsum_pops(vectors):
    """Takes the first vector out of the list of the caller with pop; the sum is right, but that list is shorter afterwards."""
    if not vectors:
        raise ValueError("no vectors")
    total = vectors.pop(0)
    for vector in vectors:
        total = add(total, vector)
    return total


@wrong(of="vector_sum")
def vsum_checks_last_only(vectors):
    """Compares only the first and the last length; a different one in between is overlooked."""
    if len(vectors) == 0 or len(vectors[0]) != len(vectors[-1]):
        raise ValueError("no sum")
    return [sum(column) for column in zip(*vectors)]


@wrong(of="vector_sum")
def vsum_zip_cuts(vectors):
    """zip cuts all vectors to the shortest, different lengths are not refused."""
    if not vectors:
        raise ValueError("empty")
    return [sum(column) for column in zip(*vectors)]


@wrong(of="vector_sum")
def vsum_numpy_empty(vectors):
    """NumPy refuses different lengths, but the sum of nothing is 0.0 for it."""
    return np.sum(vectors, axis=0).tolist()


@wrong(of="vector_sum")
def vsum_empty_list_for_empty(vectors):
    """Answers an empty list with an empty list."""
    if len(vectors) == 0:
        return []
    total = vectors[0]
    for v in vectors[1:]:
        total = add(total, v)
    return total


@wrong(of="vector_sum")
def vsum_rows(vectors):
    """Adds within each vector instead of across the vectors."""
    assert vectors and all(len(v) == len(vectors[0]) for v in vectors)
    return [sum(v) for v in vectors]


@wrong(of="vector_sum")
def vsum_one_number(vectors):
    """Adds all the numbers up to one number."""
    assert vectors and all(len(v) == len(vectors[0]) for v in vectors)
    return sum(sum(v) for v in vectors)


@wrong(of="vector_sum")
def vsum_first_counts_twice(vectors):
    """Begins with the first vector and then adds all, so the first counts twice."""
    if not vectors:
        raise ValueError("empty list")
    total = vectors[0]
    for v in vectors:
        total = add(total, v)
    return total


@wrong(of="vector_sum")
def vsum_return_in_loop(vectors):
    """The return is inside the loop, so at most two vectors are added."""
    if not vectors:
        raise ValueError("empty list")
    total = vectors[0]
    if len(vectors) == 1:
        return total
    for v in vectors[1:]:
        total = add(total, v)
        return total


@wrong(of="vector_sum")
def vsum_misses_last(vectors):
    """The loop ends before the last vector, except that a single vector is its own sum."""
    if not vectors:
        raise ValueError("empty list")
    total = list(vectors[0])
    for i in range(1, len(vectors) - 1):
        total = add(total, vectors[i])
    return total


@wrong(of="vector_sum")
def vsum_numpy_broadcast(vectors):
    """Adds NumPy arrays one by one, so vectors of length 1 are added to longer ones instead of being refused."""
    assert len(vectors) != 0
    total = np.array(vectors[0])
    for v in vectors[1:]:
        total = total + np.array(v)
    return list(total)


@wrong(of="vector_sum")
def vsum_concatenates(vectors):
    """sum with the start [] strings the lists together."""
    assert vectors, "empty list"
    return sum(vectors, [])


@wrong(of="vector_sum")
def vsum_wrong_kind_of_error(vectors):
    """An empty list runs into vectors[0] and gives an IndexError, neither a ValueError nor a failing assert."""
    total = [0] * len(vectors[0])
    for v in vectors:
        total = add(total, v)
    return total


@wrong(of="vector_sum")
def vsum_same_length_as_list(vectors):
    """Demands that the vectors are as long as the list of vectors."""
    if len(vectors) == 0:
        raise ValueError("empty")
    n = len(vectors)
    for v in vectors:
        if len(v) != n:
            raise ValueError("wrong length")
    return [sum(v[i] for v in vectors) for i in range(n)]


@wrong(of="vector_sum")
def vsum_no_doubles(vectors):
    """Skips vectors that equal an earlier one (collects them in a list without doubles first)."""
    if not vectors:
        raise ValueError("empty")
    different = []
    for v in vectors:
        if v not in different:
            different.append(v)
    total = [0] * len(different[0])
    for v in different:
        total = add(total, v)
    return total


# ----------------------------------------------------------- scalar_multiply

@wrong(of="scalar_multiply")
def scale_repeats(c, v):
    """c * v repeats a list instead of stretching the vector."""
    return int(c) * v


@wrong(of="scalar_multiply")
def scale_in_place(c, v):
    """Changes the list that was passed in."""
    for i in range(len(v)):
        v[i] = c * v[i]
    return v


@wrong(of="scalar_multiply")
def scale_alias(c, v):
    """Believes that new = v makes a copy."""
    new = v
    for i in range(len(new)):
        new[i] *= c
    return new


@wrong(of="scalar_multiply")
def scale_adds(c, v):
    """Adds c to each entry."""
    return [c + x for x in v]


@wrong(of="scalar_multiply")
def scale_rounds(c, v):
    """Rounds to two decimals."""
    return [round(c * x, 2) for x in v]


@wrong(of="scalar_multiply")
def scale_zero_special(c, v):
    """For c = 0 it returns the number 0 instead of a vector of zeros."""
    if c == 0:
        return 0
    return [c * x for x in v]


@wrong(of="scalar_multiply")
def scale_sum(c, v):
    """Adds the products up to one number, like a dot product."""
    return sum(c * x for x in v)


@wrong(of="scalar_multiply")
def scale_drops_zeros(c, v):
    """Leaves zeros out, because they stay zero anyway; the vector gets shorter."""
    result = []
    for x in v:
        if x != 0:
            result.append(c * x)
    return result


@wrong(of="scalar_multiply")
def scale_map_object(c, v):
    """Returns the map object itself, which is not a list and can be read only once."""
    return map(lambda x: c * x, v)


@wrong(of="scalar_multiply")
def scale_accumulates(c, v):
    """Multiplies c into itself along the way: every entry carries the product of those before it."""
    result = []
    for x in v:
        c = c * x
        result.append(c)
    return result


@wrong(of="scalar_multiply")
def scale_whole_array(c, v):
    """Writes the products into an array of whole numbers, which cuts decimals off."""
    result = np.zeros(len(v), dtype=int)
    for i, x in enumerate(v):
        result[i] = c * x
    return result.tolist()


@wrong(of="scalar_multiply")
def scale_first_only(c, v):
    """Multiplies only the first entry."""
    return [c * v[0]] + v[1:]


@wrong(of="scalar_multiply")
def scale_index_lookup(c, v):
    """Writes each product to the place that index finds, which is the wrong one when an earlier product equals this entry, as in 2 times [1, 2]."""
    new = list(v)
    for x in v:
        new[new.index(x)] = c * x
    return new


# --------------------------------------------------------------- vector_mean

@wrong(of="vector_mean")
def vmean_median(vectors):
    """Takes the median of each place instead of the mean."""
    import statistics
    assert vectors and all(len(v) == len(vectors[0]) for v in vectors)
    return [statistics.median(column) for column in zip(*vectors)]


@wrong(of="vector_mean")
def vmean_whole_division(vectors):
    """Divides with //, which rounds down."""
    return [s // len(vectors) for s in vector_sum(vectors)]


@wrong(of="vector_mean")
def vmean_divides_by_vector_length(vectors):
    """Divides by the length of a vector instead of the number of vectors."""
    total = vector_sum(vectors)
    return scalar_multiply(1 / len(vectors[0]), total)


@wrong(of="vector_mean")
def vmean_no_division(vectors):
    """Returns the sum."""
    return vector_sum(vectors)


@wrong(of="vector_mean")
def vmean_zero_division(vectors):
    """Computes 1 / n before the check, so an empty list gives a ZeroDivisionError."""
    factor = 1 / len(vectors)
    return scalar_multiply(factor, vector_sum(vectors))


@wrong(of="vector_mean")
def vmean_of_neighbours(vectors):
    """Takes the mean of the mean so far and the next vector, so later vectors weigh more."""
    assert len(vectors) > 0
    mean = vectors[0]
    for v in vectors[1:]:
        mean = scalar_multiply(0.5, add(mean, v))
    return mean


@wrong(of="vector_mean")
def vmean_n_minus_one(vectors):
    """Divides by n - 1, except for a single vector."""
    total = vector_sum(vectors)
    return scalar_multiply(1 / max(len(vectors) - 1, 1), total)


@wrong(of="vector_mean")
def vmean_rows(vectors):
    """Returns the mean of each single vector."""
    vector_sum(vectors)
    return [sum(v) / len(v) for v in vectors]


@wrong(of="vector_mean")
def vmean_numpy_nan(vectors):
    """np.mean of an empty list is nan with a warning, not an error."""
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.mean(vectors, axis=0).tolist()


@wrong(of="vector_mean")
def vmean_zip_cuts(vectors):
    """Refuses the empty list only; zip cuts different lengths to the shortest."""
    if not vectors:
        raise ValueError("empty")
    return [sum(column) / len(column) for column in zip(*vectors)]


@wrong(of="vector_mean")
def vmean_counts_filled_places(vectors):
    """Different lengths are not refused: each place is divided by how many vectors have it."""
    if len(vectors) == 0:
        raise ValueError("nothing to average")
    result = []
    for i in range(max(len(v) for v in vectors)):
        column = [v[i] for v in vectors if len(v) > i]
        result.append(sum(column) / len(column))
    return result


@wrong(of="vector_mean")
def vmean_always_three(vectors):
    """Divides by 3, as in the example."""
    total = vector_sum(vectors)
    return [x / 3 for x in total]


@wrong(of="vector_mean")
def vmean_only_nonzero(vectors):
    """Divides each place by the number of entries that are not zero."""
    total = vector_sum(vectors)
    result = []
    for i in range(len(total)):
        n = len([v for v in vectors if v[i] != 0])
        result.append(total[i] / n if n else 0)
    return result


@wrong(of="vector_mean")
def vmean_nested(vectors):
    """Returns the mean wrapped in one more list."""
    return [scalar_multiply(1 / len(vectors), vector_sum(vectors)) if vectors else vector_sum(vectors)]


# ----------------------------------------------------------- linear_gradient

@wrong(of="linear_gradient")
def lg_intercept_first(x, y, theta):
    """Returns the derivative for the intercept first."""
    slope, intercept = theta
    error = slope * x + intercept - y
    return [2 * error, 2 * error * x]


@wrong(of="linear_gradient")
def lg_theta_other_way_round(x, y, theta):
    """Reads theta as [intercept, slope], as in the first half of the notebook."""
    intercept, slope = theta
    error = slope * x + intercept - y
    return [2 * error * x, 2 * error]


@wrong(of="linear_gradient")
def lg_truth_minus_prediction(x, y, theta):
    """Truth minus prediction turns both signs round."""
    error = y - (theta[0] * x + theta[1])
    return [2 * error * x, 2 * error]


@wrong(of="linear_gradient")
def lg_without_two(x, y, theta):
    """Forgets the factor 2."""
    error = theta[0] * x + theta[1] - y
    return [error * x, error]


@wrong(of="linear_gradient")
def lg_two_in_slope_only(x, y, theta):
    """The factor 2 stands before the first derivative only."""
    error = theta[0] * x + theta[1] - y
    return [2 * error * x, error]


@wrong(of="linear_gradient")
def lg_x_in_both(x, y, theta):
    """Multiplies by x in both derivatives."""
    error = theta[0] * x + theta[1] - y
    return [2 * error * x, 2 * error * x]


@wrong(of="linear_gradient")
def lg_no_x(x, y, theta):
    """Forgets the chain rule: no factor x for the slope."""
    error = theta[0] * x + theta[1] - y
    return [2 * error, 2 * error]


@wrong(of="linear_gradient")
def lg_slope_for_x(x, y, theta):
    """Derives for x: the inner factor is the slope instead of x."""
    slope, intercept = theta
    error = slope * x + intercept - y
    return [2 * error * slope, 2 * error]


@wrong(of="linear_gradient")
def lg_intercept_as_factor(x, y, theta):
    """Multiplies the second derivative by the intercept."""
    slope, intercept = theta
    error = slope * x + intercept - y
    return [2 * error * x, 2 * error * intercept]


@wrong(of="linear_gradient")
def lg_squares_the_error(x, y, theta):
    """Puts the loss (the squared error) where the error should stand."""
    loss = (theta[0] * x + theta[1] - y) ** 2
    return [2 * loss * x, 2 * loss]


@wrong(of="linear_gradient")
def lg_estimate(x, y, theta):
    """Compares the losses of two nearby lines, which gives only an estimate."""
    h = 0.001
    def loss(slope, intercept):
        return (slope * x + intercept - y) ** 2
    s, i = theta
    return [(loss(s + h, i) - loss(s, i)) / h, (loss(s, i + h) - loss(s, i)) / h]


@wrong(of="linear_gradient")
def lg_rounds(x, y, theta):
    """Rounds the derivatives to whole numbers."""
    slope, intercept = theta
    error = slope * x + intercept - y
    return [round(2 * error * x), round(2 * error)]


@wrong(of="linear_gradient")
def lg_forgets_intercept(x, y, theta):
    """Predicts without the intercept."""
    error = theta[0] * x - y
    return [2 * error * x, 2 * error]


@wrong(of="linear_gradient")
def lg_absolute_x(x, y, theta):
    """Uses the absolute value of x, as if all points lay to the right."""
    error = theta[0] * x + theta[1] - y
    return [2 * error * abs(x), 2 * error]


@wrong(of="linear_gradient")
def lg_parentheses(x, y, theta):
    """Parentheses in the wrong place: slope times (x + intercept)."""
    error = theta[0] * (x + theta[1]) - y
    return [2 * error * x, 2 * error]


@wrong(of="linear_gradient")
def lg_writes_into_theta(x, y, theta):
    """Stores the result in theta, so the theta of the caller is changed."""
    error = theta[0] * x + theta[1] - y
    theta[0] = 2 * error * x
    theta[1] = 2 * error
    return theta


@wrong(of="linear_gradient")
def lg_nothing_at_origin(x, y, theta):
    """Thinks that at x = 0 there is nothing to learn and returns [0, 0] there."""
    if x == 0:
        return [0, 0]
    error = theta[0] * x + theta[1] - y
    return [2 * error * x, 2 * error]


@wrong(of="linear_gradient")
def lg_unit_length(x, y, theta):
    """Scales the gradient to length one, so only its direction is left."""
    error = theta[0] * x + theta[1] - y
    gradient = np.array([2 * error * x, 2 * error])
    length = np.linalg.norm(gradient)
    return gradient / length if length > 0 else gradient


# ------------------------------------------------------------- gradient_step

@wrong(of="gradient_step")
def step_minus(v, gradient, step_size):
    """Subtracts, although the minus is in the step size already."""
    return [a - step_size * g for a, g in zip(v, gradient)]


@wrong(of="gradient_step")
def step_always_down(v, gradient, step_size):
    """Goes downhill whatever the sign of the step size is."""
    return add(v, scalar_multiply(-abs(step_size), gradient))


@wrong(of="gradient_step")
def step_without_size(v, gradient, step_size):
    """Forgets the step size."""
    return add(v, gradient)


@wrong(of="gradient_step")
def step_only_the_way(v, gradient, step_size):
    """Returns the way, not the place where it leads."""
    return scalar_multiply(step_size, gradient)


@wrong(of="gradient_step")
def step_changes_v(v, gradient, step_size):
    """Changes v in place."""
    for i in range(len(v)):
        v[i] += step_size * gradient[i]
    return v


@wrong(of="gradient_step")
def step_changes_gradient(v, gradient, step_size):
    """Multiplies the gradient of the caller in place."""
    for i in range(len(gradient)):
        gradient[i] *= step_size
    return add(v, gradient)


@wrong(of="gradient_step")
def step_two_numbers(v, gradient, step_size):
    """Returns the first two places only, as if v were always theta."""
    return [v[0] + step_size * gradient[0], v[1] + step_size * gradient[1]]


@wrong(of="gradient_step")
def step_factor_on_the_sum(v, gradient, step_size):
    """Multiplies the sum of both by the step size."""
    return scalar_multiply(step_size, add(v, gradient))


@wrong(of="gradient_step")
def step_swapped_roles(v, gradient, step_size):
    """Stretches v and adds the gradient: the arguments are mixed up."""
    return add(gradient, scalar_multiply(step_size, v))


@wrong(of="gradient_step")
def step_fixed_size(v, gradient, step_size):
    """Always uses 0.01, with the sign of the step size."""
    size = 0.01 if step_size > 0 else -0.01
    return [a + size * g for a, g in zip(v, gradient)]


@wrong(of="gradient_step")
def step_unit_length(v, gradient, step_size):
    """Shortens the gradient to length one, so that the step size is the length of the step."""
    length = sum(g ** 2 for g in gradient) ** 0.5
    if length == 0:
        return list(v)
    return [a + step_size * g / length for a, g in zip(v, gradient)]


@wrong(of="gradient_step")
def step_integer_array(v, gradient, step_size):
    """Makes an empty copy of v with zeros_like: if v holds whole numbers, the result is cut to whole numbers."""
    new = np.zeros_like(v)
    for i in range(len(v)):
        new[i] = v[i] + step_size * gradient[i]
    return new.tolist()


@wrong(of="gradient_step")
def step_rounds(v, gradient, step_size):
    """Rounds the new place to one decimal."""
    return [round(a + step_size * g, 1) for a, g in zip(v, gradient)]


@wrong(of="gradient_step")
def step_index_of_gradient(v, gradient, step_size):
    """Finds the place of each slope with index, which is the wrong one when two slopes are equal."""
    return [v[gradient.index(g)] + step_size * g for g in gradient]


@wrong(of="gradient_step")
def step_size_added(v, gradient, step_size):
    """Adds the step size instead of multiplying by it."""
    return [a + step_size + g for a, g in zip(v, gradient)]


@wrong(of="gradient_step")
def step_sign_only(v, gradient, step_size):
    """Uses only the sign of the gradient, so every place moves equally far."""
    return [a + step_size * (1 if g > 0 else -1 if g < 0 else 0) for a, g in zip(v, gradient)]


# ------------------------------------------------------------------- descend

@wrong(of="descend")
def descend_point_by_point(inputs, theta, learning_rate, epochs):
    """Takes a step after every single point (stochastic descent) instead of one per epoch."""
    for _ in range(epochs):
        for x, y in inputs:
            theta = gradient_step(theta, linear_gradient(x, y, theta), -learning_rate)
    return theta


@wrong(of="descend")
def descend_sum(inputs, theta, learning_rate, epochs):
    """Takes the sum of the gradients instead of their mean."""
    for _ in range(epochs):
        total = vector_sum([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, total, -learning_rate)
    return theta


@wrong(of="descend")
def descend_uphill(inputs, theta, learning_rate, epochs):
    """Hands the learning rate over without the minus and climbs."""
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, mean, learning_rate)
    return theta


@wrong(of="descend")
def descend_one_epoch_less(inputs, theta, learning_rate, epochs):
    """Counts from 1 to epochs - 1: one epoch is missing."""
    for epoch in range(1, epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, mean, -learning_rate)
    return theta


@wrong(of="descend")
def descend_one_epoch_more(inputs, theta, learning_rate, epochs):
    """Does one epoch too many."""
    epoch = 0
    while epoch <= epochs:
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, mean, -learning_rate)
        epoch += 1
    return theta


@wrong(of="descend")
def descend_return_in_loop(inputs, theta, learning_rate, epochs):
    """Returns inside the loop, after the first epoch."""
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, mean, -learning_rate)
        return theta
    return theta


@wrong(of="descend")
def descend_from_start_every_time(inputs, theta, learning_rate, epochs):
    """Computes every gradient at the first theta, so all steps are equal."""
    place = theta
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        place = gradient_step(place, mean, -learning_rate)
    return place


@wrong(of="descend")
def descend_begins_at_zero(inputs, theta, learning_rate, epochs):
    """Always begins at [0, 0] and ignores the theta that it is given."""
    theta = [0, 0]
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, mean, -learning_rate)
    return theta


@wrong(of="descend")
def descend_last_point_only(inputs, theta, learning_rate, epochs):
    """Overwrites the gradient in the inner loop, so only the last point counts."""
    for _ in range(epochs):
        for x, y in inputs:
            gradient = linear_gradient(x, y, theta)
        theta = gradient_step(theta, gradient, -learning_rate)
    return theta


@wrong(of="descend")
def descend_gradients_pile_up(inputs, theta, learning_rate, epochs):
    """The list of gradients is made once before the loop and keeps the gradients of all earlier epochs."""
    gradients = []
    for _ in range(epochs):
        for x, y in inputs:
            gradients.append(linear_gradient(x, y, theta))
        theta = gradient_step(theta, vector_mean(gradients), -learning_rate)
    return theta


@wrong(of="descend")
def descend_changes_theta(inputs, theta, learning_rate, epochs):
    """Changes the theta of the caller in place; the numbers are right."""
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta[0] -= learning_rate * mean[0]
        theta[1] -= learning_rate * mean[1]
    return theta


@wrong(of="descend")
def descend_one_after_the_other(inputs, theta, learning_rate, epochs):
    """Changes the slope first and computes the derivative for the intercept with the new slope."""
    slope, intercept = theta
    n = len(inputs)
    for _ in range(epochs):
        slope = slope - learning_rate * sum(2 * (slope * x + intercept - y) * x for x, y in inputs) / n
        intercept = intercept - learning_rate * sum(2 * (slope * x + intercept - y) for x, y in inputs) / n
    return [slope, intercept]


@wrong(of="descend")
def descend_four_points_always(inputs, theta, learning_rate, epochs):
    """Divides by four whatever the number of points is."""
    for _ in range(epochs):
        total = vector_sum([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, scalar_multiply(1 / 4, total), -learning_rate)
    return theta


@wrong(of="descend")
def descend_global_points(inputs, theta, learning_rate, epochs):
    """Learns from the global list points instead of inputs."""
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in points])
        theta = gradient_step(theta, mean, -learning_rate)
    return theta


@wrong(of="descend")
def descend_dictionary(inputs, theta, learning_rate, epochs):
    """Makes a dictionary of the points, so of several points with the same x only the last one is left."""
    truth = dict(inputs)
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, truth[x], theta) for x in truth])
        theta = gradient_step(theta, mean, -learning_rate)
    return theta


@wrong(of="descend")
def descend_shuffles(inputs, theta, learning_rate, epochs):
    """Shuffles the list of the caller in place in every epoch; theta is right, but the points are in another order afterwards."""
    import random
    for _ in range(epochs):
        random.shuffle(inputs)
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, mean, -learning_rate)
    return theta


@wrong(of="descend")
def descend_stops_early(inputs, theta, learning_rate, epochs):
    """Stops as soon as the gradient is rather small instead of doing all the epochs."""
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        if abs(mean[0]) + abs(mean[1]) < 0.1:
            break
        theta = gradient_step(theta, mean, -learning_rate)
    return theta


@wrong(of="descend")
def descend_fading_rate(inputs, theta, learning_rate, epochs):
    """Makes the learning rate smaller in every epoch."""
    for epoch in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, mean, -learning_rate / (epoch + 1))
    return theta


@wrong(of="descend")
def descend_history(inputs, theta, learning_rate, epochs):
    """Returns the list of all thetas instead of the last one."""
    history = [theta]
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, history[-1]) for x, y in inputs])
        history.append(gradient_step(history[-1], mean, -learning_rate))
    return history


@wrong(of="descend")
def descend_intercept_first(inputs, theta, learning_rate, epochs):
    """Returns [intercept, slope]."""
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, mean, -learning_rate)
    slope, intercept = theta
    return [intercept, slope]


@wrong(of="descend")
def descend_halved_gradient(inputs, theta, learning_rate, epochs):
    """Writes the gradient down anew and forgets the factor 2."""
    x = np.array([p[0] for p in inputs], float)
    y = np.array([p[1] for p in inputs], float)
    slope, intercept = theta
    for _ in range(epochs):
        error = slope * x + intercept - y
        slope, intercept = slope - learning_rate * np.mean(error * x), intercept - learning_rate * np.mean(error)
    return [slope, intercept]


@wrong(of="descend")
def descend_rounds_each_epoch(inputs, theta, learning_rate, epochs):
    """Rounds theta to three decimals after every epoch."""
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = [round(t, 3) for t in gradient_step(theta, mean, -learning_rate)]
    return theta


@wrong(of="descend")
def descend_mean_point(inputs, theta, learning_rate, epochs):
    """Averages the points first and takes the gradient at the mean point, instead of averaging the gradients."""
    x, y = vector_mean([list(p) for p in inputs])
    for _ in range(epochs):
        theta = gradient_step(theta, linear_gradient(x, y, theta), -learning_rate)
    return theta


@wrong(of="descend")
def descend_clips(inputs, theta, learning_rate, epochs):
    """Cuts large gradients off at 1000."""
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        mean = [max(-1000, min(1000, g)) for g in mean]
        theta = gradient_step(theta, mean, -learning_rate)
    return theta


@wrong(of="descend")
def descend_stops_when_worse(inputs, theta, learning_rate, epochs):
    """Gives up as soon as the loss grows, so with a large learning rate it stays where it was instead of running away."""
    def loss(t):
        return sum((t[0] * x + t[1] - y) ** 2 for x, y in inputs) / len(inputs)
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        new = gradient_step(theta, mean, -learning_rate)
        if loss(new) > loss(theta):
            return theta
        theta = new
    return theta


@wrong(of="descend")
def descend_points_swapped(inputs, theta, learning_rate, epochs):
    """Unpacks the pairs as (y, x)."""
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for y, x in inputs])
        theta = gradient_step(theta, mean, -learning_rate)
    return theta


@wrong(of="descend")
def descend_fixed_epochs(inputs, theta, learning_rate, epochs):
    """Leaves at latest after 1000 epochs, as in the table."""
    for epoch in range(10 ** 6):
        if epoch == epochs or epoch == 1000:
            break
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, mean, -learning_rate)
    return theta


@wrong(of="descend")
def descend_misses_first_point(inputs, theta, learning_rate, epochs):
    """Begins with the gradient of nothing: index 0 is skipped, but the sum is divided by all points."""
    for _ in range(epochs):
        total = [0, 0]
        for i in range(1, len(inputs)):
            total = add(total, linear_gradient(inputs[i][0], inputs[i][1], theta))
        theta = gradient_step(theta, scalar_multiply(1 / len(inputs), total), -learning_rate)
    return theta


@wrong(of="descend")
def descend_momentum(inputs, theta, learning_rate, epochs):
    """Adds half of the previous step (momentum), which is a different method."""
    way = [0, 0]
    for _ in range(epochs):
        mean = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        way = add(scalar_multiply(0.5, way), scalar_multiply(-learning_rate, mean))
        theta = add(theta, way)
    return theta


@wrong(of="descend")
def descend_solves_directly(inputs, theta, learning_rate, epochs):
    """Returns the best line from the normal equation, whatever the number of epochs is."""
    if epochs == 0:
        return theta
    x = np.array([p[0] for p in inputs], float)
    y = np.array([p[1] for p in inputs], float)
    intercept, slope = normal_equation(x, y)
    return [slope, intercept]
