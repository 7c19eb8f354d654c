"""Right versions of the functions of this notebook, as other people would write them. All of them must pass.

They run beside the reference solution and use its names (`predict`, `gradient`, `temperatures`, `np` ...).
"""

# People write as they write:
# ruff: noqa: B007, B905, C417, E731, PYI024, RET503, RET504, S101, T201

import math
from collections import deque, namedtuple
from functools import partial, reduce
from itertools import accumulate, count, islice, repeat

from autograder.questions import variant

# ---------------------------------------------------------------- predict


@variant(of="predict")
def predict_with_the_factors_exchanged(X, w, b):
    return b + X * w


@variant(of="predict")
def predict_with_functions_of_numpy(X, w, b):
    return np.add(np.multiply(w, X), b)


@variant(of="predict")
def predict_with_a_list_comprehension(X, w, b):
    return [w * x + b for x in X]


@variant(of="predict")
def predict_with_append(X, w, b):
    predictions = []
    for x in X:
        y_hat = w * x + b
        predictions.append(y_hat)
    return predictions


@variant(of="predict")
def predict_into_zeros(X, w, b):
    result = np.zeros(len(X))
    for i in range(len(X)):
        result[i] = w * X[i] + b
    return result


@variant(of="predict")
def predict_with_enumerate(X, w, b):
    result = [0.0] * len(X)
    for i, x in enumerate(X):
        result[i] += x * w
        result[i] += b
    return np.array(result)


@variant(of="predict")
def predict_with_while(X, w, b):
    i, out = 0, np.empty(X.size)
    while i < X.size:
        out[i] = b + w * X[i]
        i += 1
    return out


@variant(of="predict")
def predict_with_map(X, w, b):
    return list(map(lambda x: w * x + b, X))


@variant(of="predict")
def predict_with_a_tuple(X, w, b):
    return tuple(float(x) * w + b for x in X)


@variant(of="predict")
def predict_with_fromiter(X, w, b):
    return np.fromiter((w * x + b for x in X), dtype=float, count=len(X))


@variant(of="predict")
def predict_with_vectorize(X, w, b):
    line = np.vectorize(lambda x: w * x + b)
    return line(X)


@variant(of="predict")
def predict_with_a_column_of_ones(X, w, b):
    A = np.column_stack((X, np.ones(len(X))))
    return A @ np.array([w, b])


@variant(of="predict")
def predict_with_dot(X, w, b):
    return np.dot(np.vstack([np.ones_like(X), X]).T, [b, w])


@variant(of="predict")
def predict_with_einsum(X, w, b):
    return np.einsum("ij,j->i", np.c_[X, np.ones(X.shape)], np.array([w, b], dtype=float))


@variant(of="predict")
def predict_with_polyval(X, w, b):
    return np.polyval([w, b], X)


@variant(of="predict")
def predict_with_poly1d(X, w, b):
    line = np.poly1d([w, b])
    return line(X)


@variant(of="predict")
def predict_with_polynomial(X, w, b):
    return np.polynomial.Polynomial([b, w])(X)


@variant(of="predict")
def predict_in_a_copy(X, w, b):
    X = X.astype(float)
    X *= w
    X += b
    return X


@variant(of="predict")
def predict_with_a_full_array(X, w, b):
    biases = np.full(X.shape, b)
    return biases + w * X


@variant(of="predict")
def predict_with_outer(X, w, b):
    return np.outer(X, w)[:, 0] + b


@variant(of="predict")
def predict_with_zip(X, w, b):
    return [slope * x + bias for slope, x, bias in zip(repeat(w), X, [b] * len(X))]


@variant(of="predict")
def predict_with_recursion(X, w, b):
    if len(X) == 0:
        return []
    return [w * X[0] + b] + predict_with_recursion(X[1:], w, b)


@variant(of="predict")
def predict_with_a_function_inside(X, w, b):
    def line(x):
        return w * x + b

    return line(np.asarray(X))


@variant(of="predict")
def predict_with_a_class(X, w, b):
    class Line:
        def __init__(self, slope, intercept):
            self.slope, self.intercept = slope, intercept

        def __call__(self, x):
            return self.slope * x + self.intercept

    return Line(w, b)(X)


@variant(of="predict")
def predict_with_pandas(X, w, b):
    import pandas as pd

    days = pd.DataFrame({"temperature": X})
    days["prediction"] = w * days["temperature"] + b
    return days["prediction"]


@variant(of="predict")
def predict_with_pandas_to_numpy(X, w, b):
    import pandas as pd

    return pd.Series(X).apply(lambda x: w * x + b).to_numpy()


# ---------------------------------------------------------------- loss


@variant(of="loss")
def loss_with_the_error_turned_round(X, Y, w, b):
    return ((Y - predict(X, w, b)) ** 2).mean()


@variant(of="loss")
def loss_with_average_and_square(X, Y, w, b):
    return np.average(np.square(w * X + b - Y))


@variant(of="loss")
def loss_with_a_sum_of_numpy(X, Y, w, b):
    n = len(X)
    return 1 / n * np.sum(np.power(predict(X, w, b) - Y, 2))


@variant(of="loss")
def loss_with_a_sum_of_python(X, Y, w, b):
    return sum((predict(X, w, b) - Y) ** 2) / len(Y)


@variant(of="loss")
def loss_with_a_loop(X, Y, w, b):
    total = 0
    for i in range(len(X)):
        error = w * X[i] + b - Y[i]
        total = total + error**2
    return total / len(X)


@variant(of="loss")
def loss_with_zip(X, Y, w, b):
    total = 0
    for y_hat, y in zip(predict(X, w, b), Y):
        total += (y_hat - y) * (y_hat - y)
    return total / len(Y)


@variant(of="loss")
def loss_with_enumerate(X, Y, w, b):
    squares = []
    for i, x in enumerate(X):
        squares.append((x * w + b - Y[i]) ** 2)
    return np.mean(squares)


@variant(of="loss")
def loss_with_a_generator(X, Y, w, b):
    return sum((w * x + b - y) ** 2 for x, y in zip(X, Y)) / X.shape[0]


@variant(of="loss")
def loss_with_fsum(X, Y, w, b):
    return math.fsum((w * x + b - y) ** 2 for x, y in zip(X, Y)) / len(X)


@variant(of="loss")
def loss_with_dot(X, Y, w, b):
    error = predict(X, w, b) - Y
    return np.dot(error, error) / error.size


@variant(of="loss")
def loss_with_a_matrix_product(X, Y, w, b):
    error = (predict(X, w, b) - Y).reshape(-1, 1)
    return error.T @ error / len(error)


@variant(of="loss")
def loss_with_einsum(X, Y, w, b):
    error = predict(X, w, b) - Y
    return np.einsum("i,i->", error, error) / len(Y)


@variant(of="loss")
def loss_with_the_norm(X, Y, w, b):
    return np.linalg.norm(predict(X, w, b) - Y) ** 2 / len(Y)


@variant(of="loss")
def loss_as_variance_and_bias(X, Y, w, b):
    error = Y - predict(X, w, b)
    return np.var(error) + np.mean(error) ** 2


@variant(of="loss")
def loss_multiplied_out(X, Y, w, b):
    return (
        w**2 * np.mean(X * X)
        + b**2
        + np.mean(Y * Y)
        + 2 * w * b * np.mean(X)
        - 2 * w * np.mean(X * Y)
        - 2 * b * np.mean(Y)
    )


@variant(of="loss")
def loss_as_a_python_number(X, Y, w, b):
    return np.mean((predict(X, w, b) - Y) ** 2).item()


@variant(of="loss")
def loss_in_an_array_of_one(X, Y, w, b):
    return np.array([np.mean((predict(X, w, b) - Y) ** 2)])


@variant(of="loss")
def loss_as_an_array_without_dimensions(X, Y, w, b):
    return np.asarray(np.mean(np.abs(predict(X, w, b) - Y) ** 2))


@variant(of="loss")
def loss_with_reduce(X, Y, w, b):
    return reduce(lambda total, day: total + (w * day[0] + b - day[1]) ** 2, zip(X, Y), 0) / len(X)


@variant(of="loss")
def loss_with_recursion(X, Y, w, b):
    def squares(days):
        if not days:
            return 0
        (x, y), *rest = days
        return (w * x + b - y) ** 2 + squares(rest)

    return squares(list(zip(X, Y))) / len(X)


@variant(of="loss")
def loss_with_a_running_mean(X, Y, w, b):
    mean = 0.0
    for n, (x, y) in enumerate(zip(X, Y), start=1):
        mean += ((w * x + b - y) ** 2 - mean) / n
    return mean


@variant(of="loss")
def loss_with_map_and_pow(X, Y, w, b):
    errors = list(map(lambda y_hat, y: y_hat - y, predict(X, w, b), Y))
    return sum(map(pow, errors, [2] * len(errors))) / len(errors)


@variant(of="loss")
def loss_with_statistics(X, Y, w, b):
    import statistics

    return statistics.fmean((predict(X, w, b) - Y) ** 2)


@variant(of="loss")
def loss_with_pandas(X, Y, w, b):
    import pandas as pd

    days = pd.DataFrame({"x": X, "y": Y})
    return ((w * days.x + b - days.y) ** 2).mean()


@variant(of="loss")
def loss_with_a_matrix(X, Y, w, b):
    A = np.vstack([X, np.ones(len(X))]).T
    residuals = A @ np.array([[w], [b]]) - Y.reshape(-1, 1)
    return (residuals**2).mean(axis=0)


# ---------------------------------------------------------------- slope_gradient


@variant(of="slope_gradient")
def slope_with_average(X, Y, w):
    return 2 * np.average(X * (predict(X, w, 0) - Y))


@variant(of="slope_gradient")
def slope_with_the_error_turned_round(X, Y, w):
    return -2 * np.mean((Y - w * X) * X)


@variant(of="slope_gradient")
def slope_with_the_two_inside(X, Y, w):
    return np.mean(2 * X * (w * X - Y))


@variant(of="slope_gradient")
def slope_with_a_sum_of_numpy(X, Y, w):
    n = len(X)
    return (2 / n) * np.sum((w * X - Y) * X)


@variant(of="slope_gradient")
def slope_with_a_sum_of_python(X, Y, w):
    return 2 * sum((w * X - Y) * X) / len(X)


@variant(of="slope_gradient")
def slope_with_a_loop(X, Y, w):
    total = 0
    for i in range(len(X)):
        total = total + (w * X[i] - Y[i]) * X[i]
    return 2 * total / len(X)


@variant(of="slope_gradient")
def slope_with_zip(X, Y, w):
    terms = [(w * x - y) * x for x, y in zip(X, Y)]
    return 2 * sum(terms) / len(terms)


@variant(of="slope_gradient")
def slope_with_while(X, Y, w):
    i = total = 0
    while i != len(Y):
        total += 2 * X[i] * (w * X[i] - Y[i])
        i += 1
    return total / i


@variant(of="slope_gradient")
def slope_with_dot(X, Y, w):
    return 2 * np.dot(w * X - Y, X) / X.size


@variant(of="slope_gradient")
def slope_with_a_matrix_product(X, Y, w):
    column = X.reshape(-1, 1)
    return 2 / len(X) * column.T @ (column @ np.array([w]) - Y)


@variant(of="slope_gradient")
def slope_with_einsum(X, Y, w):
    return np.einsum("i,i", X, predict(X, w, 0) - Y) * 2 / len(X)


@variant(of="slope_gradient")
def slope_with_inner(X, Y, w):
    return 2 * (w * np.inner(X, X) - np.inner(X, Y)) / len(X)


@variant(of="slope_gradient")
def slope_with_fsum(X, Y, w):
    return 2 * math.fsum((w * x - y) * x for x, y in zip(X, Y)) / len(X)


@variant(of="slope_gradient")
def slope_multiplied_out(X, Y, w):
    return 2 * w * np.mean(X**2) - 2 * np.mean(X * Y)


@variant(of="slope_gradient")
def slope_from_the_gradient(X, Y, w):
    w_slope, _ = gradient(X, Y, w, 0)
    return w_slope


@variant(of="slope_gradient")
def slope_of_a_polynomial(X, Y, w):
    parabola = [np.mean(X * X), -2 * np.mean(X * Y), np.mean(Y * Y)]
    return np.polyval(np.polyder(parabola), w)


@variant(of="slope_gradient")
def slope_by_a_central_difference(X, Y, w):
    # Exact for a parabola, as the loss is one.
    return (loss(X, Y, w + 1, 0) - loss(X, Y, w - 1, 0)) / 2


@variant(of="slope_gradient")
def slope_with_reduce(X, Y, w):
    return 2 / len(X) * reduce(lambda total, i: total + (w * X[i] - Y[i]) * X[i], range(len(X)), 0.0)


@variant(of="slope_gradient")
def slope_with_the_last_of_cumsum(X, Y, w):
    return 2 * np.cumsum(X * (X * w - Y))[-1] / np.size(X)


@variant(of="slope_gradient")
def slope_as_a_python_number(X, Y, w):
    return float(2 * np.mean((predict(X, w, 0) - Y) * X))


@variant(of="slope_gradient")
def slope_in_a_list(X, Y, w):
    return [2 * np.mean((predict(X, w, 0) - Y) * X)]


@variant(of="slope_gradient")
def slope_with_pandas(X, Y, w):
    import pandas as pd

    days = pd.DataFrame({"x": X, "y": Y})
    days["error"] = days["x"] * w - days["y"]
    return 2 * (days["error"] * days["x"]).mean()


# ---------------------------------------------------------------- gradient


@variant(of="gradient")
def gradient_with_average(X, Y, w, b):
    w_gradient = 2 * np.average(X * (predict(X, w, b) - Y))
    b_gradient = 2 * np.average(predict(X, w, b) - Y)
    return (w_gradient, b_gradient)


@variant(of="gradient")
def gradient_with_the_error_turned_round(X, Y, w, b):
    residual = Y - predict(X, w, b)
    return -2 * (X * residual).mean(), -2 * residual.mean()


@variant(of="gradient")
def gradient_with_sums(X, Y, w, b):
    n = len(X)
    err = w * X + b - Y
    dw = (2 / n) * np.sum(err * X)
    db = (2 / n) * np.sum(err)
    return dw, db


@variant(of="gradient")
def gradient_with_sums_of_python(X, Y, w, b):
    error = [w * x + b - y for x, y in zip(X, Y)]
    dw = 2 * sum(e * x for e, x in zip(error, X)) / len(X)
    db = 2 * sum(error) / len(X)
    return [dw, db]


@variant(of="gradient")
def gradient_with_a_loop(X, Y, w, b):
    w_sum = b_sum = 0
    for i in range(len(X)):
        error = w * X[i] + b - Y[i]
        w_sum += error * X[i]
        b_sum += error
    return 2 * w_sum / len(X), 2 * b_sum / len(X)


@variant(of="gradient")
def gradient_with_enumerate(X, Y, w, b):
    slopes = np.zeros(2)
    for i, y_hat in enumerate(predict(X, w, b)):
        slopes += 2 * (y_hat - Y[i]) * np.array([X[i], 1])
    return slopes / len(Y)


@variant(of="gradient")
def gradient_with_dot(X, Y, w, b):
    error = predict(X, w, b) - Y
    return 2 * np.dot(error, X) / len(X), 2 * np.dot(error, np.ones(len(X))) / len(X)


@variant(of="gradient")
def gradient_with_a_matrix(X, Y, w, b):
    A = np.column_stack([X, np.ones(len(X))])
    return 2 / len(X) * A.T @ (A @ np.array([w, b]) - Y)


@variant(of="gradient")
def gradient_as_a_column(X, Y, w, b):
    A = np.c_[X, np.ones_like(X)]
    error = A @ np.array([[w], [b]]) - Y[:, None]
    return 2 * A.T @ error / len(Y)


@variant(of="gradient")
def gradient_with_einsum(X, Y, w, b):
    return np.einsum("ij,j->i", np.stack([X, np.ones(X.size)]), predict(X, w, b) - Y) * 2 / X.size


@variant(of="gradient")
def gradient_with_a_generator(X, Y, w, b):
    error = predict(X, w, b) - Y
    return tuple(2 * np.mean(error * factor) for factor in (X, 1))


@variant(of="gradient")
def gradient_in_an_array(X, Y, w, b):
    error = predict(X, w, b) - Y
    return 2 * np.array([np.mean(error * X), np.mean(error)])


@variant(of="gradient")
def gradient_from_slope_gradient(X, Y, w, b):
    # A bias is as good as so many visitors fewer.
    return slope_gradient(X, Y - b, w), 2 * np.mean(w * X + b - Y)


@variant(of="gradient")
def gradient_multiplied_out(X, Y, w, b):
    along_w = 2 * (w * np.mean(X**2) + b * np.mean(X) - np.mean(X * Y))
    along_b = 2 * (w * np.mean(X) + b - np.mean(Y))
    return along_w, along_b


@variant(of="gradient")
def gradient_with_fsum(X, Y, w, b):
    errors = [y_hat - y for y_hat, y in zip(predict(X, w, b), Y)]
    return (
        2 * math.fsum(error * x for error, x in zip(errors, X)) / len(X),
        2 * math.fsum(errors) / len(X),
    )


@variant(of="gradient")
def gradient_by_central_differences(X, Y, w, b):
    # Exact, because the loss is a parabola along both.
    return (
        (loss(X, Y, w + 1, b) - loss(X, Y, w - 1, b)) / 2,
        (loss(X, Y, w, b + 1) - loss(X, Y, w, b - 1)) / 2,
    )


@variant(of="gradient")
def gradient_with_functions_inside(X, Y, w, b):
    def error(x, y):
        return w * x + b - y

    def mean(values):
        values = list(values)
        return sum(values) / len(values)

    days = list(zip(X, Y))
    return mean(2 * error(x, y) * x for x, y in days), mean(2 * error(x, y) for x, y in days)


@variant(of="gradient")
def gradient_as_python_numbers(X, Y, w, b):
    error = predict(X, w, b) - Y
    return (2 * np.mean(error * X)).item(), float(2 * np.mean(error))


@variant(of="gradient")
def gradient_of_arrays_without_dimensions(X, Y, w, b):
    error = predict(X, w, b) - Y
    return np.array(2 * np.mean(error * X)), np.array(2 * np.mean(error))


@variant(of="gradient")
def gradient_as_a_named_tuple(X, Y, w, b):
    Gradient = namedtuple("Gradient", "w b")
    error = predict(X, w, b) - Y
    return Gradient(w=2 * np.mean(error * X), b=2 * np.mean(error))


@variant(of="gradient")
def gradient_with_a_mean_along_an_axis(X, Y, w, b):
    error = predict(X, w, b) - Y
    return np.mean([2 * error * X, 2 * error], axis=1)


@variant(of="gradient")
def gradient_with_pandas(X, Y, w, b):
    import pandas as pd

    error = pd.Series(w * X + b - Y)
    return 2 * (error * X).mean(), 2 * error.mean()


@variant(of="gradient")
def gradient_with_recursion(X, Y, w, b):
    def sums(i):
        if i == len(X):
            return 0, 0
        along_w, along_b = sums(i + 1)
        error = w * X[i] + b - Y[i]
        return along_w + error * X[i], along_b + error

    return tuple(2 * total / len(X) for total in sums(0))


# ---------------------------------------------------------------- train


@variant(of="train")
def train_with_augmented_assignments(X, Y, iterations, lr):
    w = b = 0
    for i in range(iterations):
        w_gradient, b_gradient = gradient(X, Y, w, b)
        w -= w_gradient * lr
        b -= b_gradient * lr
    return w, b


@variant(of="train")
def train_with_one_tuple_assignment(X, Y, iterations, lr):
    w, b = 0.0, 0.0
    for step in range(1, iterations + 1):
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
    return (w, b)


@variant(of="train")
def train_with_while(X, Y, iterations, lr):
    w, b, i = 0, 0, 0
    while i < iterations:
        g = gradient(X, Y, w, b)
        w = w - lr * g[0]
        b = b - lr * g[1]
        i = i + 1
    return [w, b]


@variant(of="train")
def train_counting_down(X, Y, iterations, lr):
    w = b = 0.0
    while iterations:
        slopes = gradient(X, Y, w, b)
        w, b = (parameter - lr * slope for parameter, slope in zip((w, b), slopes))
        iterations -= 1
    return w, b


@variant(of="train")
def train_with_break(X, Y, iterations, lr):
    w = b = 0.0
    done = 0
    while True:
        if done == iterations:
            break
        new_w = w - lr * gradient(X, Y, w, b)[0]
        new_b = b - lr * gradient(X, Y, w, b)[1]
        w, b = new_w, new_b
        done += 1
    return w, b


@variant(of="train")
def train_with_a_vector(X, Y, iterations, lr):
    theta = np.zeros(2)
    for _ in range(iterations):
        theta = theta - lr * np.array(gradient(X, Y, *theta))
    return theta


@variant(of="train")
def train_with_a_matrix(X, Y, iterations, lr):
    A = np.vstack([X, np.ones(len(X))]).T
    theta = np.zeros((2, 1))
    for _ in range(iterations):
        theta -= lr * 2 / len(X) * A.T @ (A @ theta - Y.reshape(-1, 1))
    return theta[0], theta[1]


@variant(of="train")
def train_and_return_a_column(X, Y, iterations, lr):
    A = np.c_[X, np.ones_like(X)]
    theta = np.array([[0.0], [0.0]])
    for _ in range(iterations):
        theta = theta - lr * (2 / X.size) * np.dot(A.T, np.dot(A, theta) - Y[:, np.newaxis])
    return theta


@variant(of="train")
def train_with_a_list_of_losses(X, Y, iterations, lr):
    w = b = 0.0
    losses = []
    for _ in range(iterations):
        losses.append(loss(X, Y, w, b))
        w_slope, b_slope = gradient(X, Y, w, b)
        w -= lr * w_slope
        b -= lr * b_slope
    return w, b, losses


@variant(of="train")
def train_with_an_array_of_losses(X, Y, iterations, lr):
    w = b = 0.0
    losses = np.zeros(iterations)
    for i in range(iterations):
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        losses[i] = np.mean((w * X + b - Y) ** 2)
    return w, b, losses


@variant(of="train")
def train_with_histories(X, Y, iterations, lr):
    ws, bs = [0.0], [0.0]
    for i in range(iterations):
        w_slope, b_slope = gradient(X, Y, ws[i], bs[i])
        ws.append(ws[-1] - lr * w_slope)
        bs.append(bs[-1] - lr * b_slope)
    return ws[-1], bs[-1]


@variant(of="train")
def train_with_reduce(X, Y, iterations, lr):
    def step(place, _):
        w_slope, b_slope = gradient(X, Y, *place)
        return place[0] - lr * w_slope, place[1] - lr * b_slope

    return reduce(step, range(iterations), (0.0, 0.0))


@variant(of="train")
def train_with_accumulate(X, Y, iterations, lr):
    def step(place, _):
        return place - lr * np.array(gradient(X, Y, place[0], place[1]))

    *_, last = accumulate(range(iterations), step, initial=np.zeros(2))
    return last


@variant(of="train")
def train_with_a_generator(X, Y, iterations, lr):
    def descent():
        w = b = 0.0
        while True:
            yield w, b
            dw, db = gradient(X, Y, w, b)
            w, b = w - lr * dw, b - lr * db

    return next(islice(descent(), iterations, None))


@variant(of="train")
def train_with_a_deque(X, Y, iterations, lr):
    def step(w, b):
        w_slope, b_slope = gradient(X, Y, w, b)
        return w - lr * w_slope, b - lr * b_slope

    places = deque([(0.0, 0.0)], maxlen=1)
    for _ in repeat(None, iterations):
        places.append(step(*places[0]))
    return places.pop()


@variant(of="train")
def train_with_a_class(X, Y, iterations, lr):
    class Descent:
        def __init__(self):
            self.w = self.b = 0.0

        def step(self):
            w_slope, b_slope = gradient(X, Y, self.w, self.b)
            self.w -= lr * w_slope
            self.b -= lr * b_slope

    descent = Descent()
    for _ in range(iterations):
        descent.step()
    return descent.w, descent.b


@variant(of="train")
def train_with_a_dict(X, Y, iterations, lr):
    line = {"w": 0.0, "b": 0.0}
    for _ in range(iterations):
        slopes = dict(zip(line, gradient(X, Y, **line)))
        line = {name: line[name] - lr * slopes[name] for name in line}
    return tuple(line.values())


@variant(of="train")
def train_with_the_formulas_inside(X, Y, iterations, lr):
    w = b = 0.0
    n = len(X)
    for _ in range(iterations):
        error = w * X + b - Y
        w, b = w - lr * 2 / n * (error @ X), b - lr * 2 / n * error.sum()
    return w, b


@variant(of="train")
def train_with_sums_computed_before(X, Y, iterations, lr):
    xx, x, xy, y = np.mean(X * X), np.mean(X), np.mean(X * Y), np.mean(Y)
    w = b = 0.0
    for _ in range(iterations):
        dw = 2 * (w * xx + b * x - xy)
        db = 2 * (w * x + b - y)
        w -= lr * dw
        b -= lr * db
    return w, b


@variant(of="train")
def train_with_a_power_of_a_matrix(X, Y, iterations, lr):
    A = np.column_stack([X, np.ones(len(X))])
    step = np.eye(3)
    step[:2, :2] -= lr * 2 / len(X) * A.T @ A
    step[:2, 2] = lr * 2 / len(X) * A.T @ Y
    return np.linalg.matrix_power(step, iterations)[:2, 2]


@variant(of="train")
def train_with_python_numbers(X, Y, iterations, lr):
    w = b = 0.0
    for _ in range(iterations):
        w_slope, b_slope = map(float, gradient(X, Y, w, b))
        w, b = w - lr * w_slope, b - lr * b_slope
    return float(w), float(b)


@variant(of="train")
def train_with_arrays_of_one_number(X, Y, iterations, lr):
    w, b = np.zeros(1), np.zeros(1)
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w = w - lr * w_slope
        b = b - lr * b_slope
    return w, b


# ---------------------------------------------------------------- visitors_at


@variant(of="visitors_at")
def visitors_in_one_line(temperature):
    return predict(temperature, *train(temperatures, visitors, 20000, 0.001))


@variant(of="visitors_at")
def visitors_without_predict(temperature):
    w, b = train(temperatures, visitors, 20_000, 1e-3)
    return w * temperature + b


@variant(of="visitors_at")
def visitors_with_a_named_result(temperature):
    trained = train(X=temperatures, Y=visitors, iterations=20000, lr=0.001)
    weight = trained[0]
    bias = trained[1]
    number_of_visitors = predict(temperature, weight, bias)
    return number_of_visitors


@variant(of="visitors_at")
def visitors_as_a_python_number(temperature):
    w, b = train(temperatures, visitors, 20000, 0.001)
    return float(predict(temperature, w, b))


@variant(of="visitors_at")
def visitors_in_an_array(temperature):
    w, b = train(temperatures, visitors, 20000, 0.001)
    return predict(np.array([temperature]), w, b)


@variant(of="visitors_at")
def visitors_in_an_array_without_dimensions(temperature):
    w, b = train(temperatures, visitors, 20000, 0.001)
    return predict(np.array(temperature), w, b)


@variant(of="visitors_at")
def visitors_in_a_list(temperature):
    w, b = train(temperatures, visitors, 20000, 0.001)
    return [w * x + b for x in [temperature]]


@variant(of="visitors_at")
def visitors_out_of_a_list(temperature):
    line = train(temperatures, visitors, 20000, 0.001)
    return predict(np.array([temperature]), *line).tolist()[0]


@variant(of="visitors_at")
def visitors_with_a_matrix(temperature):
    theta = np.array(train(temperatures, visitors, 20000, 0.001)).reshape(2, 1)
    return np.array([[temperature, 1.0]]) @ theta


@variant(of="visitors_at")
def visitors_with_polyval(temperature):
    return np.polyval(train(temperatures, visitors, 20000, 0.001), temperature)


TRAINED = train(temperatures, visitors, 20000, 0.001)


@variant(of="visitors_at")
def visitors_trained_before(temperature):
    w, b = TRAINED
    return predict(temperature, w, b)


PARK = {}


@variant(of="visitors_at")
def visitors_trained_once(temperature):
    if "line" not in PARK:
        PARK["line"] = train(temperatures, visitors, 20000, 0.001)
    w, b = PARK["line"]
    return predict(temperature, w, b)


@variant(of="visitors_at")
def visitors_with_a_global_variable(temperature):
    global trained_w, trained_b
    trained_w, trained_b = train(temperatures, visitors, 20000, 0.001)
    return predict(temperature, trained_w, trained_b)


@variant(of="visitors_at")
def visitors_with_partial(temperature):
    w, b = train(temperatures, visitors, 20000, 0.001)
    return partial(predict, w=w, b=b)(temperature)


@variant(of="visitors_at")
def visitors_with_lambda(temperature):
    w, b = train(temperatures, visitors, 20000, 0.001)
    line = lambda x: w * x + b
    return line(temperature)


@variant(of="visitors_at")
def visitors_with_a_loop_inside(temperature):
    w = b = 0.0
    for _ in range(20000):
        w_slope, b_slope = gradient(temperatures, visitors, w, b)
        w, b = w - 0.001 * w_slope, b - 0.001 * b_slope
    return w * temperature + b


@variant(of="visitors_at")
def visitors_with_losses(temperature):
    w, b, losses = train_with_an_array_of_losses(temperatures, visitors, 20000, 0.001)
    assert losses[-1] < losses[0]
    return predict(temperature, w, b)


@variant(of="visitors_at")
def visitors_from_the_file(temperature):
    X, Y = np.loadtxt("park.csv", delimiter=",", skiprows=1, unpack=True)
    w, b = train(X, Y, 20000, 0.001)
    return predict(temperature, w, b)


@variant(of="visitors_at")
def visitors_with_pandas(temperature):
    import pandas as pd

    park = pd.read_csv("park.csv")
    X, Y = (park[column].to_numpy(dtype=float) for column in park.columns)
    return predict(temperature, *train(X, Y, 20000, 0.001))


@variant(of="visitors_at")
def visitors_with_some_printing(temperature):
    w, b = train(temperatures, visitors, 20000, 0.001)
    prediction = predict(temperature, w, b)
    print(f"At {temperature} °C I expect {prediction:.0f} visitors.")
    return prediction


@variant(of="visitors_at")
def visitors_rounded_to_the_sixth_decimal(temperature):
    return round(float(predict(temperature, *train(temperatures, visitors, 20000, 0.001))), 6)


# ---------------------------------------------------------------- train_until


@variant(of="train_until")
def until_with_while(X, Y, lr, precision, max_iterations):
    w = b = 0.0
    iterations = 0
    while iterations < max_iterations:
        w_slope, b_slope = gradient(X, Y, w, b)
        new_w, new_b = w - lr * w_slope, b - lr * b_slope
        iterations += 1
        at_rest = abs(new_w - w) < precision and abs(new_b - b) < precision
        w, b = new_w, new_b
        if at_rest:
            break
    return w, b, iterations


@variant(of="train_until")
def until_with_for_and_break(X, Y, lr, precision, max_iterations):
    w, b = 0, 0
    n = 0
    for n in range(1, max_iterations + 1):
        old_w, old_b = w, b
        dw, db = gradient(X, Y, w, b)
        w -= lr * dw
        b -= lr * db
        if np.abs(w - old_w) < precision and np.abs(b - old_b) < precision:
            break
    return w, b, n


@variant(of="train_until")
def until_with_for_and_else(X, Y, lr, precision, max_iterations):
    w = b = 0.0
    for i in range(max_iterations):
        w_step, b_step = (lr * slope for slope in gradient(X, Y, w, b))
        w, b = w - w_step, b - b_step
        if -precision < w_step < precision and -precision < b_step < precision:
            steps = i + 1
            break
    else:
        steps = max_iterations
    return w, b, steps


@variant(of="train_until")
def until_with_continue(X, Y, lr, precision, max_iterations):
    w = b = 0.0
    for iteration in range(max_iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w -= lr * w_slope
        b -= lr * b_slope
        if abs(lr * w_slope) >= precision:
            continue
        if abs(lr * b_slope) >= precision:
            continue
        return w, b, iteration + 1
    return w, b, max_iterations


@variant(of="train_until")
def until_with_the_changes_as_condition(X, Y, lr, precision, max_iterations):
    w = b = 0.0
    w_change = b_change = float("inf")
    iterations = 0
    while (w_change >= precision or b_change >= precision) and iterations < max_iterations:
        w_slope, b_slope = gradient(X, Y, w, b)
        w_change, b_change = abs(lr * w_slope), abs(lr * b_slope)
        w, b = w - lr * w_slope, b - lr * b_slope
        iterations += 1
    return [w, b, iterations]


@variant(of="train_until")
def until_with_not_or(X, Y, lr, precision, max_iterations):
    w = b = 0
    iterations = 0
    while True:
        if iterations >= max_iterations:
            return w, b, iterations
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr * dw, b - lr * db
        iterations = iterations + 1
        if not (abs(lr * dw) >= precision or abs(lr * db) >= precision):
            return w, b, iterations


@variant(of="train_until")
def until_with_a_flag(X, Y, lr, precision, max_iterations):
    w, b, updates, arrived = 0.0, 0.0, 0, False
    while not arrived and updates != max_iterations:
        before = w, b
        w_slope, b_slope = gradient(X, Y, *before)
        w, b = w - lr * w_slope, b - lr * b_slope
        updates += 1
        arrived = all(abs(now - then) < precision for now, then in zip((w, b), before))
    return (w, b, updates)


@variant(of="train_until")
def until_with_max(X, Y, lr, precision, max_iterations):
    w = b = 0.0
    for i in range(max_iterations):
        slopes = gradient(X, Y, w, b)
        w, b = w - lr * slopes[0], b - lr * slopes[1]
        if max(abs(lr * slopes[0]), abs(lr * slopes[1])) < precision:
            return w, b, i + 1
    return w, b, max_iterations


@variant(of="train_until")
def until_with_at_most(X, Y, lr, precision, max_iterations):
    # Equal to the precision is never seen with numbers like these.
    w = b = 0.0
    iterations = 0
    while iterations < max_iterations:
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b, iterations = w - lr * w_slope, b - lr * b_slope, iterations + 1
        if abs(lr * w_slope) <= precision and abs(lr * b_slope) <= precision:
            break
    return w, b, iterations


@variant(of="train_until")
def until_with_a_vector(X, Y, lr, precision, max_iterations):
    theta = np.zeros(2)
    for i in range(max_iterations):
        previous = theta.copy()
        theta -= lr * np.array(gradient(X, Y, *theta))
        if np.all(np.abs(theta - previous) < precision):
            return theta[0], theta[1], i + 1
    return theta[0], theta[1], max_iterations


@variant(of="train_until")
def until_in_one_array(X, Y, lr, precision, max_iterations):
    theta = np.zeros(2)
    iterations = 0
    step = np.array([np.inf, np.inf])
    while iterations < max_iterations and (np.abs(step) >= precision).any():
        step = lr * np.array(gradient(X, Y, theta[0], theta[1]))
        theta = theta - step
        iterations += 1
    return np.array([*theta, iterations])


@variant(of="train_until")
def until_with_the_largest_norm(X, Y, lr, precision, max_iterations):
    A = np.column_stack([X, np.ones(len(X))])
    theta, updates = np.zeros(2), 0
    while updates < max_iterations:
        step = lr * 2 / len(X) * A.T @ (A @ theta - Y)
        theta, updates = theta - step, updates + 1
        if np.linalg.norm(step, ord=np.inf) < precision:
            break
    return *theta, updates


@variant(of="train_until")
def until_with_allclose(X, Y, lr, precision, max_iterations):
    old, iterations = (0.0, 0.0), 0
    while iterations < max_iterations:
        slopes = gradient(X, Y, *old)
        new = (old[0] - lr * slopes[0], old[1] - lr * slopes[1])
        iterations += 1
        if np.allclose(new, old, rtol=0, atol=precision):
            return *new, iterations
        old = new
    return *old, iterations


@variant(of="train_until")
def until_with_isclose(X, Y, lr, precision, max_iterations):
    close = partial(math.isclose, rel_tol=0, abs_tol=precision)
    w = b = 0.0
    for i in count():
        if i == max_iterations:
            return w, b, i
        dw, db = gradient(X, Y, w, b)
        if close(w, w - lr * dw) and close(b, b - lr * db):
            return w - lr * dw, b - lr * db, i + 1
        w, b = w - lr * dw, b - lr * db


@variant(of="train_until")
def until_with_squares(X, Y, lr, precision, max_iterations):
    w = b = 0.0
    n = 0
    while n < max_iterations:
        w_slope, b_slope = gradient(X, Y, w, b)
        w = w - lr * w_slope
        b = b - lr * b_slope
        n += 1
        if (lr * w_slope) ** 2 < precision**2 and (lr * b_slope) ** 2 < precision**2:
            return w, b, n
    return w, b, n


@variant(of="train_until")
def until_with_recursion(X, Y, lr, precision, max_iterations):
    def go(w, b, made):
        if made == max_iterations:
            return w, b, made
        w_slope, b_slope = gradient(X, Y, w, b)
        w_new, b_new = w - lr * w_slope, b - lr * b_slope
        if abs(w_new - w) < precision and abs(b_new - b) < precision:
            return w_new, b_new, made + 1
        return go(w_new, b_new, made + 1)

    return go(0.0, 0.0, 0)


@variant(of="train_until")
def until_with_a_generator(X, Y, lr, precision, max_iterations):
    def descent(w=0.0, b=0.0):
        while True:
            dw, db = gradient(X, Y, w, b)
            w, b = w - lr * dw, b - lr * db
            yield w, b, abs(lr * dw) < precision and abs(lr * db) < precision

    w = b = iterations = 0
    for w, b, at_rest in islice(descent(), max_iterations):
        iterations += 1
        if at_rest:
            break
    return w, b, iterations


@variant(of="train_until")
def until_with_histories(X, Y, lr, precision, max_iterations):
    ws, bs = [0.0], [0.0]
    while len(ws) <= max_iterations:
        w_slope, b_slope = gradient(X, Y, ws[-1], bs[-1])
        ws.append(ws[-1] - lr * w_slope)
        bs.append(bs[-1] - lr * b_slope)
        if abs(ws[-1] - ws[-2]) < precision and abs(bs[-1] - bs[-2]) < precision:
            break
    return ws[-1], bs[-1], len(ws) - 1


@variant(of="train_until")
def until_with_a_class(X, Y, lr, precision, max_iterations):
    class Descent:
        def __init__(self):
            self.w = self.b = 0.0
            self.updates = 0
            self.at_rest = False

        def update(self):
            w_slope, b_slope = gradient(X, Y, self.w, self.b)
            self.w -= lr * w_slope
            self.b -= lr * b_slope
            self.updates += 1
            self.at_rest = abs(lr * w_slope) < precision and abs(lr * b_slope) < precision

    descent = Descent()
    while descent.updates < max_iterations and not descent.at_rest:
        descent.update()
    return descent.w, descent.b, descent.updates


@variant(of="train_until")
def until_with_losses_as_one_more_value(X, Y, lr, precision, max_iterations):
    w = b = 0.0
    losses = []
    for _ in range(max_iterations):
        losses.append(loss(X, Y, w, b))
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
        if abs(lr * w_slope) < precision > abs(lr * b_slope):
            break
    return w, b, len(losses), losses


@variant(of="train_until")
def until_by_calling_train(X, Y, lr, precision, max_iterations):
    # From the start for every number of steps: slow, and right.
    w, b = train(X, Y, 0, lr)
    for steps in range(1, max_iterations + 1):
        w_new, b_new = train(X, Y, steps, lr)
        if abs(w_new - w) < precision and abs(b_new - b) < precision:
            return w_new, b_new, steps
        w, b = w_new, b_new
    return w, b, max_iterations


@variant(of="train_until")
def until_with_single_steps_of_train(X, Y, lr, precision, max_iterations):
    # One step from the start on the visitors that the line does not explain yet is the next step.
    w = b = 0.0
    for made in range(1, max_iterations + 1):
        w_change, b_change = train(X, Y - predict(X, w, b), 1, lr)
        w, b = w + w_change, b + b_change
        if abs(w_change) < precision and abs(b_change) < precision:
            return w, b, made
    return w, b, max_iterations


@variant(of="train_until")
def until_with_the_formulas_inside(X, Y, lr, precision, max_iterations):
    w = b = 0.0
    i = 0
    while i < max_iterations:
        i += 1
        error = [w * x + b - y for x, y in zip(X, Y)]
        w_change = lr * 2 * sum(e * x for e, x in zip(error, X)) / len(X)
        b_change = lr * 2 * sum(error) / len(X)
        w, b = w - w_change, b - b_change
        if abs(w_change) < precision and abs(b_change) < precision:
            break
    return w, b, i


@variant(of="train_until")
def until_returning_python_numbers(X, Y, lr, precision, max_iterations):
    w, b, iterations = np.zeros(1), np.zeros(1), 0
    while iterations < max_iterations:
        dw, db = gradient(X, Y, w, b)
        w, b, iterations = w - lr * dw, b - lr * db, iterations + 1
        if abs(lr * dw) < precision and abs(lr * db) < precision:
            break
    return w.item(), b.item(), int(iterations)


@variant(of="train_until")
def until_with_arrays_of_one_number(X, Y, lr, precision, max_iterations):
    w, b = np.zeros(1), np.zeros(1)
    for i in range(max_iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
        if abs(lr * w_slope) < precision and abs(lr * b_slope) < precision:
            return w, b, i + 1
    return w, b, max_iterations


@variant(of="train_until")
def until_with_counts_as_floats(X, Y, lr, precision, max_iterations):
    w, b, n = np.zeros(3)
    while n < max_iterations:
        w_slope, b_slope = gradient(X, Y, w, b)
        w -= lr * w_slope
        b -= lr * b_slope
        n += 1
        if abs(lr * w_slope) < precision and abs(lr * b_slope) < precision:
            break
    return w, b, n
