from versions import wrong


# ---------------------------------------------------------------- load_sales

@wrong(of="load_sales")
def load_sales_always_the_same_file(path):
    """Reads ice_cream.csv, whatever path is given."""
    return pd.read_csv("ice_cream.csv")


@wrong(of="load_sales")
def load_sales_header_none(path):
    """Takes the line with the names for data and calls the columns 0 and 1."""
    data = pd.read_csv(path, header=None)
    return data


@wrong(of="load_sales")
def load_sales_names_without_header(path):
    """Names the columns itself, but does not skip the first line, which becomes a row."""
    return pd.read_csv(path, names=["daily_temperature", "ice_cream_sales"])


@wrong(of="load_sales")
def load_sales_sorted(path):
    """Sorts the days by temperature instead of leaving them in their order."""
    table = pd.read_csv(path)
    return table.sort_values("daily_temperature", ignore_index=True)


# ---------------------------------------------------------------- residual_sum_of_squares

@wrong(of="residual_sum_of_squares")
def rss_mean(y, predictions):
    """Takes the mean instead of the sum."""
    return np.mean((y - predictions) ** 2)


@wrong(of="residual_sum_of_squares")
def rss_square_of_the_sum(y, predictions):
    """Adds up first and squares the sum."""
    return np.sum(y - predictions) ** 2


@wrong(of="residual_sum_of_squares")
def rss_root(y, predictions):
    """Takes the root of the sum."""
    return np.sqrt(sum((y - predictions) ** 2))


@wrong(of="residual_sum_of_squares")
def rss_array_of_squares(y, predictions):
    """Returns the squares of the single days without adding them up."""
    residuals = y - predictions
    return residuals ** 2


@wrong(of="residual_sum_of_squares")
def rss_rounded(y, predictions):
    """Rounds the result to a whole number."""
    rss = 0
    for i in range(len(y)):
        rss += (y[i] - predictions[i]) ** 2
    return round(rss)


# ---------------------------------------------------------------- fit

@wrong(of="fit")
def fit_intercept_first(data):
    """Returns the intercept before the slope."""
    model = LinearRegression()
    model.fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.intercept_, model.coef_[0]


@wrong(of="fit")
def fit_train_test_split(data):
    """Learns from 80 percent of the rows only, as in many tutorials."""
    from sklearn.model_selection import train_test_split
    X = data[["daily_temperature"]]
    y = data["ice_cream_sales"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
    model = LinearRegression()
    model.fit(X_train, y_train)
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_temperature_from_sales(data):
    """X and y are swapped: it predicts the temperature from the sales."""
    X = data[["ice_cream_sales"]]
    y = data["daily_temperature"]
    model = LinearRegression().fit(X, y)
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_reads_the_summer(data):
    """Ignores its argument and learns from ice_cream.csv."""
    sales = load_sales("ice_cream.csv")
    model = LinearRegression()
    model.fit(sales[["daily_temperature"]], sales["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_pops_the_target(data):
    """pop takes the column of the sales out of the caller's table."""
    y = data.pop("ice_cream_sales")
    model = LinearRegression()
    model.fit(data, y)
    return model.coef_[0], model.intercept_


# ---------------------------------------------------------------- r_squared

@wrong(of="r_squared")
def r_squared_correlation(y, predictions):
    """Squares the correlation, which is the same for the best line only."""
    return np.corrcoef(y, predictions)[0, 1] ** 2


@wrong(of="r_squared")
def r_squared_without_one_minus(y, predictions):
    """Returns the quotient without subtracting it from 1."""
    rss = residual_sum_of_squares(y, predictions)
    tss = np.sum((y - np.mean(y)) ** 2)
    return rss / tss


@wrong(of="r_squared")
def r_squared_mean_of_predictions(y, predictions):
    """Compares with the mean of the predictions instead of the mean of the truth."""
    return 1 - residual_sum_of_squares(y, predictions) / np.sum((y - np.mean(predictions)) ** 2)


@wrong(of="r_squared")
def r_squared_arguments_swapped(y, predictions):
    """Gives r2_score the predictions as the truth."""
    from sklearn.metrics import r2_score
    return r2_score(predictions, y)


@wrong(of="r_squared")
def r_squared_explained_over_total(y, predictions):
    """Divides the squares of the predictions around the mean by those of the truth, which is the same for the best line only."""
    mean = np.mean(y)
    explained = np.sum((predictions - mean) ** 2)
    total = np.sum((y - mean) ** 2)
    return explained / total


@wrong(of="r_squared")
def r_squared_never_negative(y, predictions):
    """Cuts negative results off at 0, since a square cannot be negative."""
    r2 = 1 - residual_sum_of_squares(y, predictions) / residual_sum_of_squares(y, np.full(len(y), y.mean()))
    return max(0, r2)
