"""Right versions of the functions of this notebook, written as other people write them. None may lose a point."""

from autograder.questions import variant

# ---------------------------------------------------------------- load_sales


@variant(of="load_sales")
def in_one_line(path):
    return pd.read_csv(path)


@variant(of="load_sales")
def with_the_columns_spelled_out(path):
    table = pd.read_csv(path)
    return table[["daily_temperature", "ice_cream_sales"]]


@variant(of="load_sales")
def as_floats(path):
    return pd.read_csv(path).astype(float)


@variant(of="load_sales")
def with_names_of_its_own(path):
    return pd.read_csv(path, header=0, names=["daily_temperature", "ice_cream_sales"])


@variant(of="load_sales")
def with_the_csv_module(path):
    import csv

    columns = ["daily_temperature", "ice_cream_sales"]
    with open(path, newline="") as file:
        days = list(csv.DictReader(file))
    return pd.DataFrame({name: [float(day[name]) for day in days] for name in columns})


@variant(of="load_sales")
def by_genfromtxt(path):
    return pd.DataFrame(np.genfromtxt(path, delimiter=",", names=True))


@variant(of="load_sales")
def by_loadtxt(path):
    days = np.loadtxt(path, delimiter=",", skiprows=1)
    return pd.DataFrame(days, columns=["daily_temperature", "ice_cream_sales"])


@variant(of="load_sales")
def by_read_table(path):
    return pd.read_table(path, sep=",")


@variant(of="load_sales")
def without_gaps(path):
    data = pd.read_csv(path)
    return data.dropna().reset_index(drop=True)


@variant(of="load_sales")
def with_no_index_column(path):
    return pd.read_csv(path, index_col=False)


@variant(of="load_sales")
def from_an_open_file(path):
    with open(path) as file:
        return pd.read_csv(file)


@variant(of="load_sales")
def from_a_path(path):
    from pathlib import Path

    return pd.read_csv(Path(path), engine="python")


@variant(of="load_sales")
def from_records(path):
    return pd.DataFrame(pd.read_csv(path).to_dict("records"))


@variant(of="load_sales")
def in_single_precision_and_back(path):
    return (
        pd.read_csv(path, dtype={"daily_temperature": "float32"})
        .astype({"daily_temperature": float})
        .round(1)
    )


@variant(of="load_sales")
def with_rows_counted_from_one(path):
    data = pd.read_csv(path)
    data.index = data.index + 1
    return data


@variant(of="load_sales")
def with_names_stripped(path):
    data = pd.read_csv(path)
    data.columns = data.columns.str.strip()
    return data


@variant(of="load_sales")
def by_to_numeric(path):
    data = pd.read_csv(path)
    data["daily_temperature"] = pd.to_numeric(data["daily_temperature"])
    return data


@variant(of="load_sales")
def with_the_separator_found(path):
    return pd.read_csv(path, sep=None, engine="python")


# ---------------------------------------------------------------- residual_sum_of_squares


@variant(of="residual_sum_of_squares")
def summed_by_numpy(y, predictions):
    return np.sum((y - predictions) ** 2)


@variant(of="residual_sum_of_squares")
def summed_by_a_method(y, predictions):
    return ((y - predictions) ** 2).sum()


@variant(of="residual_sum_of_squares")
def summed_over_pairs(y, predictions):
    return sum((truth - guess) ** 2 for truth, guess in zip(y, predictions, strict=True))


@variant(of="residual_sum_of_squares")
def summed_over_indices(y, predictions):
    total = 0
    for i in range(len(y)):
        total += (y[i] - predictions[i]) ** 2
    return total


@variant(of="residual_sum_of_squares")
def residuals_times_themselves(y, predictions):
    residuals = y - predictions
    return residuals @ residuals


@variant(of="residual_sum_of_squares")
def length_squared(y, predictions):
    return np.linalg.norm(y - predictions) ** 2


@variant(of="residual_sum_of_squares")
def mean_squared_error_times_days(y, predictions):
    from sklearn.metrics import mean_squared_error

    return mean_squared_error(y, predictions) * len(y)


@variant(of="residual_sum_of_squares")
def dot_product_of_errors(y, predictions):
    return np.dot(predictions - y, predictions - y)


@variant(of="residual_sum_of_squares")
def squared_by_numpy(y, predictions):
    return float(np.square(np.subtract(y, predictions)).sum())


@variant(of="residual_sum_of_squares")
def summed_without_rounding(y, predictions):
    import math

    return math.fsum((truth - guess) ** 2 for truth, guess in zip(y, predictions, strict=True))


@variant(of="residual_sum_of_squares")
def inner_product(y, predictions):
    return np.inner(y - predictions, y - predictions)


@variant(of="residual_sum_of_squares")
def squared_as_series(y, predictions):
    residuals = pd.Series(y) - pd.Series(predictions)
    return (residuals**2).sum()


@variant(of="residual_sum_of_squares")
def as_an_array_of_one_number(y, predictions):
    return np.array([np.sum((y - predictions) ** 2)])


@variant(of="residual_sum_of_squares")
def sizes_squared(y, predictions):
    return np.sum(np.abs(y - predictions) ** 2)


@variant(of="residual_sum_of_squares")
def summed_by_einsum(y, predictions):
    return np.einsum("i,i", y - predictions, y - predictions)


@variant(of="residual_sum_of_squares")
def spread_and_mean_of_residuals(y, predictions):
    residuals = y - predictions
    return len(y) * (np.var(residuals) + np.mean(residuals) ** 2)


@variant(of="residual_sum_of_squares")
def subtracted_in_a_copy(y, predictions):
    residuals = np.array(y)
    residuals -= predictions
    return np.sum(np.power(residuals, 2))


@variant(of="residual_sum_of_squares")
def mean_times_days(y, predictions):
    return np.mean((y - predictions) ** 2) * len(y)


@variant(of="residual_sum_of_squares")
def root_mean_squared_error_squared(y, predictions):
    from sklearn.metrics import root_mean_squared_error

    return root_mean_squared_error(y, predictions) ** 2 * len(y)


@variant(of="residual_sum_of_squares")
def as_a_product_of_matrices(y, predictions):
    column = (y - predictions).reshape(-1, 1)
    return column.T @ column


# ---------------------------------------------------------------- fit


@variant(of="fit")
def learned_from_columns(data):
    model = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@variant(of="fit")
def learned_from_two_tables(data):
    model = LinearRegression().fit(data[["daily_temperature"]], data[["ice_cream_sales"]])
    return model.coef_[0][0], model.intercept_[0]


@variant(of="fit")
def with_an_array_for_the_slope(data):
    model = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_, model.intercept_


@variant(of="fit")
def with_tables_for_both_numbers(data):
    model = LinearRegression().fit(data[["daily_temperature"]], data[["ice_cream_sales"]])
    return model.coef_, model.intercept_


@variant(of="fit")
def learned_from_arrays(data):
    model = LinearRegression()
    model.fit(data["daily_temperature"].values.reshape(-1, 1), data["ice_cream_sales"].values)
    return float(model.coef_[0]), float(model.intercept_)


@variant(of="fit")
def as_polyfit_returns_it(data):
    return np.polyfit(data["daily_temperature"], data["ice_cream_sales"], 1)


@variant(of="fit")
def as_a_tuple_from_polyfit(data):
    return tuple(np.polyfit(data.daily_temperature, data.ice_cream_sales, 1))


@variant(of="fit")
def by_scipy(data):
    from scipy import stats

    line = stats.linregress(data.daily_temperature, data.ice_cream_sales)
    return line.slope, line.intercept


@variant(of="fit")
def from_sums_of_products(data):
    x, y = data.daily_temperature, data.ice_cream_sales
    slope = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
    return [slope, y.mean() - slope * x.mean()]


@variant(of="fit")
def from_sums_without_means(data):
    x, y, n = data.daily_temperature, data.ice_cream_sales, len(data)
    slope = (n * (x * y).sum() - x.sum() * y.sum()) / (n * (x**2).sum() - x.sum() ** 2)
    return slope, (y.sum() - slope * x.sum()) / n


@variant(of="fit")
def by_least_squares(data):
    table = np.column_stack([data.daily_temperature, np.ones(len(data))])
    return np.linalg.lstsq(table, data.ice_cream_sales, rcond=None)[0]


@variant(of="fit")
def from_columns_by_place(data):
    model = LinearRegression(n_jobs=-1).fit(data.iloc[:, [0]], data.iloc[:, 1])
    return model.coef_.item(), model.intercept_


@variant(of="fit")
def by_statistics(data):
    import statistics

    return tuple(statistics.linear_regression(data.daily_temperature, data.ice_cream_sales))


@variant(of="fit")
def as_a_named_tuple(data):
    import statistics

    return statistics.linear_regression(data.daily_temperature, data.ice_cream_sales)


@variant(of="fit")
def from_predictions_at_zero_and_one(data):
    model = LinearRegression().fit(data[["daily_temperature"]].to_numpy(), data["ice_cream_sales"].to_numpy())
    intercept = model.predict([[0.0]])[0]
    return model.predict([[1.0]])[0] - intercept, intercept


@variant(of="fit")
def from_predictions_without_names(data):
    model = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    intercept = model.predict([[0.0]])[0]
    return model.predict([[1.0]])[0] - intercept, intercept


@variant(of="fit")
def from_the_matrix_of_covariances(data):
    covariances = np.cov(data.daily_temperature, data.ice_cream_sales)
    slope = covariances[0, 1] / covariances[0, 0]
    return slope, data.ice_cream_sales.mean() - slope * data.daily_temperature.mean()


@variant(of="fit")
def through_a_scaler_and_back(data):
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    scaler, model = make_pipeline(StandardScaler(), LinearRegression()).fit(
        data[["daily_temperature"]], data["ice_cream_sales"]
    )
    slope = model.coef_[0] / scaler.scale_[0]
    return slope, model.intercept_ - slope * scaler.mean_[0]


@variant(of="fit")
def with_a_column_of_ones(data):
    table = data.assign(ones=1)
    model = LinearRegression(fit_intercept=False)
    return model.fit(table[["daily_temperature", "ones"]], table["ice_cream_sales"]).coef_


@variant(of="fit")
def from_a_sorted_copy_with_a_picture(data):
    days = data.sort_values("daily_temperature")
    model = LinearRegression().fit(days[["daily_temperature"]], days.ice_cream_sales)
    plt.plot(days.daily_temperature, model.predict(days[["daily_temperature"]]))
    plt.show()
    return model.coef_[0], model.intercept_


@variant(of="fit")
def as_ridge_without_penalty(data):
    from sklearn.linear_model import Ridge

    model = Ridge(0).fit(data[["daily_temperature"]], data.ice_cream_sales)
    return model.coef_[0], model.intercept_


@variant(of="fit")
def from_the_correlation(data):
    correlation = np.corrcoef(data.daily_temperature, data.ice_cream_sales)[0, 1]
    slope = correlation * data.ice_cream_sales.std() / data.daily_temperature.std()
    return slope, data.ice_cream_sales.mean() - slope * data.daily_temperature.mean()


@variant(of="fit")
def as_a_series(data):
    line = np.polyfit(data.daily_temperature, data.ice_cream_sales, 1)
    return pd.Series(line, index=["slope", "intercept"])


@variant(of="fit")
def with_a_global_model(data):
    global model  # noqa: PLW0603  as students write it
    model = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    slope = model.coef_[0]
    intercept = model.intercept_
    return slope, intercept


@variant(of="fit")
def by_the_normal_equations(data):
    table = np.vander(data.daily_temperature, 2)
    return np.linalg.solve(table.T @ table, table.T @ data.ice_cream_sales)


@variant(of="fit")
def by_numpys_polynomials(data):
    line = np.polynomial.Polynomial.fit(data.daily_temperature, data.ice_cream_sales, 1)
    return line.convert().coef[::-1]


# ---------------------------------------------------------------- r_squared


@variant(of="r_squared")
def against_the_mean_alone(y, predictions):
    return 1 - residual_sum_of_squares(y, predictions) / residual_sum_of_squares(y, np.mean(y))


@variant(of="r_squared")
def by_r2_score(y, predictions):
    from sklearn.metrics import r2_score

    return r2_score(y, predictions)


@variant(of="r_squared")
def from_two_sums(y, predictions):
    return 1 - np.sum((y - predictions) ** 2) / np.sum((y - y.mean()) ** 2)


@variant(of="r_squared")
def from_mean_and_variance(y, predictions):
    return 1 - np.mean((y - predictions) ** 2) / np.var(y)


@variant(of="r_squared")
def from_running_sums(y, predictions):
    residual, total, mean = 0, 0, sum(y) / len(y)
    for truth, prediction in zip(y, predictions, strict=True):
        residual += (truth - prediction) ** 2
        total += (truth - mean) ** 2
    return 1 - residual / total


@variant(of="r_squared")
def as_one_fraction(y, predictions):
    total = np.sum((y - np.mean(y)) ** 2)
    return (total - np.sum((y - predictions) ** 2)) / total


@variant(of="r_squared")
def from_mean_squared_errors(y, predictions):
    from sklearn.metrics import mean_squared_error

    mean_every_day = np.full(len(y), y.mean())
    return 1 - mean_squared_error(y, predictions) / mean_squared_error(y, mean_every_day)


@variant(of="r_squared")
def by_r2_score_with_names(y, predictions):
    from sklearn import metrics

    return metrics.r2_score(y_true=y, y_pred=predictions)


@variant(of="r_squared")
def from_lengths(y, predictions):
    return 1 - np.linalg.norm(y - predictions) ** 2 / np.linalg.norm(y - np.mean(y)) ** 2


@variant(of="r_squared")
def from_the_variance_times_days(y, predictions):
    return 1 - residual_sum_of_squares(y, predictions) / (np.var(y) * len(y))


@variant(of="r_squared")
def from_a_series(y, predictions):
    truth = pd.Series(y)
    return 1 - ((truth - predictions) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()


@variant(of="r_squared")
def against_the_mean_every_day(y, predictions):
    residual = residual_sum_of_squares(y, predictions)
    total = residual_sum_of_squares(y, np.full(len(y), np.mean(y)))
    return 1 - residual / total


@variant(of="r_squared")
def from_a_shifted_total(y, predictions):
    total = np.sum(y**2) - np.sum(y) ** 2 / len(y)
    return 1 - np.sum((y - predictions) ** 2) / total


@variant(of="r_squared")
def subtracted_the_other_way(y, predictions):
    total = residual_sum_of_squares(y, [np.mean(y)] * len(y))
    return -(residual_sum_of_squares(y, predictions) / total - 1)


@variant(of="r_squared")
def by_statistics_of_sales(y, predictions):
    import statistics

    return 1 - sum((y - predictions) ** 2) / ((len(y) - 1) * statistics.variance(y.tolist()))


@variant(of="r_squared")
def from_the_sample_variance(y, predictions):
    return 1 - ((y - predictions) ** 2).sum() / ((len(y) - 1) * np.var(y, ddof=1))


@variant(of="r_squared")
def from_the_explained_variance(y, predictions):
    from sklearn.metrics import explained_variance_score

    return explained_variance_score(y, predictions) - np.mean(y - predictions) ** 2 / np.var(y)
