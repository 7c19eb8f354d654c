from versions import right

# ---------------------------------------------------------------- load_sales

@right(of="load_sales")
def load_sales_read_csv(path):
    """The shortest: read_csv."""
    return pd.read_csv(path)


@right(of="load_sales")
def load_sales_select_columns(path):
    """read_csv with the columns spelled out."""
    columns = ["daily_temperature", "ice_cream_sales"]
    df = pd.read_csv(path, sep=",", usecols=columns)
    return df[columns]


@right(of="load_sales")
def load_sales_by_hand(path):
    """Opens the file, splits lines and converts the numbers by hand."""
    temperatures = []
    counts = []
    with open(path) as file:
        file.readline()
        for line in file:
            line = line.strip()
            if line == "":
                continue
            first, second = line.split(",")
            temperatures.append(float(first))
            counts.append(float(second))
    return pd.DataFrame({"daily_temperature": temperatures, "ice_cream_sales": counts})


@right(of="load_sales")
def load_sales_numpy(path):
    """Loads an array with NumPy and wraps it in a DataFrame; all columns become float."""
    values = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    return pd.DataFrame(values, columns=["daily_temperature", "ice_cream_sales"])


@right(of="load_sales")
def load_sales_dict_reader(path):
    """csv.DictReader and a list of dictionaries."""
    import csv
    with open(path, newline="") as handle:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(handle)]
    return pd.DataFrame(rows)


@right(of="load_sales")
def load_sales_read_table(path):
    """read_table with header and names given explicitly."""
    table = pd.read_table(path, sep=",", header=0, names=["daily_temperature", "ice_cream_sales"])
    return table


@right(of="load_sales")
def load_sales_records(path):
    """genfromtxt makes a structured array, DataFrame takes it as it is."""
    return pd.DataFrame(np.atleast_1d(np.genfromtxt(path, delimiter=",", names=True)))


@right(of="load_sales")
def load_sales_and_shows(path):
    """Prints the head for the curious, and returns the table."""
    data = pd.read_csv(path)
    print(data.head())
    return data


@right(of="load_sales")
def load_sales_index_and_back(path):
    """Reads the temperature as index and turns it back into a column."""
    return pd.read_csv(path, index_col="daily_temperature").reset_index()


# ------------------------------------------------- residual_sum_of_squares

@right(of="residual_sum_of_squares")
def rss_vectorised(y, predictions):
    """NumPy one-liner."""
    return np.sum((y - predictions) ** 2)


@right(of="residual_sum_of_squares")
def rss_index_loop(y, predictions):
    """Loop over indices."""
    total = 0
    for i in range(len(y)):
        residual = y[i] - predictions[i]
        total += residual ** 2
    return total


@right(of="residual_sum_of_squares")
def rss_zip(y, predictions):
    """Generator with zip and sum."""
    return sum((a - b) ** 2 for a, b in zip(y, predictions))


@right(of="residual_sum_of_squares")
def rss_dot(y, predictions):
    """Dot product of the residuals with themselves."""
    residuals = np.asarray(y) - np.asarray(predictions)
    return residuals @ residuals


@right(of="residual_sum_of_squares")
def rss_norm(y, predictions):
    """Square of the length of the residual vector."""
    return np.linalg.norm(np.subtract(y, predictions)) ** 2


@right(of="residual_sum_of_squares")
def rss_sklearn(y, predictions):
    """scikit-learn's mean squared error times the number of days."""
    from sklearn.metrics import mean_squared_error
    return mean_squared_error(y, predictions) * len(y)


@right(of="residual_sum_of_squares")
def rss_other_direction(y, predictions):
    """Prediction minus truth: the squares are the same."""
    errors = np.array(predictions, dtype=float)
    errors -= y
    return float(np.square(errors).sum())


@right(of="residual_sum_of_squares")
def rss_expanded(y, predictions):
    """Binomial formula."""
    y = np.array(y, float)
    p = np.array(predictions, float)
    return (y ** 2).sum() - 2 * (y * p).sum() + (p ** 2).sum()


@right(of="residual_sum_of_squares")
def rss_map_lambda(y, predictions):
    """map with a lambda, and fsum."""
    import math
    return math.fsum(map(lambda truth, guess: (truth - guess) * (truth - guess), y, predictions))


@right(of="residual_sum_of_squares")
def rss_series(y, predictions):
    """pandas Series with methods."""
    return pd.Series(list(y)).sub(pd.Series(list(predictions))).pow(2).sum()


@right(of="residual_sum_of_squares")
def rss_variance_and_mean(y, predictions):
    """Variance plus squared mean, times n."""
    r = np.array([a - b for a, b in zip(y, predictions)])
    return len(r) * (r.var() + r.mean() ** 2)


# ---------------------------------------------------------------------- fit

@right(of="fit")
def fit_sklearn(data):
    """As the notebook describes it."""
    model = LinearRegression()
    model.fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@right(of="fit")
def fit_array_slope(data):
    """Leaves coef_ as an array with one number, which the notebook's check and pictures accept."""
    model = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_, model.intercept_


@right(of="fit")
def fit_list_of_floats(data):
    """reshape(-1, 1) instead of double brackets, a list of Python floats as result."""
    X = data["daily_temperature"].to_numpy().reshape(-1, 1)
    y = data["ice_cream_sales"].to_numpy()
    model = LinearRegression().fit(X, y)
    return [float(model.coef_[0]), float(model.intercept_)]


@right(of="fit")
def fit_y_as_table(data):
    """Gives y as a table too, and takes the numbers out of the nested results."""
    model = LinearRegression()
    model.fit(data[["daily_temperature"]], data[["ice_cream_sales"]])
    slope = model.coef_[0][0]
    intercept = model.intercept_[0]
    return slope, intercept


@right(of="fit")
def fit_polyfit(data):
    """np.polyfit returns the array [slope, intercept]."""
    return np.polyfit(data["daily_temperature"], data["ice_cream_sales"], 1)


@right(of="fit")
def fit_covariance(data):
    """Covariance divided by variance, with pandas."""
    x = data["daily_temperature"]
    y = data["ice_cream_sales"]
    slope = x.cov(y) / x.var()
    return slope, y.mean() - slope * x.mean()


@right(of="fit")
def fit_normal_equation(data):
    """Normal equation with a column of ones."""
    A = np.column_stack([data["daily_temperature"], np.ones(len(data))])
    theta = np.linalg.solve(A.T @ A, A.T @ data["ice_cream_sales"].to_numpy())
    return tuple(theta)


@right(of="fit")
def fit_lstsq(data):
    """lstsq, unpacked."""
    A = np.vstack([data.daily_temperature, [1] * len(data)]).T
    (m, b), *_ = np.linalg.lstsq(A, data.ice_cream_sales, rcond=None)
    return m, b


@right(of="fit")
def fit_pure_python(data):
    """Sums in plain Python."""
    xs = list(data["daily_temperature"])
    ys = list(data["ice_cream_sales"])
    n = len(xs)
    mean_x = sum(xs) / n
    mean_y = sum(ys) / n
    upper = lower = 0
    for x, y in zip(xs, ys):
        upper += (x - mean_x) * (y - mean_y)
        lower += (x - mean_x) ** 2
    slope = upper / lower
    return slope, mean_y - slope * mean_x


@right(of="fit")
def fit_correlation(data):
    """Correlation times ratio of the standard deviations."""
    r = data["daily_temperature"].corr(data["ice_cream_sales"])
    slope = r * data["ice_cream_sales"].std() / data["daily_temperature"].std()
    intercept = data["ice_cream_sales"].mean() - slope * data["daily_temperature"].mean()
    return np.array([slope, intercept])


@right(of="fit")
def fit_from_predictions(data):
    """Reads the line off two predictions of the model."""
    model = LinearRegression().fit(data[["daily_temperature"]].values, data["ice_cream_sales"].values)
    at_zero, at_one = model.predict([[0.0], [1.0]])
    return at_one - at_zero, at_zero


@right(of="fit")
def fit_on_a_sorted_copy(data):
    """Works on a copy, sorts that one; the order does not matter to the line."""
    copy = data.copy()
    copy.sort_values("daily_temperature", inplace=True)
    copy["one"] = 1.0
    model = LinearRegression(fit_intercept=False).fit(copy[["daily_temperature", "one"]], copy["ice_cream_sales"])
    slope, intercept = model.coef_
    return slope, intercept


# ---------------------------------------------------------------- r_squared

@right(of="r_squared")
def r2_with_rss(y, predictions):
    """Calls residual_sum_of_squares twice, the second time with the mean as prediction."""
    return 1 - residual_sum_of_squares(y, predictions) / residual_sum_of_squares(y, np.full(len(y), np.mean(y)))


@right(of="r_squared")
def r2_vectorised(y, predictions):
    """NumPy, both sums written out."""
    ss_res = ((y - predictions) ** 2).sum()
    ss_tot = ((y - np.mean(y)) ** 2).sum()
    return 1 - ss_res / ss_tot


@right(of="r_squared")
def r2_sklearn(y, predictions):
    """r2_score of scikit-learn."""
    from sklearn.metrics import r2_score
    return r2_score(y, predictions)


@right(of="r_squared")
def r2_variance(y, predictions):
    """Mean of the squares divided by the variance, both with n."""
    return 1 - np.mean(np.square(np.subtract(y, predictions))) / np.var(y)


@right(of="r_squared")
def r2_loops(y, predictions):
    """Loops in plain Python."""
    mean = 0
    for value in y:
        mean += value
    mean /= len(y)
    rss = 0
    tss = 0
    for i in range(len(y)):
        rss += (y[i] - predictions[i]) ** 2
        tss += (y[i] - mean) ** 2
    return float(1 - rss / tss)


@right(of="r_squared")
def r2_one_fraction(y, predictions):
    """One fraction: (TSS - RSS) / TSS."""
    y = np.array(y)
    deviations = y - y.mean()
    tss = deviations @ deviations
    return (tss - residual_sum_of_squares(y, predictions)) / tss


@right(of="r_squared")
def r2_norms(y, predictions):
    """Squared ratio of two lengths."""
    ratio = np.linalg.norm(y - predictions) / np.linalg.norm(y - np.average(y))
    return 1 - ratio ** 2


@right(of="r_squared")
def r2_statistics(y, predictions):
    """The statistics module and comprehension."""
    import statistics
    truth = [float(v) for v in y]
    mean = statistics.fmean(truth)
    numerator = sum([(t - float(p)) ** 2 for t, p in zip(truth, predictions)])
    denominator = sum([(t - mean) ** 2 for t in truth])
    return 1.0 - numerator / denominator


@right(of="r_squared")
def r2_helper(y, predictions):
    """A helper function inside."""
    def squares(differences):
        return np.dot(differences, differences)
    return 1 - squares(y - predictions) / squares(y - sum(y) / len(y))


@right(of="r_squared")
def r2_ddof_both(y, predictions):
    """Both divided by n - 1, which cancels."""
    n = len(y)
    return 1 - (np.sum((y - predictions) ** 2) / (n - 1)) / np.var(y, ddof=1)


# ----------------------------------------------------------------- describe









