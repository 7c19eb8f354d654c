"""Right versions of the functions of this notebook, written as other people write them. None may lose a point.

They run beside the reference and use its names (`add`, `vector_sum`, `np` ...).
"""

# As students write it:
# ruff: noqa: B007, B904, B905, C417, PERF401, RET504, RET505, S101

from autograder.questions import variant

# ---------------------------------------------------------------- normal_equation


@variant(of="normal_equation")
def line_by_the_formula(x, y):
    A = np.column_stack((np.ones(len(x)), x))
    return np.linalg.inv(A.T @ A) @ A.T @ y


@variant(of="normal_equation")
def line_right_side_first(x, y):
    X = np.c_[np.ones_like(x), x]
    return np.linalg.inv(X.T.dot(X)).dot(X.T.dot(y))


@variant(of="normal_equation")
def line_row_by_row(x, y):
    A = np.array([[1.0, v] for v in x])
    return np.linalg.inv(np.matmul(A.T, A)).dot(np.matmul(A.T, y))


@variant(of="normal_equation")
def line_pseudo_inverse(x, y):
    A = np.vstack((np.ones(len(x)), x)).T
    return np.linalg.pinv(A).dot(y)


@variant(of="normal_equation")
def line_equations_solved(x, y):
    A = np.ones((len(x), 2))
    A[:, 1] = x
    return np.linalg.solve(np.dot(A.T, A), np.dot(A.T, y)).tolist()


@variant(of="normal_equation")
def line_sums(x, y):
    n = len(x)
    sx, sy, sxx, sxy = x.sum(), y.sum(), (x * x).sum(), (x * y).sum()
    d = n * sxx - sx**2
    return [(sy * sxx - sx * sxy) / d, (n * sxy - sx * sy) / d]


@variant(of="normal_equation")
def line_sums_in_plain_python(x, y):
    n, xs, ys = len(x), x.tolist(), y.tolist()
    mx, my = sum(xs) / n, sum(ys) / n
    slope = sum((a - mx) * (b - my) for a, b in zip(xs, ys, strict=True)) / sum((a - mx) ** 2 for a in xs)
    return my - slope * mx, slope


@variant(of="normal_equation")
def line_covariance(x, y):
    slope = np.cov(x, y)[0, 1] / np.var(x, ddof=1)
    return np.array([y.mean() - slope * x.mean(), slope])


@variant(of="normal_equation")
def line_correlation(x, y):
    r = np.sum((x - x.mean()) * (y - y.mean())) / len(x)
    slope = r / x.std() ** 2
    return np.mean(y) - slope * np.mean(x), slope


@variant(of="normal_equation")
def line_as_np_matrix(x, y):
    X = np.asmatrix(np.column_stack([np.ones(len(x)), x]))
    Y = np.asmatrix(y).T
    return (X.T * X).I * X.T * Y


@variant(of="normal_equation")
def line_as_a_column(x, y):
    A = np.hstack([np.ones((len(x), 1)), x.reshape(-1, 1)])
    return np.linalg.inv(A.T @ A) @ A.T @ y.reshape(-1, 1)


@variant(of="normal_equation")
def line_flattened(x, y):
    A = np.stack([np.ones(len(x)), x], axis=1)
    b = y[:, None]
    return (np.linalg.inv(A.T @ A) @ A.T @ b).flatten().tolist()


@variant(of="normal_equation")
def line_a_pair(x, y):
    A = np.insert(x.reshape(-1, 1), 0, 1, axis=1)
    r = np.linalg.inv(np.transpose(A) @ A) @ np.transpose(A) @ y
    return r[0], r[1]


@variant(of="normal_equation")
def line_orthogonal(x, y):
    A = np.insert(x.reshape(-1, 1), 0, 1, axis=1)
    Q, R = np.linalg.qr(A)
    return np.linalg.solve(R, Q.T @ y)


@variant(of="normal_equation")
def line_slope_first_turned(x, y):
    A = np.column_stack([x, np.ones(len(x))])
    return (np.linalg.inv(A.T @ A) @ A.T @ y)[::-1]


@variant(of="normal_equation")
def line_vandermonde(x, y):
    A = np.vander(x, 2, increasing=True)
    return np.linalg.inv(A.T @ A) @ (A.T @ y)


@variant(of="normal_equation")
def line_inverse_by_hand(x, y):
    n, s, q = len(x), np.sum(x), np.sum(x**2)
    inverse = np.array([[q, -s], [-s, n]]) / (n * q - s * s)
    return inverse @ [np.sum(y), np.sum(x * y)]


@variant(of="normal_equation")
def line_einsum(x, y):
    A = np.column_stack([np.ones_like(x), x])
    inverse = np.linalg.inv(np.einsum("ki,kj->ij", A, A))
    return np.einsum("ij,kj,k->i", inverse, A, y)


# ---------------------------------------------------------------- least_squares


@variant(of="least_squares")
def ready_first_of_four(x, y):
    A = np.column_stack((np.ones(len(x)), x))
    return np.linalg.lstsq(A, y, rcond=None)[0]


@variant(of="least_squares")
def ready_four_names(x, y):
    A = np.c_[np.ones(len(x)), x]
    theta, _rss, _rank, _sv = np.linalg.lstsq(A, y, rcond=None)
    return theta[0], theta[1]


@variant(of="least_squares")
def ready_default_rcond(x, y):
    A = np.array([np.ones_like(x), x]).T
    result = np.linalg.lstsq(A, y, rcond=-1)
    return result[0].tolist()


@variant(of="least_squares")
def ready_y_as_a_column(x, y):
    A = np.c_[np.ones(len(x)), x]
    s, *_ = np.linalg.lstsq(A, y.reshape(-1, 1), rcond=None)
    return s.T


@variant(of="least_squares")
def ready_stays_a_column(x, y):
    A = np.hstack([np.ones((len(x), 1)), x.reshape(-1, 1)])
    return np.linalg.lstsq(A, y.reshape(-1, 1), rcond=None)[0]


@variant(of="least_squares")
def ready_polyfit_turned(x, y):
    return np.polyfit(x, y, 1)[::-1]


@variant(of="least_squares")
def ready_polyfit_unpacked(x, y):
    slope, intercept = np.polyfit(x, y, deg=1)
    return [intercept, slope]


@variant(of="least_squares")
def ready_poly1d(x, y):
    line = np.poly1d(np.polyfit(x, y, 1))
    return [line(0), line[1]]


@variant(of="least_squares")
def ready_newer_polyfit(x, y):
    return np.polynomial.polynomial.polyfit(x, y, 1)


@variant(of="least_squares")
def ready_polynomial_converted(x, y):
    return list(np.polynomial.Polynomial.fit(x, y, 1).convert().coef)


@variant(of="least_squares")
def ready_linear_regression(x, y):
    from sklearn.linear_model import LinearRegression

    m = LinearRegression().fit(x[:, None], y)
    return [m.intercept_, *m.coef_]


@variant(of="least_squares")
def ready_linear_regression_with_ones(x, y):
    from sklearn.linear_model import LinearRegression

    A = np.column_stack([np.ones(len(x)), x])
    return LinearRegression(fit_intercept=False).fit(A, y).coef_


@variant(of="least_squares")
def ready_linear_regression_of_tables(x, y):
    from sklearn.linear_model import LinearRegression

    m = LinearRegression().fit(x.reshape(-1, 1), y.reshape(-1, 1))
    return np.concatenate([m.intercept_, m.coef_[0]])


@variant(of="least_squares")
def ready_predictions(x, y):
    from sklearn.linear_model import LinearRegression

    m = LinearRegression()
    m.fit(x.reshape(-1, 1), y)
    at_zero, at_one = m.predict([[0], [1]])
    return at_zero, at_one - at_zero


@variant(of="least_squares")
def ready_linregress(x, y):
    from scipy.stats import linregress

    r = linregress(x, y)
    return [r.intercept, r.slope]


@variant(of="least_squares")
def ready_scipy_lstsq(x, y):
    from scipy.linalg import lstsq

    A = np.column_stack([np.ones(len(x)), x])
    return lstsq(A, y)[0]


# ---------------------------------------------------------------- add


@variant(of="add")
def added_assert_and_zip(v, w):
    assert len(v) == len(w), "vectors must have the same length"
    return [a + b for a, b in zip(v, w)]


@variant(of="add")
def added_raise_and_append(v, w):
    if len(v) != len(w):
        raise ValueError("different lengths!")
    result = []
    for i in range(len(v)):
        result.append(v[i] + w[i])
    return result


@variant(of="add")
def added_strict_zip(v, w):
    return [a + b for a, b in zip(v, w, strict=True)]


@variant(of="add")
def added_copy_and_enumerate(v, w):
    if not len(v) == len(w):
        raise ValueError
    r = v.copy()
    for i, b in enumerate(w):
        r[i] += b
    return r


@variant(of="add")
def added_sum_of_pairs(v, w):
    assert len(v) == len(w)
    return list(map(sum, zip(v, w)))


@variant(of="add")
def added_numpy_to_list(v, w):
    if len(v) != len(w):
        raise AssertionError("x")
    return (np.array(v) + np.array(w)).tolist()


@variant(of="add")
def added_numpy_shapes(v, w):
    v, w = np.array(v), np.array(w)
    if v.shape != w.shape:
        raise ValueError(f"cannot add shapes {v.shape} and {w.shape}")
    return v + w


@variant(of="add")
def added_np_add(v, w):
    assert len(v) == len(w)
    return np.add(v, w)


@variant(of="add")
def added_operator_add(v, w):
    import operator

    assert len(v) == len(w)
    return list(map(operator.add, v, w))


@variant(of="add")
def added_while_loop(v, w):
    if len(v) - len(w):
        raise ValueError("no")
    out = [None] * len(v)
    i = 0
    while i < len(v):
        out[i] = v[i] + w[i]
        i += 1
    return out


@variant(of="add")
def added_a_tuple(v, w):
    if len(v) != len(w):
        raise ValueError
    return tuple(v[i] + w[i] for i in range(len(w)))


@variant(of="add")
def added_else_raises(v, w):
    if len(v) == len(w):
        return [v[k] + w[k] for k in range(len(v))]
    else:
        raise ValueError(f"lengths {len(v)} and {len(w)}")


@variant(of="add")
def added_two_comparisons(v, w):
    if len(v) < len(w) or len(v) > len(w):
        raise ValueError("lengths")
    result = []
    for a, b in zip(v, w):
        result += [a + b]
    return result


@variant(of="add")
def added_function_inside(v, w):
    def same_length(a, b):
        return len(a) == len(b)

    assert same_length(v, w)
    return [sum(pair) for pair in zip(v, w)]


@variant(of="add")
def added_by_recursive_components(v, w):
    assert len(v) == len(w)
    return [v[0] + w[0], *added_by_recursive_components(v[1:], w[1:])] if v else []


# ---------------------------------------------------------------- vector_sum


@variant(of="vector_sum")
def summed_add_in_a_loop(vectors):
    assert vectors, "no vectors"
    result = vectors[0]
    for v in vectors[1:]:
        result = add(result, v)
    return result


@variant(of="vector_sum")
def summed_zeros_first(vectors):
    if len(vectors) == 0:
        raise ValueError("no vectors!")
    result = [0] * len(vectors[0])
    for v in vectors:
        result = add(result, v)
    return result


@variant(of="vector_sum")
def summed_zeros_of_floats(vectors):
    if len(vectors) < 1:
        raise ValueError("no vectors!")
    result = [0.0 for _ in vectors[0]]
    for i in range(len(vectors)):
        result = add(vectors[i], result)
    return result


@variant(of="vector_sum")
def summed_copy_first(vectors):
    assert len(vectors)
    r = list(vectors[0])
    for v in vectors[1:]:
        r = add(r, v)
    return r


@variant(of="vector_sum")
def summed_columns(vectors):
    if not vectors:
        raise ValueError
    assert all(len(v) == len(vectors[0]) for v in vectors)
    return list(map(sum, zip(*vectors)))


@variant(of="vector_sum")
def summed_strict_columns(vectors):
    if not vectors:
        raise ValueError
    return [sum(c) for c in zip(*vectors, strict=True)]


@variant(of="vector_sum")
def summed_one_length(vectors):
    if len({len(v) for v in vectors}) != 1:
        raise ValueError("need at least one vector, and all of one length")
    return [sum(column) for column in zip(*vectors)]


@variant(of="vector_sum")
def summed_recursion(vectors):
    if len(vectors) < 1:
        raise ValueError
    if len(vectors) == 1:
        return vectors[0]
    return add(vectors[0], vector_sum(vectors[1:]))


@variant(of="vector_sum")
def summed_nested_loops(vectors):
    assert vectors
    n = len(vectors[0])
    for v in vectors:
        assert len(v) == n
    result = []
    for i in range(n):
        s = 0
        for v in vectors:
            s += v[i]
        result.append(s)
    return result


@variant(of="vector_sum")
def summed_sum_of_arrays(vectors):
    assert vectors
    assert len({len(v) for v in vectors}) == 1
    return sum(np.array(v) for v in vectors)


@variant(of="vector_sum")
def summed_sum_with_axis(vectors):
    assert len(vectors) > 0
    return np.array(vectors).sum(axis=0)


@variant(of="vector_sum")
def summed_np_sum_to_list(vectors):
    if len(vectors) == 0 or any(len(v) != len(vectors[0]) for v in vectors):
        raise ValueError("no sum")
    return np.sum(vectors, axis=0).tolist()


@variant(of="vector_sum")
def summed_reduce(vectors):
    from functools import reduce

    assert vectors != []
    return reduce(add, vectors)


@variant(of="vector_sum")
def summed_accumulated(vectors):
    from itertools import accumulate

    assert vectors
    return list(accumulate(vectors, add))[-1]


@variant(of="vector_sum")
def summed_from_behind(vectors):
    if not vectors:
        raise ValueError("nothing to add")
    rest = list(vectors)
    total = rest.pop()
    while rest:
        total = add(total, rest.pop())
    return total


@variant(of="vector_sum")
def summed_first_none(vectors):
    total = None
    for v in vectors:
        total = v if total is None else add(total, v)
    if total is None:
        raise ValueError("an empty list has no sum")
    return total


@variant(of="vector_sum")
def summed_exact_sums(vectors):
    from math import fsum

    assert vectors
    return [fsum(c) for c in zip(*vectors, strict=True)]


# ---------------------------------------------------------------- scalar_multiply


@variant(of="scalar_multiply")
def stretched_comprehension(c, v):
    return [c * x for x in v]


@variant(of="scalar_multiply")
def stretched_number_behind(c, v):
    return [x * c for x in v]


@variant(of="scalar_multiply")
def stretched_append(c, v):
    result = []
    for number in v:
        result.append(c * number)
    return result


@variant(of="scalar_multiply")
def stretched_plus_equals(c, v):
    r = []
    for i in range(len(v)):
        r += [c * v[i]]
    return r


@variant(of="scalar_multiply")
def stretched_slice_copy(c, v):
    w = v[:]
    for i in range(len(w)):
        w[i] *= c
    return w


@variant(of="scalar_multiply")
def stretched_enumerate_copy(c, v):
    w = list(v)
    for i, a in enumerate(v):
        w[i] = c * a
    return w


@variant(of="scalar_multiply")
def stretched_numpy_array(c, v):
    return c * np.array(v)


@variant(of="scalar_multiply")
def stretched_numpy_to_list(c, v):
    return (c * np.array(v)).tolist()


@variant(of="scalar_multiply")
def stretched_np_multiply(c, v):
    return np.multiply(c, v)


@variant(of="scalar_multiply")
def stretched_np_dot(c, v):
    return list(np.dot(v, c))


@variant(of="scalar_multiply")
def stretched_mapped(c, v):
    return list(map(lambda x: c * x, v))


@variant(of="scalar_multiply")
def stretched_a_tuple(c, v):
    return tuple(c * x for x in v)


@variant(of="scalar_multiply")
def stretched_unpacked(c, v):
    return [*(x * c for x in v)]


@variant(of="scalar_multiply")
def stretched_zeros_filled(c, v):
    new = [0] * len(v)
    i = 0
    while i < len(v):
        new[i] = v[i] * c
        i += 1
    return new


@variant(of="scalar_multiply")
def stretched_deep_copy(c, v):
    import copy

    w = copy.deepcopy(v)
    for i in range(len(w)):
        w[i] = w[i] * c
    return w


@variant(of="scalar_multiply")
def stretched_partial(c, v):
    from functools import partial
    from operator import mul

    return list(map(partial(mul, c), v))


# ---------------------------------------------------------------- vector_mean


@variant(of="vector_mean")
def averaged_both_tools(vectors):
    s = vector_sum(vectors)
    return scalar_multiply(1 / len(vectors), s)


@variant(of="vector_mean")
def averaged_assert_first(vectors):
    assert len(vectors) > 0
    return scalar_multiply(1 / len(vectors), vector_sum(vectors))


@variant(of="vector_mean")
def averaged_divided(vectors):
    n = len(vectors)
    total = vector_sum(vectors)
    return [t / n for t in total]


@variant(of="vector_mean")
def averaged_divided_in_place(vectors):
    total = list(vector_sum(vectors))
    for i in range(len(total)):
        total[i] /= len(vectors)
    return total


@variant(of="vector_mean")
def averaged_array_divided(vectors):
    return np.array(vector_sum(vectors)) / len(vectors)


@variant(of="vector_mean")
def averaged_np_mean(vectors):
    assert vectors
    assert all(len(v) == len(vectors[0]) for v in vectors)
    return np.mean(vectors, axis=0)


@variant(of="vector_mean")
def averaged_mean_of_array(vectors):
    if not vectors:
        raise ValueError
    return np.mean(np.array(vectors), axis=0).tolist()


@variant(of="vector_mean")
def averaged_np_average(vectors):
    if len(vectors) == 0:
        raise ValueError("no vectors")
    return list(np.average(vectors, axis=0))


@variant(of="vector_mean")
def averaged_column_by_column(vectors):
    assert vectors
    assert len(set(map(len, vectors))) == 1
    return [sum(v[i] for v in vectors) / len(vectors) for i in range(len(vectors[0]))]


@variant(of="vector_mean")
def averaged_fmean(vectors):
    import statistics

    vector_sum(vectors)
    return [statistics.fmean(c) for c in zip(*vectors)]


@variant(of="vector_mean")
def averaged_statistics_mean(vectors):
    from statistics import mean

    assert vectors
    return [mean(column) for column in zip(*vectors, strict=True)]


@variant(of="vector_mean")
def averaged_divided_before(vectors):
    if not vectors:
        raise ValueError("empty")
    return vector_sum([scalar_multiply(1 / len(vectors), v) for v in vectors])


@variant(of="vector_mean")
def averaged_running(vectors):
    assert len(vectors) > 0
    mean = list(vectors[0])
    for k in range(2, len(vectors) + 1):
        difference = add(vectors[k - 1], scalar_multiply(-1, mean))
        mean = add(mean, scalar_multiply(1 / k, difference))
    return mean


@variant(of="vector_mean")
def averaged_weighted_running(vectors):
    assert vectors
    mean = vectors[0]
    for k, v in enumerate(vectors[1:], start=1):
        mean = scalar_multiply(1 / (k + 1), add(scalar_multiply(k, mean), v))
    return mean


@variant(of="vector_mean")
def averaged_error_translated(vectors):
    try:
        factor = 1 / len(vectors)
    except ZeroDivisionError:
        raise ValueError("no vectors, no mean")
    return scalar_multiply(factor, vector_sum(vectors))


@variant(of="vector_mean")
def averaged_fractions(vectors):
    from fractions import Fraction

    total = vector_sum([[Fraction(a) for a in v] for v in vectors])
    return [float(t / len(vectors)) for t in total]


# ---------------------------------------------------------------- linear_gradient


@variant(of="linear_gradient")
def slopes_by_the_formulas(x, y, theta):
    slope, intercept = theta
    error = slope * x + intercept - y
    return [2 * error * x, 2 * error]


@variant(of="linear_gradient")
def slopes_short_names(x, y, theta):
    m, b = theta
    return [2 * (m * x + b - y) * x, 2 * (m * x + b - y)]


@variant(of="linear_gradient")
def slopes_minus_residual(x, y, theta):
    e = y - (theta[0] * x + theta[1])
    return [-2 * x * e, -2 * e]


@variant(of="linear_gradient")
def slopes_minus_in_front(x, y, theta):
    residual = y - theta[0] * x - theta[1]
    return -(2 * residual * x), -(2 * residual)


@variant(of="linear_gradient")
def slopes_multiplied_out(x, y, theta):
    s, i = theta
    return (2 * s * x**2 + 2 * i * x - 2 * x * y, 2 * s * x + 2 * i - 2 * y)


@variant(of="linear_gradient")
def slopes_dot_product(x, y, theta):
    e = np.dot([x, 1], theta) - y
    return [2 * e * x, 2 * e]


@variant(of="linear_gradient")
def slopes_stretched(x, y, theta):
    pred = theta[0] * x + theta[1]
    return scalar_multiply(2 * (pred - y), [x, 1])


@variant(of="linear_gradient")
def slopes_array(x, y, theta):
    g = 2 * (theta[0] * x + theta[1] - y)
    return np.array([g * x, g])


@variant(of="linear_gradient")
def slopes_array_features(x, y, theta):
    features = np.array([x, 1.0])
    return 2 * (features @ np.array(theta) - y) * features


@variant(of="linear_gradient")
def slopes_intercept_first_inside(x, y, theta):
    d = 2 * (theta[1] + theta[0] * x - y)
    return [x * d, d]


@variant(of="linear_gradient")
def slopes_appended(x, y, theta):
    error = theta[0] * x + theta[1] - y
    gradient = []
    for inner in (x, 1):
        gradient.append(2 * error * inner)
    return gradient


@variant(of="linear_gradient")
def slopes_predict_inside(x, y, theta):
    def predict(a):
        return theta[0] * a + theta[1]

    error = predict(x) - y
    return [2 * error * x, 2 * error]


@variant(of="linear_gradient")
def slopes_two_lines(x, y, theta):
    d_intercept = 2 * ((theta[0] * x + theta[1]) - y)
    d_slope = x * d_intercept
    return d_slope, d_intercept


@variant(of="linear_gradient")
def slopes_error_twice(x, y, theta):
    error = theta[0] * x + theta[1] - y
    return [(error + error) * x, error + error]


@variant(of="linear_gradient")
def slopes_zipped(x, y, theta):
    error = sum(t * f for t, f in zip(theta, (x, 1), strict=True)) - y
    return [2 * error * f for f in (x, 1)]


# ---------------------------------------------------------------- gradient_step


@variant(of="gradient_step")
def moved_both_tools(v, gradient, step_size):
    return add(v, scalar_multiply(step_size, gradient))


@variant(of="gradient_step")
def moved_step_named(v, gradient, step_size):
    step = scalar_multiply(step_size, gradient)
    new = add(v, step)
    return new


@variant(of="gradient_step")
def moved_step_first(v, gradient, step_size):
    return add(scalar_multiply(step_size, gradient), v)


@variant(of="gradient_step")
def moved_zip_only(v, gradient, step_size):
    return [a + step_size * b for a, b in zip(v, gradient)]


@variant(of="gradient_step")
def moved_lengths_asserted(v, gradient, step_size):
    assert len(v) == len(gradient)
    return [v[i] + gradient[i] * step_size for i in range(len(v))]


@variant(of="gradient_step")
def moved_append(v, gradient, step_size):
    result = []
    for i in range(len(v)):
        result.append(v[i] + step_size * gradient[i])
    return result


@variant(of="gradient_step")
def moved_copy(v, gradient, step_size):
    r = list(v)
    for i in range(len(r)):
        r[i] += step_size * gradient[i]
    return r


@variant(of="gradient_step")
def moved_numpy(v, gradient, step_size):
    return np.array(v) + step_size * np.array(gradient)


@variant(of="gradient_step")
def moved_numpy_to_list(v, gradient, step_size):
    return (np.array(v, dtype=float) + step_size * np.array(gradient, dtype=float)).tolist()


@variant(of="gradient_step")
def moved_np_functions(v, gradient, step_size):
    return np.add(v, np.multiply(step_size, gradient))


@variant(of="gradient_step")
def moved_minus_minus(v, gradient, step_size):
    return [v[i] - (-step_size) * gradient[i] for i in range(len(v))]


@variant(of="gradient_step")
def moved_minus_the_other_way(v, gradient, step_size):
    way = scalar_multiply(-step_size, gradient)
    return [v[k] - way[k] for k in range(len(v))]


@variant(of="gradient_step")
def moved_sum_of_two(v, gradient, step_size):
    return vector_sum([v, scalar_multiply(step_size, gradient)])


@variant(of="gradient_step")
def moved_a_tuple(v, gradient, step_size):
    return tuple(p + step_size * s for p, s in zip(v, gradient))


@variant(of="gradient_step")
def moved_mapped(v, gradient, step_size):
    return list(map(lambda a, g: a + step_size * g, v, gradient))


# ---------------------------------------------------------------- descend


@variant(of="descend")
def descended_three_tools(inputs, theta, learning_rate, epochs):
    for _ in range(epochs):
        grad = vector_mean([linear_gradient(x, y, theta) for x, y in inputs])
        theta = gradient_step(theta, grad, -learning_rate)
    return theta


@variant(of="descend")
def descended_append(inputs, theta, learning_rate, epochs):
    for _e in range(1, epochs + 1):
        gradients = []
        for x, y in inputs:
            gradients.append(linear_gradient(x, y, theta))
        theta = gradient_step(theta, vector_mean(gradients), -learning_rate)
    return theta


@variant(of="descend")
def descended_two_numbers(inputs, theta, learning_rate, epochs):
    slope, intercept = theta
    n = len(inputs)
    for _ in range(epochs):
        ds = sum(2 * (slope * x + intercept - y) * x for x, y in inputs) / n
        di = sum(2 * (slope * x + intercept - y) for x, y in inputs) / n
        slope, intercept = slope - learning_rate * ds, intercept - learning_rate * di
    return [slope, intercept]


@variant(of="descend")
def descended_running_sums(inputs, theta, learning_rate, epochs):
    slope, intercept = theta
    for _ in range(epochs):
        d_slope = d_intercept = 0
        for x, y in inputs:
            error = slope * x + intercept - y
            d_slope += 2 * error * x
            d_intercept += 2 * error
        slope -= learning_rate * d_slope / len(inputs)
        intercept -= learning_rate * d_intercept / len(inputs)
    return slope, intercept


@variant(of="descend")
def descended_arrays(inputs, theta, learning_rate, epochs):
    x, y = np.array(inputs, dtype=float).T
    m, b = theta
    for _ in range(epochs):
        e = m * x + b - y
        m, b = m - learning_rate * 2 * np.mean(e * x), b - learning_rate * 2 * np.mean(e)
    return [m, b]


@variant(of="descend")
def descended_matrix(inputs, theta, learning_rate, epochs):
    A = np.array([[x, 1.0] for x, _ in inputs])
    y = np.array([y for _, y in inputs], dtype=float)
    t = np.array(theta, dtype=float)
    for _ in range(epochs):
        t = t - learning_rate * 2 / len(y) * A.T @ (A @ t - y)
    return t


@variant(of="descend")
def descended_column(inputs, theta, learning_rate, epochs):
    A = np.array(inputs, float)
    t = np.array(theta, float).reshape(2, 1)
    X = np.c_[A[:, 0], np.ones(len(A))]
    for _ in range(epochs):
        t = t - learning_rate * 2 / len(A) * X.T @ (X @ t - A[:, 1:])
    return t


@variant(of="descend")
def descended_copy_in_place(inputs, theta, learning_rate, epochs):
    theta = list(theta)
    for _ in range(epochs):
        g = [0, 0]
        for x, y in inputs:
            g = add(g, linear_gradient(x, y, theta))
        theta[0] -= learning_rate * g[0] / len(inputs)
        theta[1] -= learning_rate * g[1] / len(inputs)
    return theta


@variant(of="descend")
def descended_array_of_gradients(inputs, theta, learning_rate, epochs):
    theta = np.array(theta, dtype=float)
    for _ in range(epochs):
        grads = np.array([linear_gradient(x, y, theta) for x, y in inputs])
        theta -= learning_rate * grads.mean(axis=0)
    return theta


@variant(of="descend")
def descended_history(inputs, theta, learning_rate, epochs):
    n = 0
    history = [theta]
    while n < epochs:
        g = vector_mean([linear_gradient(*p, history[-1]) for p in inputs])
        history.append(gradient_step(history[-1], g, -learning_rate))
        n += 1
    return history[-1]


@variant(of="descend")
def descended_add_alone(inputs, theta, learning_rate, epochs):
    for _ in range(epochs):
        gs = [linear_gradient(x, y, theta) for (x, y) in inputs]
        step = scalar_multiply(-learning_rate, vector_mean(gs))
        theta = add(theta, step)
    return tuple(theta)


@variant(of="descend")
def descended_shorter_step_of_the_sum(inputs, theta, learning_rate, epochs):
    step = -learning_rate / len(inputs)
    for _ in range(epochs):
        theta = gradient_step(theta, vector_sum([linear_gradient(x, y, theta) for x, y in inputs]), step)
    return theta


@variant(of="descend")
def descended_reduce(inputs, theta, learning_rate, epochs):
    from functools import reduce

    def one_epoch(t, _):
        return gradient_step(t, vector_mean([linear_gradient(x, y, t) for x, y in inputs]), -learning_rate)

    return reduce(one_epoch, range(epochs), theta)


@variant(of="descend")
def descended_counting_down(inputs, theta, learning_rate, epochs):
    place = tuple(theta)
    while epochs > 0:
        mean = vector_mean([linear_gradient(x, y, place) for x, y in reversed(inputs)])
        place = tuple(p - learning_rate * g for p, g in zip(place, mean))
        epochs -= 1
    return list(place)


@variant(of="descend")
def descended_sums_beforehand(inputs, theta, learning_rate, epochs):
    n = len(inputs)
    sx, sy = sum(x for x, _ in inputs) / n, sum(y for _, y in inputs) / n
    sxx, sxy = sum(x * x for x, _ in inputs) / n, sum(x * y for x, y in inputs) / n
    m, b = theta
    for _ in range(epochs):
        dm, db = 2 * (m * sxx + b * sx - sxy), 2 * (m * sx + b - sy)
        m, b = m - learning_rate * dm, b - learning_rate * db
    return [m, b]


@variant(of="descend")
def descended_mean_of_columns(inputs, theta, learning_rate, epochs):
    for epoch in range(epochs):
        slopes, intercepts = zip(*(linear_gradient(x, y, theta) for x, y in inputs))
        mean = [np.mean(slopes), np.mean(intercepts)]
        theta = [theta[0] - learning_rate * mean[0], theta[1] - learning_rate * mean[1]]
    return theta
