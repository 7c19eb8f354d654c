from versions import right


# ---------------------------------------------------------------- load_sales

@right(of="load_sales")
def load_sales_read_csv(path):
    """read_csv."""
    return pd.read_csv(path)


@right(of="load_sales")
def load_sales_own_names(path):
    """read_csv that replaces the line of names by names of its own."""
    columns = ["daily_temperature", "ice_cream_sales"]
    df = pd.read_csv(path, sep=",", header=0, names=columns)
    return df


@right(of="load_sales")
def load_sales_numpy(path):
    """np.loadtxt, and a DataFrame from a dictionary."""
    temperature, sold = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
    return pd.DataFrame({"daily_temperature": temperature, "ice_cream_sales": sold})


# ---------------------------------------------------------------- residual_sum_of_squares

@right(of="residual_sum_of_squares")
def rss_np_sum(y, predictions):
    """np.sum of an array of squares."""
    return np.sum((y - predictions) ** 2)


@right(of="residual_sum_of_squares")
def rss_loop(y, predictions):
    """A loop over pairs."""
    total = 0
    for truth, prediction in zip(y, predictions):
        residual = truth - prediction
        total += residual * residual
    return total


@right(of="residual_sum_of_squares")
def rss_dot(y, predictions):
    """The scalar product of the residuals with themselves."""
    residuals = np.asarray(y, dtype=float) - np.asarray(predictions, dtype=float)
    return float(residuals @ residuals)


@right(of="residual_sum_of_squares")
def rss_from_sklearn(y, predictions):
    """scikit-learn's mean squared error times the number of days."""
    from sklearn.metrics import mean_squared_error
    return mean_squared_error(y, predictions) * len(y)


# ---------------------------------------------------------------- fit

@right(of="fit")
def fit_textbook(data):
    """LinearRegression as in the text."""
    model = LinearRegression()
    X = data[["daily_temperature"]]
    y = data["ice_cream_sales"]
    model.fit(X, y)
    return model.coef_[0], model.intercept_


@right(of="fit")
def fit_reshape(data):
    """Arrays instead of tables, reshaped; both X and y are columns, and a list is returned."""
    X = data["daily_temperature"].values.reshape(-1, 1)
    y = data["ice_cream_sales"].values.reshape(-1, 1)
    regression = LinearRegression().fit(X, y)
    return [regression.coef_[0][0], regression.intercept_[0]]


@right(of="fit")
def fit_polyfit(data):
    """np.polyfit; returns an array."""
    return np.polyfit(data["daily_temperature"], data["ice_cream_sales"], 1)


@right(of="fit")
def fit_coef_as_array(data):
    """Hands coef_ out as it is, an array of one number, which the cell under the exercise accepts."""
    model = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_, model.intercept_


@right(of="fit")
def fit_by_formula(data):
    """Covariance by variance, computed with the columns."""
    t = data["daily_temperature"]
    s = data["ice_cream_sales"]
    slope = ((t - t.mean()) * (s - s.mean())).sum() / ((t - t.mean()) ** 2).sum()
    return float(slope), float(s.mean() - slope * t.mean())


# ---------------------------------------------------------------- r_squared

@right(of="r_squared")
def r_squared_formula(y, predictions):
    """The formula, with residual_sum_of_squares above and below."""
    mean = np.full(len(y), np.mean(y))
    return 1 - residual_sum_of_squares(y, predictions) / residual_sum_of_squares(y, mean)


@right(of="r_squared")
def r_squared_sklearn(y, predictions):
    """r2_score of scikit-learn."""
    from sklearn.metrics import r2_score
    return r2_score(y, predictions)


@right(of="r_squared")
def r_squared_loops(y, predictions):
    """Plain Python loops."""
    n = len(y)
    mean = sum(y) / n
    above, below = 0, 0
    for i in range(n):
        above += (y[i] - predictions[i]) ** 2
        below += (y[i] - mean) ** 2
    return 1 - above / below


@right(of="r_squared")
def r_squared_variances(y, predictions):
    """Mean squared error by variance."""
    return 1 - np.mean((y - predictions) ** 2) / np.var(y)
