from versions import wrong

# ---------------------------------------------------------------- load_sales

@wrong(of="load_sales")
def load_sales_fixed_file(path):
    """Ignores its argument and always reads ice_cream.csv."""
    return pd.read_csv("ice_cream.csv")


@wrong(of="load_sales")
def load_sales_first_column_is_index(path):
    """Makes the temperature the index, so only one column is left."""
    return pd.read_csv(path, index_col=0)


@wrong(of="load_sales")
def load_sales_header_as_a_row(path):
    """Takes the line with the names for a day, so there is one row too many and all values are text."""
    return pd.read_csv(path, header=None, names=["daily_temperature", "ice_cream_sales"])


@wrong(of="load_sales")
def load_sales_loses_first_day(path):
    """Skips the line with the names and then takes the first day for the names, which it overwrites: the first day is lost."""
    table = pd.read_csv(path, skiprows=1)
    table.columns = ["daily_temperature", "ice_cream_sales"]
    return table


@wrong(of="load_sales")
def load_sales_prints(path):
    """Prints the table and returns nothing."""
    data = pd.read_csv(path)
    print(data)


@wrong(of="load_sales")
def load_sales_head(path):
    """Returns only the first five rows."""
    return pd.read_csv(path).head()


@wrong(of="load_sales")
def load_sales_ninety_two_rows(path):
    """Reads at most 92 rows, so a longer file is cut off."""
    return pd.read_csv(path, nrows=92)


@wrong(of="load_sales")
def load_sales_sorted(path):
    """Sorts the days by temperature, so they are no longer in the order of the file."""
    return pd.read_csv(path).sort_values("daily_temperature").reset_index(drop=True)


@wrong(of="load_sales")
def load_sales_no_duplicates(path):
    """Throws away days that look exactly like an earlier day."""
    return pd.read_csv(path).drop_duplicates()


@wrong(of="load_sales")
def load_sales_names_swapped(path):
    """Gives the names of the columns in the wrong order, so that the temperatures are called sales."""
    return pd.read_csv(path, header=0, names=["ice_cream_sales", "daily_temperature"])


@wrong(of="load_sales")
def load_sales_columns_in_other_order(path):
    """Returns the two columns in the order sales, temperature."""
    table = pd.read_csv(path)
    return table[["ice_cream_sales", "daily_temperature"]]


@wrong(of="load_sales")
def load_sales_array(path):
    """Returns a NumPy array instead of a DataFrame."""
    return np.loadtxt(path, delimiter=",", skiprows=1)


@wrong(of="load_sales")
def load_sales_texts(path):
    """Reads the file with the csv module and leaves all the numbers as text."""
    import csv
    with open(path) as file:
        rows = list(csv.reader(file))
    return pd.DataFrame(rows[1:], columns=rows[0])


@wrong(of="load_sales")
def load_sales_whole_degrees(path):
    """Turns the temperatures into whole degrees."""
    data = pd.read_csv(path)
    return data.astype(int)


@wrong(of="load_sales")
def load_sales_removes_outliers(path):
    """Removes the days more than two standard deviations away from the mean."""
    data = pd.read_csv(path)
    z = (data["ice_cream_sales"] - data["ice_cream_sales"].mean()) / data["ice_cream_sales"].std()
    return data[z.abs() < 2]


@wrong(of="load_sales")
def load_sales_two_values(path):
    """Returns the two columns as a tuple of Series instead of one table."""
    data = pd.read_csv(path)
    return data["daily_temperature"], data["ice_cream_sales"]


@wrong(of="load_sales")
def load_sales_misses_last_line(path):
    """Believes that the last line of the file is empty and drops the last day."""
    with open(path) as file:
        lines = file.read().strip().split("\n")
    rows = []
    for i in range(1, len(lines) - 1):
        temperature, sold = lines[i].split(",")
        rows.append([float(temperature), int(sold)])
    return pd.DataFrame(rows, columns=["daily_temperature", "ice_cream_sales"])


@wrong(of="load_sales")
def load_sales_index_as_third_column(path):
    """Adds the row number as a third column."""
    return pd.read_csv(path).reset_index()


@wrong(of="load_sales")
def load_sales_dictionary_by_temperature(path):
    """Collects the days in a dictionary with the temperature as key, so of several days with the same temperature only the last one is left."""
    days = {}
    with open(path) as file:
        next(file)
        for line in file:
            temperature, sold = line.split(",")
            days[float(temperature)] = int(sold)
    return pd.DataFrame({"daily_temperature": list(days.keys()), "ice_cream_sales": list(days.values())})


# ------------------------------------------------- residual_sum_of_squares

@wrong(of="residual_sum_of_squares")
def rss_mean(y, predictions):
    """Takes the mean of the squares instead of their sum."""
    return np.mean((y - predictions) ** 2)


@wrong(of="residual_sum_of_squares")
def rss_root(y, predictions):
    """Takes the root of the sum (the length of the vector of residuals)."""
    return np.linalg.norm(y - predictions)


@wrong(of="residual_sum_of_squares")
def rss_square_of_sum(y, predictions):
    """Adds first and squares afterwards, so that positive and negative residuals cancel."""
    return np.sum(y - predictions) ** 2


@wrong(of="residual_sum_of_squares")
def rss_absolute(y, predictions):
    """Adds the absolute values of the residuals instead of their squares."""
    return sum(abs(y - predictions))


@wrong(of="residual_sum_of_squares")
def rss_missing_parentheses(y, predictions):
    """Squares only the predictions, because ** binds more tightly than minus."""
    return np.sum(y - predictions ** 2)


@wrong(of="residual_sum_of_squares")
def rss_difference_of_squares(y, predictions):
    """Squares truth and prediction each and subtracts the squares."""
    return np.sum(y ** 2) - np.sum(predictions ** 2)


@wrong(of="residual_sum_of_squares")
def rss_times_two(y, predictions):
    """Writes * 2 where ** 2 is meant."""
    total = 0
    for truth, prediction in zip(y, predictions):
        total += (truth - prediction) * 2
    return total


@wrong(of="residual_sum_of_squares")
def rss_return_in_loop(y, predictions):
    """Returns inside the loop, after the first day."""
    total = 0
    for i in range(len(y)):
        total += (y[i] - predictions[i]) ** 2
        return total


@wrong(of="residual_sum_of_squares")
def rss_without_last_day(y, predictions):
    """Loop ends one day too early."""
    total = 0
    for i in range(len(y) - 1):
        total = total + (y[i] - predictions[i]) ** 2
    return total


@wrong(of="residual_sum_of_squares")
def rss_overwrites(y, predictions):
    """Assigns instead of adding, so only the last day counts."""
    rss = 0
    for i in range(len(y)):
        rss = (y[i] - predictions[i]) ** 2
    return rss


@wrong(of="residual_sum_of_squares")
def rss_array(y, predictions):
    """Returns the squares of the single days and forgets to add them up."""
    return (y - predictions) ** 2


@wrong(of="residual_sum_of_squares")
def rss_via_variance(y, predictions):
    """Uses the variance of the residuals times their number, which is right only if the residuals have mean zero."""
    residuals = y - predictions
    return np.var(residuals) * len(residuals)


@wrong(of="residual_sum_of_squares")
def rss_whole_number(y, predictions):
    """Cuts the result to a whole number."""
    return int(np.sum((y - predictions) ** 2))


@wrong(of="residual_sum_of_squares")
def rss_rounded_residuals(y, predictions):
    """Rounds predictions to whole ice creams before it compares."""
    return np.sum((y - np.round(predictions)) ** 2)


@wrong(of="residual_sum_of_squares")
def rss_half(y, predictions):
    """Takes half the sum of squares, as in many books on gradient descent."""
    return 0.5 * np.sum(np.square(y - predictions))


@wrong(of="residual_sum_of_squares")
def rss_in_place(y, predictions):
    """Subtracts in place: the number is right, but the array y of the caller is changed."""
    y -= predictions
    return (y * y).sum()


@wrong(of="residual_sum_of_squares")
def rss_prints(y, predictions):
    """Prints the sum instead of returning it."""
    residuals = y - predictions
    print("RSS =", np.sum(residuals ** 2))


@wrong(of="residual_sum_of_squares")
def rss_from_mean(y, predictions):
    """Takes the differences from the mean of y instead of those from the predictions."""
    return np.sum((y - np.mean(y)) ** 2)


@wrong(of="residual_sum_of_squares")
def rss_every_day_with_every_day(y, predictions):
    """Two nested loops compare each day's truth with the predictions of all days."""
    total = 0
    for truth in y:
        for prediction in predictions:
            total += (truth - prediction) ** 2
    return total


@wrong(of="residual_sum_of_squares")
def rss_guess_recomputed(y, predictions):
    """Thinks that predictions are temperatures and applies the guessed line 10 x - 40 to them."""
    guess = 10 * predictions - 40
    return np.sum((y - guess) ** 2)


@wrong(of="residual_sum_of_squares")
def rss_only_positive_residuals(y, predictions):
    """Counts only days on which more was sold than predicted."""
    return sum((a - b) ** 2 for a, b in zip(y, predictions) if a > b)


# ---------------------------------------------------------------------- fit

@wrong(of="fit")
def fit_swapped_result(data):
    """Returns the intercept first."""
    model = LinearRegression()
    model.fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.intercept_, model.coef_[0]


@wrong(of="fit")
def fit_temperature_from_sales(data):
    """Predicts the temperature from the sales."""
    model = LinearRegression().fit(data[["ice_cream_sales"]], data["daily_temperature"])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_inverted_other_line(data):
    """Learns the temperature from the sales and turns that line round, which is another line unless the points lie exactly on one."""
    model = LinearRegression().fit(data[["ice_cream_sales"]], data["daily_temperature"])
    slope = 1 / model.coef_[0]
    return slope, -model.intercept_ * slope


@wrong(of="fit")
def fit_through_origin(data):
    """Forces the line through the origin."""
    model = LinearRegression(fit_intercept=False)
    model.fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_global_sales(data):
    """Learns from the global table sales instead of its argument."""
    model = LinearRegression()
    model.fit(sales[["daily_temperature"]], sales["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_training_part(data):
    """Sets aside a fifth of the days for testing, although it should learn from all rows."""
    from sklearn.model_selection import train_test_split
    X_train, X_test, y_train, y_test = train_test_split(
        data[["daily_temperature"]], data["ice_cream_sales"], test_size=0.2, random_state=42)
    model = LinearRegression().fit(X_train, y_train)
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_first_to_last(data):
    """Draws the line from the first day to the last day."""
    x = data["daily_temperature"].to_numpy()
    y = data["ice_cream_sales"].to_numpy()
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return slope, y[0] - slope * x[0]


@wrong(of="fit")
def fit_extremes_through_mean(data):
    """Takes the slope from the ranges (largest minus smallest) of both columns and lays the line through the means."""
    x, y = data["daily_temperature"], data["ice_cream_sales"]
    slope = (y.max() - y.min()) / (x.max() - x.min())
    return slope, y.mean() - slope * x.mean()


@wrong(of="fit")
def fit_rounded(data):
    """Rounds slope and intercept to two decimals."""
    model = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return round(float(model.coef_[0]), 2), round(float(model.intercept_), 2)


@wrong(of="fit")
def fit_sorted_columns(data):
    """Sorts each column for itself, which tears the days apart."""
    x = np.sort(data["daily_temperature"])
    y = np.sort(data["ice_cream_sales"])
    model = LinearRegression().fit(x.reshape(-1, 1), y)
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_never_falling(data):
    """Allows only positive slopes, as if every table had to rise."""
    model = LinearRegression(positive=True)
    model.fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_one_row_per_temperature(data):
    """Averages days of equal temperature first, so that each temperature counts once and not each day."""
    means = data.groupby("daily_temperature")["ice_cream_sales"].mean()
    model = LinearRegression().fit(means.index.to_numpy().reshape(-1, 1), means.to_numpy())
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_centres_the_callers_table(data):
    """The numbers are right, but the temperatures in the table of the caller are replaced by their differences from the mean."""
    mean_x = data["daily_temperature"].mean()
    mean_y = data["ice_cream_sales"].mean()
    data["daily_temperature"] = data["daily_temperature"] - mean_x
    slope = (data["daily_temperature"] * (data["ice_cream_sales"] - mean_y)).sum() / (data["daily_temperature"] ** 2).sum()
    return slope, mean_y - slope * mean_x


@wrong(of="fit")
def fit_adds_a_column(data):
    """Adds a column with the predictions to the table that it was given."""
    model = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    data["prediction"] = model.predict(data[["daily_temperature"]])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_sorts_the_callers_table(data):
    """Sorts the table of the caller in place before learning; the numbers are right, but the days are in another order afterwards."""
    data.sort_values("daily_temperature", inplace=True)
    model = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_correlation_as_slope(data):
    """Takes the correlation coefficient for the slope."""
    x, y = data["daily_temperature"], data["ice_cream_sales"]
    slope = np.corrcoef(x, y)[0, 1]
    return slope, y.mean() - slope * x.mean()


@wrong(of="fit")
def fit_mixed_ddof(data):
    """Divides a covariance with n - 1 by a variance with n, so the slope is too large by n / (n - 1)."""
    x = data["daily_temperature"].to_numpy()
    y = data["ice_cream_sales"].to_numpy()
    slope = np.cov(x, y)[0, 1] / np.var(x)
    return slope, np.mean(y) - slope * np.mean(x)


@wrong(of="fit")
def fit_standardised(data):
    """Scales the temperatures before learning and returns slope and intercept in the scaled unit."""
    from sklearn.preprocessing import StandardScaler
    X = StandardScaler().fit_transform(data[["daily_temperature"]])
    model = LinearRegression().fit(X, data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_ridge(data):
    """Uses Ridge, which pulls the slope towards zero, instead of LinearRegression."""
    from sklearn.linear_model import Ridge
    model = Ridge().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_day_numbers(data):
    """Learns from the numbers of the rows instead of the temperatures."""
    days = np.arange(len(data)).reshape(-1, 1)
    model = LinearRegression().fit(days, data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_returns_model(data):
    """Returns the model instead of two numbers."""
    model = LinearRegression()
    return model.fit(data[["daily_temperature"]], data["ice_cream_sales"])


@wrong(of="fit")
def fit_slope_only(data):
    """Returns the slope only and forgets the intercept."""
    model = LinearRegression()
    model.fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_[0]


@wrong(of="fit")
def fit_score_instead_of_intercept(data):
    """Returns slope and R squared instead of slope and intercept."""
    X, y = data[["daily_temperature"]], data["ice_cream_sales"]
    model = LinearRegression().fit(X, y)
    return model.coef_[0], model.score(X, y)


@wrong(of="fit")
def fit_both_columns_in_X(data):
    """Puts the sales into X as well, so the model finds that sales are sales (slope 0 for the temperature)."""
    model = LinearRegression().fit(data, data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@wrong(of="fit")
def fit_prediction_at_one(data):
    """Takes the prediction at 1 degree for the intercept."""
    x = data[["daily_temperature"]].to_numpy()
    model = LinearRegression().fit(x, data["ice_cream_sales"])
    return model.coef_[0], model.predict([[1]])[0]


@wrong(of="fit")
def fit_few_steps_of_descent(data):
    """Takes a hundred small steps of gradient descent from zero, which end far from the best line."""
    x = data["daily_temperature"].to_numpy(float)
    y = data["ice_cream_sales"].to_numpy(float)
    slope, intercept = 0.0, 0.0
    for _ in range(100):
        error = slope * x + intercept - y
        slope -= 0.0005 * 2 * np.mean(error * x)
        intercept -= 0.0005 * 2 * np.mean(error)
    return slope, intercept


@wrong(of="fit")
def fit_mean_of_ratios(data):
    """Takes the mean of the slopes from the mean day to each day (dividing day by day) as the slope."""
    dx = data["daily_temperature"] - data["daily_temperature"].mean()
    dy = data["ice_cream_sales"] - data["ice_cream_sales"].mean()
    keep = dx.abs() > 1e-9
    slope = (dy[keep] / dx[keep]).mean()
    return slope, data["ice_cream_sales"].mean() - slope * data["daily_temperature"].mean()


@wrong(of="fit")
def fit_without_first_row(data):
    """Leaves out the first row, thinking that it holds the names of the columns."""
    model = LinearRegression()
    model.fit(data[["daily_temperature"]][1:], data["ice_cream_sales"][1:])
    return model.coef_[0], model.intercept_


# ---------------------------------------------------------------- r_squared

@wrong(of="r_squared")
def r2_correlation(y, predictions):
    """Squares the correlation, which is the same only for the predictions of the best line (and never negative)."""
    if np.std(predictions) == 0:
        return 0.0
    return np.corrcoef(y, predictions)[0, 1] ** 2


@wrong(of="r_squared")
def r2_not_subtracted(y, predictions):
    """Forgets 1 minus."""
    return residual_sum_of_squares(y, predictions) / np.sum((y - np.mean(y)) ** 2)


@wrong(of="r_squared")
def r2_explained_over_total(y, predictions):
    """Divides the squares of predictions minus mean by those of truth minus mean, which is the same only for the best line."""
    return np.sum((predictions - np.mean(y)) ** 2) / np.sum((y - np.mean(y)) ** 2)


@wrong(of="r_squared")
def r2_mean_of_predictions(y, predictions):
    """Compares with the mean of the predictions instead of the mean of y."""
    return 1 - np.sum((y - predictions) ** 2) / np.sum((y - np.mean(predictions)) ** 2)


@wrong(of="r_squared")
def r2_spread_of_predictions(y, predictions):
    """Uses the spread of the predictions instead of that of the truth in the denominator (arguments of r2_score swapped)."""
    from sklearn.metrics import r2_score
    return r2_score(predictions, y)


@wrong(of="r_squared")
def r2_never_negative(y, predictions):
    """Cuts negative values off at zero."""
    value = 1 - residual_sum_of_squares(y, predictions) / residual_sum_of_squares(y, np.mean(y))
    return max(0, value)


@wrong(of="r_squared")
def r2_absolute_value(y, predictions):
    """Takes the absolute value, because a square cannot be negative."""
    rss = np.sum((y - predictions) ** 2)
    tss = np.sum((y - y.mean()) ** 2)
    return abs(1 - rss / tss)


@wrong(of="r_squared")
def r2_explained_variance(y, predictions):
    """Uses the variance of the residuals, so predictions that are all too high by the same amount are not punished."""
    return 1 - np.var(y - predictions) / np.var(y)


@wrong(of="r_squared")
def r2_ddof(y, predictions):
    """Divides the mean of the squares (n) by a variance with n - 1."""
    return 1 - np.mean((y - predictions) ** 2) / np.var(y, ddof=1)


@wrong(of="r_squared")
def r2_parentheses(y, predictions):
    """Subtracts before dividing: (1 - RSS) / TSS."""
    rss = residual_sum_of_squares(y, predictions)
    tss = np.sum((y - np.mean(y)) ** 2)
    return (1 - rss) / tss


@wrong(of="r_squared")
def r2_median(y, predictions):
    """Compares with the median of y instead of the mean."""
    return 1 - np.sum((y - predictions) ** 2) / np.sum((y - np.median(y)) ** 2)


@wrong(of="r_squared")
def r2_percent(y, predictions):
    """Returns percent."""
    return 100 * (1 - np.sum((y - predictions) ** 2) / np.sum((y - np.mean(y)) ** 2))


@wrong(of="r_squared")
def r2_rounded(y, predictions):
    """Rounds to three decimals, as in the example."""
    return round(1 - np.sum((y - predictions) ** 2) / np.sum((y - np.mean(y)) ** 2), 3)


@wrong(of="r_squared")
def r2_without_squares(y, predictions):
    """Uses absolute differences instead of squares."""
    return 1 - np.sum(np.abs(y - predictions)) / np.sum(np.abs(y - np.mean(y)))


@wrong(of="r_squared")
def r2_square_root(y, predictions):
    """Compares the roots of the sums of squares (lengths) instead of the sums."""
    return 1 - np.linalg.norm(y - predictions) / np.linalg.norm(y - np.mean(y))


@wrong(of="r_squared")
def r2_total_without_mean(y, predictions):
    """Forgets to subtract the mean in the denominator."""
    return 1 - np.sum((y - predictions) ** 2) / np.sum(y ** 2)


@wrong(of="r_squared")
def r2_learns_again(y, predictions):
    """Fits a new line from the predictions to y and returns its score, which forgives predictions that are off by a scale or a shift."""
    X = np.array(predictions).reshape(-1, 1)
    return LinearRegression().fit(X, y).score(X, y)


@wrong(of="r_squared")
def r2_mean_of_this_summer(y, predictions):
    """Compares with the mean of the global table sales instead of the mean of y."""
    mean = sales["ice_cream_sales"].mean()
    return 1 - residual_sum_of_squares(y, predictions) / np.sum((y - mean) ** 2)


@wrong(of="r_squared")
def r2_centres_y_in_place(y, predictions):
    """The number is right, but y of the caller has lost its mean afterwards."""
    rss = np.sum((y - predictions) ** 2)
    y -= np.mean(y)
    return 1 - rss / np.sum(y ** 2)


@wrong(of="r_squared")
def r2_centres_y_first(y, predictions):
    """Subtracts the mean from y before the residuals are computed, so they compare centred truth with predictions that are not."""
    y = y - np.mean(y)
    return 1 - np.sum((y - predictions) ** 2) / np.sum(y ** 2)


@wrong(of="r_squared")
def r2_adjusted(y, predictions):
    """Returns the adjusted R squared."""
    n = len(y)
    r2 = 1 - residual_sum_of_squares(y, predictions) / np.sum((y - np.mean(y)) ** 2)
    return 1 - (1 - r2) * (n - 1) / (n - 2)


@wrong(of="r_squared")
def r2_squared_again(y, predictions):
    """Squares the result because it is called R squared."""
    r = 1 - np.sum((y - predictions) ** 2) / np.sum((y - np.mean(y)) ** 2)
    return r ** 2


@wrong(of="r_squared")
def r2_fraction_upside_down(y, predictions):
    """Divides the total by the residual sum of squares; zero residuals are a special case."""
    rss = residual_sum_of_squares(y, predictions)
    if rss == 0:
        return 1.0
    return 1 - np.sum((y - np.mean(y)) ** 2) / rss


@wrong(of="r_squared")
def r2_day_by_day(y, predictions):
    """Divides day by day and adds the quotients up instead of dividing the sums."""
    mean = sum(y) / len(y)
    total = 0
    for truth, prediction in zip(y, predictions):
        if truth != mean:
            total += (truth - prediction) ** 2 / (truth - mean) ** 2
    return 1 - total / len(y)


@wrong(of="r_squared")
def r2_prints(y, predictions):
    """Prints the value and returns nothing."""
    r2 = 1 - residual_sum_of_squares(y, predictions) / np.sum((y - np.mean(y)) ** 2)
    print(f"R² = {r2:.3f}")


# ----------------------------------------------------------------- describe



















