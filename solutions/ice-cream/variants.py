"""Right versions of the functions of this notebook, as other people would write them."""

from autograder.questions import variant


@variant(of="load_sales")
def load_sales_1(path):
    return pd.read_csv(path)


@variant(of="load_sales")
def load_sales_2(path):
    df = pd.read_csv(path)
    return df[["daily_temperature", "ice_cream_sales"]]


@variant(of="load_sales")
def load_sales_3(path):
    return pd.read_csv(path).astype(float)


@variant(of="load_sales")
def load_sales_4(path):
    return pd.read_csv(path, header=0, names=["daily_temperature", "ice_cream_sales"])


@variant(of="load_sales")
def load_sales_5(path):
    import csv

    with open(path) as f:
        rows = list(csv.DictReader(f))
    return pd.DataFrame({k: [float(r[k]) for r in rows] for k in ["daily_temperature", "ice_cream_sales"]})


@variant(of="load_sales")
def load_sales_6(path):
    a = np.genfromtxt(path, delimiter=",", names=True)
    return pd.DataFrame(a)


@variant(of="load_sales")
def load_sales_7(path):
    a = np.loadtxt(path, delimiter=",", skiprows=1)
    return pd.DataFrame(a, columns=["daily_temperature", "ice_cream_sales"])


@variant(of="load_sales")
def load_sales_8(path):
    return pd.read_table(path, sep=",")


@variant(of="load_sales")
def load_sales_9(path):
    data = pd.read_csv(path)
    return data.dropna().reset_index(drop=True)


@variant(of="load_sales")
def load_sales_10(path):
    return pd.read_csv(path, index_col=False)


@variant(of="load_sales")
def load_sales_11(path):
    with open(path) as f:
        return pd.read_csv(f)


@variant(of="load_sales")
def load_sales_12(path):
    from pathlib import Path

    return pd.read_csv(Path(path), engine="python")


@variant(of="load_sales")
def load_sales_13(path):
    return pd.DataFrame(pd.read_csv(path).to_dict("records"))


@variant(of="load_sales")
def load_sales_14(path):
    return (
        pd.read_csv(path, dtype={"daily_temperature": "float32"})
        .astype({"daily_temperature": float})
        .round(1)
    )


@variant(of="load_sales")
def load_sales_15(path):
    data = pd.read_csv(path)
    data.index = data.index + 1
    return data


@variant(of="load_sales")
def load_sales_18(path):
    return pd.read_csv(path).drop_duplicates()


@variant(of="load_sales")
def load_sales_19(path):
    data = pd.read_csv(path)
    data.columns = data.columns.str.strip()
    return data


@variant(of="load_sales")
def load_sales_20(path):
    data = pd.read_csv(path)
    data["daily_temperature"] = pd.to_numeric(data["daily_temperature"])
    return data


@variant(of="load_sales")
def load_sales_21(path):
    return pd.read_csv(path, sep=None, engine="python")


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_1(y, predictions):
    return np.sum((y - predictions) ** 2)


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_2(y, predictions):
    return ((y - predictions) ** 2).sum()


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_3(y, predictions):
    return sum((a - b) ** 2 for a, b in zip(y, predictions, strict=False))


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_4(y, predictions):
    t = 0
    for i in range(len(y)):
        t += (y[i] - predictions[i]) ** 2
    return t


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_5(y, predictions):
    e = y - predictions
    return e @ e


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_6(y, predictions):
    return np.linalg.norm(y - predictions) ** 2


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_7(y, predictions):
    from sklearn.metrics import mean_squared_error

    return mean_squared_error(y, predictions) * len(y)


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_8(y, predictions):
    return np.dot(predictions - y, predictions - y)


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_9(y, predictions):
    return float(np.square(np.subtract(y, predictions)).sum())


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_10(y, predictions):
    import math

    return math.fsum((a - b) ** 2 for a, b in zip(y, predictions, strict=False))


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_11(y, predictions):
    return np.inner(y - predictions, y - predictions)


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_12(y, predictions):
    r = pd.Series(y) - pd.Series(predictions)
    return (r**2).sum()


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_13(y, predictions):
    return np.array([np.sum((y - predictions) ** 2)])


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_14(y, predictions):
    return np.sum(np.abs(y - predictions) ** 2)


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_15(y, predictions):
    return np.einsum("i,i", y - predictions, y - predictions)


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_16(y, predictions):
    return np.var(y - predictions) * len(y) + len(y) * np.mean(y - predictions) ** 2


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_17(y, predictions):
    y = np.array(y)
    predictions = np.array(predictions)
    y -= predictions
    return np.sum(np.power(y, 2))


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_18(y, predictions):
    return np.mean((y - predictions) ** 2) * len(y)


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_20(y, predictions):
    from sklearn.metrics import root_mean_squared_error as r

    return r(y, predictions) ** 2 * len(y)


@variant(of="residual_sum_of_squares")
def residual_sum_of_squares_22(y, predictions):
    E = (y - predictions).reshape(-1, 1)
    return E.T @ E


@variant(of="fit")
def fit_1(data):
    m = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return m.coef_[0], m.intercept_


@variant(of="fit")
def fit_2(data):
    m = LinearRegression().fit(data[["daily_temperature"]], data[["ice_cream_sales"]])
    return m.coef_[0][0], m.intercept_[0]


@variant(of="fit")
def fit_3(data):
    m = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return m.coef_, m.intercept_


@variant(of="fit")
def fit_4(data):
    m = LinearRegression().fit(data[["daily_temperature"]], data[["ice_cream_sales"]])
    return m.coef_, m.intercept_


@variant(of="fit")
def fit_5(data):
    m = LinearRegression()
    m.fit(data["daily_temperature"].values.reshape(-1, 1), data["ice_cream_sales"].values)
    return float(m.coef_[0]), float(m.intercept_)


@variant(of="fit")
def fit_6(data):
    return np.polyfit(data["daily_temperature"], data["ice_cream_sales"], 1)


@variant(of="fit")
def fit_7(data):
    return tuple(np.polyfit(data.daily_temperature, data.ice_cream_sales, 1))


@variant(of="fit")
def fit_8(data):
    from scipy import stats

    r = stats.linregress(data.daily_temperature, data.ice_cream_sales)
    return r.slope, r.intercept


@variant(of="fit")
def fit_9(data):
    x = data.daily_temperature
    y = data.ice_cream_sales
    s = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
    return [s, y.mean() - s * x.mean()]


@variant(of="fit")
def fit_10(data):
    x = data.daily_temperature
    y = data.ice_cream_sales
    n = len(x)
    s = (n * (x * y).sum() - x.sum() * y.sum()) / (n * (x**2).sum() - x.sum() ** 2)
    return s, (y.sum() - s * x.sum()) / n


@variant(of="fit")
def fit_11(data):
    A = np.column_stack([data.daily_temperature, np.ones(len(data))])
    return np.linalg.lstsq(A, data.ice_cream_sales, rcond=None)[0]


@variant(of="fit")
def fit_12(data):
    m = LinearRegression(n_jobs=-1).fit(data.iloc[:, [0]], data.iloc[:, 1])
    return m.coef_.item(), m.intercept_


@variant(of="fit")
def fit_13(data):
    import statistics

    return tuple(statistics.linear_regression(data.daily_temperature, data.ice_cream_sales))


@variant(of="fit")
def fit_14(data):
    import statistics

    return statistics.linear_regression(data.daily_temperature, data.ice_cream_sales)


@variant(of="fit")
def fit_15(data):
    m = LinearRegression().fit(data[["daily_temperature"]].to_numpy(), data["ice_cream_sales"].to_numpy())
    b = m.predict([[0.0]])[0]
    return m.predict([[1.0]])[0] - b, b


@variant(of="fit")
def fit_16(data):
    m = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    b = m.predict([[0.0]])[0]
    return m.predict([[1.0]])[0] - b, b


@variant(of="fit")
def fit_17(data):
    c = np.cov(data.daily_temperature, data.ice_cream_sales)
    s = c[0, 1] / c[0, 0]
    return s, data.ice_cream_sales.mean() - s * data.daily_temperature.mean()


@variant(of="fit")
def fit_18(data):
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    p = make_pipeline(StandardScaler(), LinearRegression()).fit(
        data[["daily_temperature"]], data["ice_cream_sales"]
    )
    s = p[1].coef_[0] / p[0].scale_[0]
    return s, p[1].intercept_ - s * p[0].mean_[0]


@variant(of="fit")
def fit_19(data):
    d = data.copy()
    d["ones"] = 1
    m = LinearRegression(fit_intercept=False).fit(d[["daily_temperature", "ones"]], d["ice_cream_sales"])
    return m.coef_


@variant(of="fit")
def fit_20(data):
    d = data.sort_values("daily_temperature")
    m = LinearRegression().fit(d[["daily_temperature"]], d.ice_cream_sales)
    plt.plot(d.daily_temperature, m.predict(d[["daily_temperature"]]))
    plt.show()
    return m.coef_[0], m.intercept_


@variant(of="fit")
def fit_21(data):
    from sklearn.linear_model import Ridge

    m = Ridge(0).fit(data[["daily_temperature"]], data.ice_cream_sales)
    return m.coef_[0], m.intercept_


@variant(of="fit")
def fit_22(data):
    r = np.corrcoef(data.daily_temperature, data.ice_cream_sales)[0, 1]
    s = r * data.ice_cream_sales.std() / data.daily_temperature.std()
    return s, data.ice_cream_sales.mean() - s * data.daily_temperature.mean()


@variant(of="fit")
def fit_23(data):
    return pd.Series(
        np.polyfit(data.daily_temperature, data.ice_cream_sales, 1), index=["slope", "intercept"]
    )


@variant(of="fit")
def fit_24(data):
    global model
    model = LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    slope = model.coef_[0]
    intercept = model.intercept_
    return slope, intercept


@variant(of="fit")
def fit_25(data):
    x = np.vander(data.daily_temperature, 2)
    return np.linalg.solve(x.T @ x, x.T @ data.ice_cream_sales)


@variant(of="fit")
def fit_26(data):
    return np.polynomial.Polynomial.fit(data.daily_temperature, data.ice_cream_sales, 1).convert().coef[::-1]


@variant(of="r_squared")
def r_squared_1(y, predictions):
    return 1 - residual_sum_of_squares(y, predictions) / residual_sum_of_squares(y, np.mean(y))


@variant(of="r_squared")
def r_squared_2(y, predictions):
    from sklearn.metrics import r2_score

    return r2_score(y, predictions)


@variant(of="r_squared")
def r_squared_3(y, predictions):
    return 1 - np.sum((y - predictions) ** 2) / np.sum((y - y.mean()) ** 2)


@variant(of="r_squared")
def r_squared_4(y, predictions):
    return 1 - np.mean((y - predictions) ** 2) / np.var(y)


@variant(of="r_squared")
def r_squared_5(y, predictions):
    rss = 0
    tss = 0
    m = sum(y) / len(y)
    for a, b in zip(y, predictions, strict=False):
        rss += (a - b) ** 2
        tss += (a - m) ** 2
    return 1 - rss / tss


@variant(of="r_squared")
def r_squared_6(y, predictions):
    t = np.sum((y - np.mean(y)) ** 2)
    return (t - np.sum((y - predictions) ** 2)) / t


@variant(of="r_squared")
def r_squared_7(y, predictions):
    from sklearn.metrics import mean_squared_error as mse

    return 1 - mse(y, predictions) / mse(y, np.full_like(y, y.mean()))


@variant(of="r_squared")
def r_squared_8(y, predictions):
    from sklearn import metrics

    return metrics.r2_score(y_true=y, y_pred=predictions)


@variant(of="r_squared")
def r_squared_9(y, predictions):
    return 1 - np.linalg.norm(y - predictions) ** 2 / np.linalg.norm(y - np.mean(y)) ** 2


@variant(of="r_squared")
def r_squared_10(y, predictions):
    return 1 - residual_sum_of_squares(y, predictions) / (np.var(y) * len(y))


@variant(of="r_squared")
def r_squared_11(y, predictions):
    s = pd.Series(y)
    return 1 - ((s - predictions) ** 2).sum() / ((s - s.mean()) ** 2).sum()


@variant(of="r_squared")
def r_squared_12(y, predictions):
    rss = residual_sum_of_squares(y, predictions)
    tss = residual_sum_of_squares(y, np.full(len(y), np.mean(y)))
    return 1 - rss / tss


@variant(of="r_squared")
def r_squared_13(y, predictions):
    return 1 - np.sum((y - predictions) ** 2) / (np.sum(y**2) - np.sum(y) ** 2 / len(y))


@variant(of="r_squared")
def r_squared_14(y, predictions):
    return -(residual_sum_of_squares(y, predictions) / residual_sum_of_squares(y, [np.mean(y)] * len(y)) - 1)


@variant(of="r_squared")
def r_squared_15(y, predictions):
    import statistics

    return 1 - sum((y - predictions) ** 2) / ((len(y) - 1) * statistics.variance(y.tolist()))


@variant(of="r_squared")
def r_squared_16(y, predictions):
    return 1 - ((y - predictions) ** 2).sum() / ((len(y) - 1) * np.var(y, ddof=1))


@variant(of="r_squared")
def r_squared_17(y, predictions):
    from sklearn.metrics import explained_variance_score as e

    return e(y, predictions) - np.mean(y - predictions) ** 2 / np.var(y)
