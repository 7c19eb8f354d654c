"""Wrong versions of the functions of this notebook, each with the hint that helps the student who wrote it.

They run beside the reference solution and use its names (`fit`, `sales`, `LinearRegression`, `np`, `pd` ...).
Where statistics has more than one definition, a hint says *differs from this exercise's*, not *wrong*.
"""

from sklearn.model_selection import train_test_split

from autograder.questions import misconception

COLUMNS = ["daily_temperature", "ice_cream_sales"]

# ---------------------------------------------------------------- load_sales


@misconception(of="load_sales")
def always_the_first_summer(path):
    """You return the same table, whatever path is passed in. Where does your function take the file's name
    from?"""
    return pd.read_csv("ice_cream.csv")


@misconception(of="load_sales")
def names_read_as_a_day(path):
    """Your table has a row too many, and its columns have no names. What does the first line of the file
    hold?"""
    return pd.read_csv(path, header=None)


@misconception(of="load_sales")
def names_read_as_a_day_below_new_names(path):
    """Your columns have their names, but your table has a row too many. Look at its first one: what does the
    first line of the file hold?"""
    return pd.read_csv(path, header=None, names=COLUMNS)


@misconception(of="load_sales")
def first_day_read_as_names(path):
    """The names of your columns are numbers, and a day is missing. Which line did you skip?"""
    return pd.read_csv(path, skiprows=1)


@misconception(of="load_sales")
def first_day_lost(path):
    """The first day of the file is not in your table. How many lines stand above it?"""
    return pd.read_csv(path)[1:]


@misconception(of="load_sales")
def last_day_lost(path):
    """The last day of the file is not in your table. Where does your selection of rows end?"""
    return pd.read_csv(path)[:-1]


@misconception(of="load_sales")
def temperature_as_row_names(path):
    """The temperature is no column of your table. Did you leave it out, or has it become the name of the rows?
    The days of this file have none."""
    return pd.read_csv(path, index_col=0)


@misconception(of="load_sales")
def split_at_semicolons(path):
    """All of your data is in one column. Open the file: which character stands between two values?"""
    return pd.read_csv(path, sep=";")


@misconception(of="load_sales")
def row_numbers_as_a_column(path):
    """Your table has a column that is not in the file. Did you turn the numbers of the rows into data?"""
    return pd.read_csv(path).reset_index()


@misconception(of="load_sales")
def columns_renamed(path):
    """The numbers are there, under other names. What are the columns called in the file?"""
    return pd.read_csv(path).set_axis(["temperature", "sales"], axis=1)


@misconception(of="load_sales")
def column_names_exchanged(path):
    """Three ice creams at a hundred degrees? The names of your columns have changed places."""
    return pd.read_csv(path, skiprows=1, names=COLUMNS[::-1])


@misconception(of="load_sales")
def columns_exchanged(path):
    """Both columns are right, but in another order than in the file."""
    return pd.read_csv(path)[COLUMNS[::-1]]


@misconception(of="load_sales")
def first_rows_only(path):
    """`head` shows the first rows of a table. Is that all of the summer?"""
    return pd.read_csv(path).head()


@misconception(of="load_sales")
def summary_instead_of_data(path):
    """You return a summary of the table. The exercise asks for the table itself."""
    return pd.read_csv(path).describe()


@misconception(of="load_sales")
def array_instead_of_table(path):
    """You return the numbers without the names of their columns. What is a DataFrame more than an array?"""
    return pd.read_csv(path).to_numpy()


@misconception(of="load_sales")
def two_columns_apart(path):
    """You return the two columns one by one. What holds both of them together?"""
    return tuple(pd.read_csv(path)[name] for name in COLUMNS)


@misconception(of="load_sales")
def sales_only(path):
    """You return one column. How many does the exercise ask for?"""
    return pd.read_csv(path)["ice_cream_sales"]


@misconception(of="load_sales")
def days_sorted(path):
    """All days are there, but in another order than in the file. Do you sort them?"""
    return pd.read_csv(path).sort_values("daily_temperature")


@misconception(of="load_sales")
def whole_degrees(path):
    """Your temperatures have lost their decimals. Look for a conversion to whole numbers."""
    return pd.read_csv(path).astype(int)


@misconception(of="load_sales")
def numbers_left_as_text(path):
    """Your table looks right, but can you calculate with it? Have a look at the type of its columns."""
    return pd.read_csv(path, dtype=str)


@misconception(of="load_sales")
def path_handed_back(path):
    """You return the name of the file. Which function of pandas opens it?"""
    return path


@misconception(of="load_sales")
def one_day_per_temperature(path):
    """Days are missing: of those that were equally hot you keep the first one only. Do you throw something
    away?"""
    return pd.read_csv(path).drop_duplicates("daily_temperature")


@misconception(of="load_sales")
def last_day_per_temperature(path):
    """Days are missing: of those that were equally hot only the last one is left. What happens when a dictionary
    gets the same key again?"""
    days = dict(pd.read_csv(path).to_numpy().tolist())
    return pd.DataFrame({COLUMNS[0]: list(days), COLUMNS[1]: list(days.values())})


@misconception(of="load_sales")
def days_sorted_by_sales(path):
    """All days are there, but ordered by what was sold. In which order does the file have them?"""
    return pd.read_csv(path).sort_values("ice_cream_sales", kind="stable")


@misconception(of="load_sales")
def days_reversed(path):
    """All days are there, and the last one comes first. In which order does the file have them?"""
    return pd.read_csv(path)[::-1]


@misconception(of="load_sales")
def last_rows_only(path):
    """`tail` shows the last rows of a table. Is that all of the summer?"""
    return pd.read_csv(path).tail()


@misconception(of="load_sales")
def ten_rows_only(path):
    """You return ten days. How many does the file hold?"""
    return pd.read_csv(path, nrows=10)


@misconception(of="load_sales")
def table_of_temperatures(path):
    """The sales are no column of your table. Did you leave them out, or have they become the names of the
    rows?"""
    return pd.read_csv(path, usecols=["daily_temperature"])


@misconception(of="load_sales")
def names_thrown_away(path):
    """All days are there, but your columns have numbers for names. Which line of the file did you skip?"""
    return pd.read_csv(path, header=None, skiprows=1)


@misconception(of="load_sales")
def degrees_rounded(path):
    """Your temperatures are rounded to whole degrees. The exercise wants the table as it is."""
    return pd.read_csv(path).round()


@misconception(of="load_sales")
def table_turned(path):
    """Rows and columns have changed places. What does `.T` do?"""
    return pd.read_csv(path).T


@misconception(of="load_sales")
def dictionary_instead_of_table(path):
    """You return a dictionary of lists. What makes a DataFrame of it?"""
    return pd.read_csv(path).to_dict("list")


@misconception(of="load_sales")
def text_of_the_file(path):
    """You return what is written in the file, as one long text. Which function of pandas makes a table of it?"""
    with open(path) as file:
        return file.read()


# ---------------------------------------------------------------- residual_sum_of_squares


@misconception(of="residual_sum_of_squares")
def residuals_averaged(y, predictions):
    """You divide by the number of days, which makes a mean of it. What does the first S of RSS stand for?"""
    return np.mean((y - predictions) ** 2)


@misconception(of="residual_sum_of_squares")
def half_of_the_sum(y, predictions):
    """Your result differs from this exercise's formula by a constant factor. What stands before the sum?"""
    return np.sum((y - predictions) ** 2) / 2


@misconception(of="residual_sum_of_squares")
def half_of_the_average(y, predictions):
    """Your result is smaller than this exercise's formula says, by a factor that depends on the number of
    days. What stands before the sum?"""
    return np.mean((y - predictions) ** 2) / 2


@misconception(of="residual_sum_of_squares")
def residual_variance(y, predictions):
    """You divide by two less than the number of days. That belongs to another statistic; this one is a
    sum."""
    return np.sum((y - predictions) ** 2) / (len(y) - 2)


@misconception(of="residual_sum_of_squares")
def divided_by_one_less(y, predictions):
    """You divide by one less than the number of days. That belongs to another statistic; this one is a
    sum."""
    return np.sum((y - predictions) ** 2) / (len(y) - 1)


@misconception(of="residual_sum_of_squares")
def root_of_the_sum(y, predictions):
    """One operation too many at the end: what did you do after adding up?"""
    return np.sqrt(np.sum((y - predictions) ** 2))


@misconception(of="residual_sum_of_squares")
def root_of_the_average(y, predictions):
    """Your result is in ice creams, not in squares of them. Which two operations at the end are not in the
    formula?"""
    return np.sqrt(np.mean((y - predictions) ** 2))


@misconception(of="residual_sum_of_squares")
def square_of_the_sum(y, predictions):
    """Residuals above and below the line cancel out in your sum. Which comes first in the formula, the
    squares or the sum?"""
    return np.sum(y - predictions) ** 2


@misconception(of="residual_sum_of_squares")
def residuals_not_squared(y, predictions):
    """Residuals above and below the line cancel out in your sum. What does the formula do with each of them
    first?"""
    return np.sum(y - predictions)


@misconception(of="residual_sum_of_squares")
def errors_not_squared(y, predictions):
    """Predictions above and below the truth cancel out in your sum. What does the formula do with each
    difference first?"""
    return np.sum(predictions - y)


@misconception(of="residual_sum_of_squares")
def residuals_without_sign(y, predictions):
    """You make all residuals positive, but the formula does it in another way. What does the last S of RSS
    stand for?"""
    return np.sum(np.abs(y - predictions))


@misconception(of="residual_sum_of_squares")
def residuals_doubled(y, predictions):
    """Some of your residuals count as negative even after squaring. Is `* 2` the square?"""
    return np.sum((y - predictions) * 2)


@misconception(of="residual_sum_of_squares")
def only_predictions_squared(y, predictions):
    """Which part of your expression is actually being squared? Put brackets around the residual and
    compare."""
    return np.sum(y - predictions**2)


@misconception(of="residual_sum_of_squares")
def only_truth_squared(y, predictions):
    """Which part of your expression is actually being squared? Put brackets around the difference and
    compare."""
    return np.sum(predictions - y**2)


@misconception(of="residual_sum_of_squares")
def difference_of_squares(y, predictions):
    """You square truth and predictions one by one. Is that the same as the square of their difference?"""
    return np.sum(y**2 - predictions**2)


@misconception(of="residual_sum_of_squares")
def squares_not_added(y, predictions):
    """You return a number for every day. Which step makes one of them?"""
    return (y - predictions) ** 2


@misconception(of="residual_sum_of_squares")
def only_the_last_day(y, predictions):
    """Each pass of your loop replaces the total of the one before. How do you keep a running sum?"""
    return (y[-1] - predictions[-1]) ** 2


@misconception(of="residual_sum_of_squares")
def only_the_first_day(y, predictions):
    """Only the first day gets into your sum. If you use a loop, where does the function return?"""
    return (y[0] - predictions[0]) ** 2


@misconception(of="residual_sum_of_squares")
def last_day_left_out(y, predictions):
    """The last day is not in your sum. How often does your loop run for four days?"""
    return np.sum((y[:-1] - predictions[:-1]) ** 2)


@misconception(of="residual_sum_of_squares")
def first_day_left_out(y, predictions):
    """The first day is not in your sum. With which number do Python's lists begin to count?"""
    return np.sum((y[1:] - predictions[1:]) ** 2)


@misconception(of="residual_sum_of_squares")
def total_sum_of_squares(y, predictions):
    """Your result does not change when the predictions do. From what should y differ as little as possible?"""
    return np.sum((y - np.mean(y)) ** 2)


@misconception(of="residual_sum_of_squares")
def explained_sum_of_squares(y, predictions):
    """You compare the predictions with the mean of y. Which numbers are they predictions for?"""
    return np.sum((predictions - np.mean(y)) ** 2)


@misconception(of="residual_sum_of_squares")
def spread_of_the_residuals(y, predictions):
    """Predictions that are all ten too high should have an error, and in your function they have none. What do
    you subtract from the residuals?"""
    return np.var(y - predictions) * len(y)


@misconception(of="residual_sum_of_squares")
def every_day_with_every_other(y, predictions):
    """Each prediction is compared with the sales of all days, not only with its own. What are the shapes of
    the two things you subtract?"""
    return np.sum((y[:, np.newaxis] - predictions) ** 2)


@misconception(of="residual_sum_of_squares")
def residuals_added_instead(y, predictions):
    """Right predictions should leave nothing over, and yours leave a lot. What is subtracted from what?"""
    return np.sum((y + predictions) ** 2)


@misconception(of="residual_sum_of_squares")
def sum_rounded(y, predictions):
    """You are close, but only to a whole number. Is anything rounding?"""
    return np.round(np.sum((y - predictions) ** 2))


@misconception(of="residual_sum_of_squares")
def sales_overwritten(y, predictions):
    """After the call the caller's y holds other numbers. Which of your lines changes an array that is not
    yours?"""
    y -= predictions
    return np.sum(y**2)


@misconception(of="residual_sum_of_squares")
def sum_cut_to_a_whole_number(y, predictions):
    """You are close, but what comes after the decimal point is missing. Where do you make a whole number of
    it?"""
    return int(np.sum((y - predictions) ** 2))


@misconception(of="residual_sum_of_squares")
def predictions_rounded(y, predictions):
    """You round the predictions before you compare. Nobody sells half an ice cream, but a prediction may say
    so."""
    return np.sum((y - np.round(predictions)) ** 2)


@misconception(of="residual_sum_of_squares")
def residuals_rounded(y, predictions):
    """You round the residuals before you square them. The formula takes them as they are."""
    return np.sum(np.round(y - predictions) ** 2)


@misconception(of="residual_sum_of_squares")
def only_residuals_above_zero(y, predictions):
    """Only days on which more was sold than predicted get into your sum. What about the others?"""
    return np.sum(np.maximum(y - predictions, 0) ** 2)


@misconception(of="residual_sum_of_squares")
def only_residuals_below_zero(y, predictions):
    """Only days on which less was sold than predicted get into your sum. What about the others?"""
    return np.sum(np.minimum(y - predictions, 0) ** 2)


@misconception(of="residual_sum_of_squares")
def squares_with_their_sign(y, predictions):
    """Your squares keep the sign of the residual, so that they cancel out. Can a square be negative?"""
    return np.sum((y - predictions) * np.abs(y - predictions))


@misconception(of="residual_sum_of_squares")
def size_of_the_sum(y, predictions):
    """Residuals above and below the line cancel out before you take the size. What does the formula do with
    each of them first?"""
    return np.abs(np.sum(y - predictions))


@misconception(of="residual_sum_of_squares")
def residuals_averaged_without_squares(y, predictions):
    """You return the mean of the residuals, in which those above and below the line cancel out. What do the last
    two letters of RSS stand for?"""
    return np.mean(y - predictions)


@misconception(of="residual_sum_of_squares")
def sizes_averaged(y, predictions):
    """You return how far a prediction is off on average. What do the letters of RSS stand for?"""
    return np.mean(np.abs(y - predictions))


@misconception(of="residual_sum_of_squares")
def residuals_cubed(y, predictions):
    """You raise the residuals to another power than the second."""
    return np.sum((y - predictions) ** 3)


@misconception(of="residual_sum_of_squares")
def largest_square(y, predictions):
    """You return the square of the worst day. What becomes of the other days?"""
    return np.max((y - predictions) ** 2)


@misconception(of="residual_sum_of_squares")
def truth_times_prediction(y, predictions):
    """You multiply truth and prediction. What is a residual?"""
    return np.sum(y * predictions)


@misconception(of="residual_sum_of_squares")
def residuals_as_shares(y, predictions):
    """You divide each residual by the sales of its day. The formula takes it as it is."""
    return np.sum(((y - predictions) / y) ** 2)


@misconception(of="residual_sum_of_squares")
def days_without_sales_left_out(y, predictions):
    """Days on which nothing was sold do not get into your sum. In a condition, Python takes 0 for False."""
    return np.sum((y - predictions)[y != 0] ** 2)


@misconception(of="residual_sum_of_squares")
def equal_squares_counted_once(y, predictions):
    """Two days with the same error count as one in your sum. What does a set do with equal numbers?"""
    return sum(set(((y - predictions) ** 2).tolist()))


@misconception(of="residual_sum_of_squares")
def sorted_apart(y, predictions):
    """You sort truth and predictions by themselves. Which prediction belongs to which day afterwards?"""
    return np.sum((np.sort(y) - np.sort(predictions)) ** 2)


@misconception(of="residual_sum_of_squares")
def predictions_overwritten(y, predictions):
    """After the call the caller's predictions are other numbers. Which of your lines changes an array that is
    not yours?"""
    predictions -= y
    return np.sum(predictions**2)


# ---------------------------------------------------------------- fit


def _line(x, y, **options):
    model = LinearRegression(**options).fit(np.reshape(x, (-1, 1)), np.asarray(y))
    return model.coef_[0], model.intercept_


@misconception(of="fit")
def temperature_from_sales(data):
    """Your line predicts the temperature from the sales. Which of the two do you know the evening before?"""
    return _line(data["ice_cream_sales"], data["daily_temperature"])


@misconception(of="fit")
def intercept_first(data):
    """Both numbers are right, but not in the places where the caller looks for them. Which one does the
    exercise name first?"""
    return fit(data)[::-1]


@misconception(of="fit")
def slope_only(data):
    """A line has a slope and something more. How many numbers does the caller get?"""
    return fit(data)[0]


@misconception(of="fit")
def intercept_only(data):
    """A line has an intercept and something more. How many numbers does the caller get?"""
    return fit(data)[1]


@misconception(of="fit")
def model_returned(data):
    """You return the whole model. In which of its attributes are the two numbers?"""
    return LinearRegression().fit(data[["daily_temperature"]], data["ice_cream_sales"])


@misconception(of="fit")
def predictions_returned(data):
    """You return a prediction for every day. Which two numbers describe the line itself?"""
    slope, intercept = fit(data)
    return slope * data["daily_temperature"].to_numpy() + intercept


@misconception(of="fit")
def line_through_the_origin(data):
    """Your line always goes through zero. Which option of the model forbids it an intercept?"""
    return _line(data["daily_temperature"], data["ice_cream_sales"], fit_intercept=False)


@misconception(of="fit")
def ones_and_an_intercept(data):
    """Your slope is always 0: it belongs to a column that is the same every day. Does the model need to be
    given the intercept?"""
    table = np.column_stack([np.ones(len(data)), data["daily_temperature"]])
    model = LinearRegression().fit(table, data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@misconception(of="fit")
def sales_among_the_known(data):
    """Both of your numbers are 0. A model that is told the sales themselves needs no temperature: which
    columns may be in X?"""
    model = LinearRegression().fit(data[COLUMNS], data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@misconception(of="fit")
def slope_of_the_sales_themselves(data):
    """Your slope is always 1: the sales predict themselves. Which column should be in X?"""
    return _line(data["ice_cream_sales"], data["ice_cream_sales"])


@misconception(of="fit")
def slope_per_day(data):
    """Your line does not change when the temperatures do. Along what does it run?"""
    return _line(np.arange(len(data)), data["ice_cream_sales"])


@misconception(of="fit")
def always_the_line_of_the_summer(data):
    """Your line is the same for every table. Do you use the one that is passed in?"""
    return fit(sales)


@misconception(of="fit")
def fifth_of_the_days_kept_back(data):
    """Your line has not seen all of the days. What does `train_test_split` do with the rows, and what does
    the exercise say about them?"""
    days, _ = train_test_split(data, test_size=0.2, random_state=42)
    return fit(days)


@misconception(of="fit")
def fifth_of_the_days_kept_back_from_zero(data):
    """Your line has not seen all of the days. What does `train_test_split` do with the table, and what does
    the exercise say about its rows?"""
    days, _ = train_test_split(data, test_size=0.2, random_state=0)
    return fit(days)


@misconception(of="fit")
def quarter_of_the_days_kept_back(data):
    """Your line has learned from a part of the days. What does `train_test_split` do with them, and what does
    the exercise say?"""
    days, _ = train_test_split(data, random_state=42)
    return fit(days)


@misconception(of="fit")
def third_of_the_days_kept_back(data):
    """Your line has learned from two thirds of the days. What does `train_test_split` do with the rest, and
    what does the exercise say?"""
    days, _ = train_test_split(data, test_size=0.33, random_state=42)
    return fit(days)


@misconception(of="fit")
def first_days_only(data):
    """Your line has seen the first rows of the table only. What does `head` return?"""
    return fit(data.head())


@misconception(of="fit")
def last_day_not_learned(data):
    """Your line has not seen the last day. Where does your selection of rows end?"""
    return fit(data[:-1])


@misconception(of="fit")
def first_day_not_learned(data):
    """Your line has not seen the first day. Where does your selection of rows begin?"""
    return fit(data[1:])


@misconception(of="fit")
def columns_sorted_apart(data):
    """You sort each column by itself. Which temperature belongs to which sales afterwards?"""
    return _line(np.sort(data["daily_temperature"]), np.sort(data["ice_cream_sales"]))


@misconception(of="fit")
def temperature_standardised(data):
    """Your slope is one per standard deviation. By how much do the sales grow for one degree?"""
    x = data["daily_temperature"].to_numpy()
    return _line((x - np.mean(x)) / np.std(x), data["ice_cream_sales"])


@misconception(of="fit")
def temperature_standardised_as_pandas_does(data):
    """Your slope is one per standard deviation, and your intercept is the mean of the sales. By how much do
    they grow for one degree?"""
    x = data["daily_temperature"]
    return _line((x - x.mean()) / x.std(), data["ice_cream_sales"])


@misconception(of="fit")
def temperature_from_zero_to_one(data):
    """Your slope is that from the coldest to the hottest day. By how much do the sales grow for one degree?"""
    x = data["daily_temperature"]
    return _line((x - x.min()) / (x.max() - x.min()), data["ice_cream_sales"])


@misconception(of="fit")
def temperature_centred(data):
    """Your slope is right, and what you return beside it is the mean of the sales. Where does the line stand at
    0 °C?"""
    x = data["daily_temperature"]
    return _line(x - x.mean(), data["ice_cream_sales"])


@misconception(of="fit")
def both_standardised(data):
    """Your slope is never above 1: it is a correlation. In which units are your sales?"""
    return np.corrcoef(data["daily_temperature"], data["ice_cream_sales"])[0, 1], 0.0


@misconception(of="fit")
def correlation_instead_of_slope(data):
    """Your intercept is right. What you return as the slope is a correlation: never above 1, whatever is
    sold."""
    return np.corrcoef(data["daily_temperature"], data["ice_cream_sales"])[0, 1], fit(data)[1]


@misconception(of="fit")
def quality_instead_of_intercept(data):
    """Your slope is right. What you return beside it says how good the line is; where is the intercept?"""
    slope, intercept = fit(data)
    return slope, r_squared(data["ice_cream_sales"], slope * data["daily_temperature"] + intercept)


@misconception(of="fit")
def intercept_left_at_zero(data):
    """Your slope is right, and your intercept is always 0. Which attribute of the model holds it?"""
    return fit(data)[0], 0.0


@misconception(of="fit")
def through_first_and_last_day(data):
    """Your line goes through the first and the last day of the table. What about those between?"""
    x, y = (data[name].to_numpy() for name in COLUMNS)
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return slope, y[0] - slope * x[0]


@misconception(of="fit")
def through_coldest_and_hottest_day(data):
    """Your line goes through the coldest and the hottest day. What about those between?"""
    x, y = (data[name].to_numpy() for name in COLUMNS)
    cold, warm = np.argmin(x), np.argmax(x)
    slope = (y[warm] - y[cold]) / (x[warm] - x[cold])
    return slope, y[cold] - slope * x[cold]


@misconception(of="fit")
def ratio_of_the_means(data):
    """You divide the mean sales by the mean temperature. Is that what one more degree brings?"""
    return np.mean(data["ice_cream_sales"]) / np.mean(data["daily_temperature"]), 0.0


@misconception(of="fit")
def curve_instead_of_line(data):
    """You fit a curve with a bend and return two of its three numbers. What degree has a line?"""
    return tuple(np.polyfit(data["daily_temperature"], data["ice_cream_sales"], 2)[1:])


@misconception(of="fit")
def temperatures_in_whole_degrees(data):
    """You are close. Have your temperatures lost their decimals before the model sees them?"""
    return _line(data["daily_temperature"].astype(int), data["ice_cream_sales"])


@misconception(of="fit")
def line_rounded_to_two_decimals(data):
    """Your numbers are right to two decimals. Is anything rounding?"""
    return tuple(np.round(fit(data), 2))


@misconception(of="fit")
def line_rounded_to_one_decimal(data):
    """Your numbers are right to one decimal. Is anything rounding?"""
    return tuple(np.round(fit(data), 1))


@misconception(of="fit")
def line_rounded_to_four_decimals(data):
    """Your numbers are right to four decimals. Is anything rounding?"""
    return tuple(np.round(fit(data), 4))


@misconception(of="fit")
def column_added_to_the_table(data):
    """After the call the caller's table has another column. Do you need to write the predictions into it?"""
    slope, intercept = fit(data)
    data["prediction"] = slope * data["daily_temperature"] + intercept
    return slope, intercept


@misconception(of="fit")
def table_sorted_in_place(data):
    """After the call the caller's rows stand in another order. Does a line depend on their order at all?"""
    ordered = data.sort_values("daily_temperature").to_numpy()
    data.iloc[:, :] = ordered
    return fit(data)


def _through_the_means(data, slope):
    return slope, data["ice_cream_sales"].mean() - slope * data["daily_temperature"].mean()


@misconception(of="fit")
def other_line_turned_round(data):
    """You learn the temperature from the sales and turn that line round. Is that the line whose error is the
    smallest when the sales are predicted?"""
    slope, intercept = temperature_from_sales(data)
    return 1 / slope, -intercept / slope


@misconception(of="fit")
def slope_upside_down(data):
    """Your intercept is right. Your slope says how many degrees belong to one more ice cream; which way round is
    it asked for?"""
    slope, intercept = fit(data)
    return 1 / slope, intercept


@misconception(of="fit")
def slope_from_the_ranges(data):
    """You compare the largest and the smallest numbers of the two columns, whatever the days between did. Can
    your slope ever be negative?"""
    x, y = (data[name] for name in COLUMNS)
    return _through_the_means(data, (y.max() - y.min()) / (x.max() - x.min()))


@misconception(of="fit")
def slope_from_the_spreads(data):
    """You divide one spread by the other, so your slope is always positive. Where does it come in whether both
    columns grow together?"""
    return _through_the_means(data, data["ice_cream_sales"].std() / data["daily_temperature"].std())


@misconception(of="fit")
def correlation_through_the_means(data):
    """Your slope is a correlation: never above 1, whatever is sold. In which unit is a slope?"""
    return _through_the_means(data, np.corrcoef(data["daily_temperature"], data["ice_cream_sales"])[0, 1])


@misconception(of="fit")
def variance_with_one_day_more(data):
    """Your slope is a little too steep. You divide one of your sums by the number of days, and the other one by
    one less; NumPy's `var` and `cov` differ there."""
    x, y = (data[name].to_numpy() for name in COLUMNS)
    return _through_the_means(data, np.cov(x, y)[0, 1] / np.var(x))


@misconception(of="fit")
def variance_with_one_day_less(data):
    """Your slope is a little too flat. You divide one of your sums by the number of days, and the other one by
    one less; pandas' `var` and NumPy's differ there."""
    x, y = (data[name].to_numpy() for name in COLUMNS)
    return _through_the_means(data, np.cov(x, y, ddof=0)[0, 1] / np.var(x, ddof=1))


@misconception(of="fit")
def rising_lines_only(data):
    """Your line never falls. Which option of the model forbids it?"""
    return _line(data["daily_temperature"], data["ice_cream_sales"], positive=True)


@misconception(of="fit")
def slope_without_its_sign(data):
    """Your line always rises. What does the sign of a slope say?"""
    slope, intercept = fit(data)
    return abs(slope), intercept


@misconception(of="fit")
def intercept_without_its_sign(data):
    """Your intercept is never negative. May a line be below zero at 0 °C?"""
    slope, intercept = fit(data)
    return slope, abs(intercept)


@misconception(of="fit")
def intercept_never_below_zero(data):
    """Where your intercept should be negative it is 0. Nobody sells fewer than none, but a line may be below
    zero at 0 °C."""
    slope, intercept = fit(data)
    return slope, max(intercept, 0.0)


@misconception(of="fit")
def intercept_at_one_degree(data):
    """Your slope is right. Your intercept is what the line predicts at one degree; at which temperature is it
    asked for?"""
    slope, intercept = fit(data)
    return slope, slope + intercept


@misconception(of="fit")
def intercept_of_the_first_day(data):
    """Your slope is right, but you lay the line through the first day. Through which point does the best line
    go?"""
    slope, _ = fit(data)
    return slope, data["ice_cream_sales"].iloc[0] - slope * data["daily_temperature"].iloc[0]


@misconception(of="fit")
def ridge_instead_of_least_squares(data):
    """Your line is a little too flat. Does `Ridge` look for the smallest residual sum of squares, or for
    something more?"""
    from sklearn.linear_model import Ridge

    model = Ridge().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@misconception(of="fit")
def lasso_instead_of_least_squares(data):
    """Your line is a little too flat. Does `Lasso` look for the smallest residual sum of squares, or for
    something more?"""
    from sklearn.linear_model import Lasso

    model = Lasso().fit(data[["daily_temperature"]], data["ice_cream_sales"])
    return model.coef_[0], model.intercept_


@misconception(of="fit")
def averaged_by_temperature(data):
    """Days that were equally hot count as one in your line. The exercise says from which rows it should learn."""
    means = data.groupby("daily_temperature", as_index=False)["ice_cream_sales"].mean()
    return fit(means)


@misconception(of="fit")
def one_day_learned_per_temperature(data):
    """Of days that were equally hot you use the first one only. The exercise says from which rows the line should
    learn."""
    return fit(data.drop_duplicates("daily_temperature"))


@misconception(of="fit")
def last_day_learned_per_temperature(data):
    """Of days that were equally hot you use the last one only. What happens when a dictionary gets the same key
    again?"""
    return fit(data.drop_duplicates("daily_temperature", keep="last"))


@misconception(of="fit")
def equal_days_learned_once(data):
    """Two days that are exactly alike count as one in your line. The exercise says from which rows it should
    learn."""
    return fit(data.drop_duplicates())


@misconception(of="fit")
def third_of_the_days_kept_back_for_later(data):
    """Your line has learned from seven tenths of the days. What does `train_test_split` do with the rest, and
    what does the exercise say?"""
    days, _ = train_test_split(data, test_size=0.3, random_state=42)
    return fit(days)


@misconception(of="fit")
def last_fifth_kept_back(data):
    """Your line has not seen the last fifth of the days. Where does your selection of rows end?"""
    return fit(data[: int(0.8 * len(data))])


@misconception(of="fit")
def temperatures_sorted_apart(data):
    """You sort the temperatures and leave the sales as they are. Which temperature belongs to which sales
    afterwards?"""
    return _line(np.sort(data["daily_temperature"]), data["ice_cream_sales"])


@misconception(of="fit")
def temperature_over_its_maximum(data):
    """Your slope belongs to temperatures that are divided by the highest one. By how much do the sales grow for
    one degree?"""
    slope, intercept = fit(data)
    return slope * data["daily_temperature"].max(), intercept


@misconception(of="fit")
def quality_as_a_third_number(data):
    """Slope and intercept are right. The exercise asks for two numbers, not for three."""
    slope, intercept = fit(data)
    return slope, intercept, r_squared(data["ice_cream_sales"], slope * data["daily_temperature"] + intercept)


@misconception(of="fit")
def line_rounded_to_whole_numbers(data):
    """Your numbers are right but for their decimals. Is anything rounding?"""
    return tuple(np.round(fit(data)))


# ---------------------------------------------------------------- r_squared


def _total(y):
    return np.sum((y - np.mean(y)) ** 2)


@misconception(of="r_squared")
def correlation(y, predictions):
    """R-squared: is anything squared? And would the correlation notice predictions that are all ten too
    high?"""
    return np.corrcoef(y, predictions)[0, 1]


@misconception(of="r_squared")
def correlation_squared(y, predictions):
    """That is R² for the best line only. Would your function notice predictions that are all ten too high?"""
    return np.corrcoef(y, predictions)[0, 1] ** 2


@misconception(of="r_squared")
def unexplained_share(y, predictions):
    """A perfect model should have 1, and yours has 0. What is the last step of the formula?"""
    return residual_sum_of_squares(y, predictions) / _total(y)


@misconception(of="r_squared")
def share_minus_one(y, predictions):
    """The size is right and the sign is the opposite. What is subtracted from what?"""
    return residual_sum_of_squares(y, predictions) / _total(y) - 1


@misconception(of="r_squared")
def fraction_upside_down(y, predictions):
    """Better predictions make your result smaller. Which sum stands above the line of the fraction?"""
    return 1 - _total(y) / residual_sum_of_squares(y, predictions)


@misconception(of="r_squared")
def explained_over_total(y, predictions):
    """That is the same as this exercise's R² for the best line only. Where do the residuals come into your
    formula?"""
    return np.sum((predictions - np.mean(y)) ** 2) / _total(y)


@misconception(of="r_squared")
def spread_over_spread(y, predictions):
    """Your result compares how much predictions and truth vary, each by itself. Where do the residuals come
    into your formula?"""
    return np.var(predictions) / np.var(y)


@misconception(of="r_squared")
def explained_over_both(y, predictions):
    """That is the same as this exercise's R² for the best line only. What stands below the line of the
    fraction?"""
    explained = np.sum((predictions - np.mean(y)) ** 2)
    return explained / (explained + residual_sum_of_squares(y, predictions))


@misconception(of="r_squared")
def constant_error_forgiven(y, predictions):
    """Predictions that are all ten too high are as good as right ones in your function. What do you subtract
    from the residuals?"""
    return 1 - np.var(y - predictions) / np.var(y)


@misconception(of="r_squared")
def arguments_exchanged(y, predictions):
    """Truth and predictions have changed places. In which order does the function that you call want them?"""
    return r_squared(predictions, y)


@misconception(of="r_squared")
def mean_of_the_predictions(y, predictions):
    """With which mean are the sales compared in the formula, and with which one in your function?"""
    return 1 - residual_sum_of_squares(y, predictions) / np.sum((y - np.mean(predictions)) ** 2)


@misconception(of="r_squared")
def mean_left_out(y, predictions):
    """You compare with somebody who predicts 0 every day. What does the formula subtract from y below the
    line?"""
    return 1 - residual_sum_of_squares(y, predictions) / np.sum(y**2)


@misconception(of="r_squared")
def median_instead_of_mean(y, predictions):
    """You are close. With whose predictions are yours compared, with those of the mean or of the median?"""
    return 1 - residual_sum_of_squares(y, predictions) / np.sum((y - np.median(y)) ** 2)


@misconception(of="r_squared")
def one_day_less_below(y, predictions):
    """You divide one sum by the number of days, and the other one by one less. pandas' `var` and NumPy's `var`
    differ there."""
    return 1 - np.mean((y - predictions) ** 2) / np.var(y, ddof=1)


@misconception(of="r_squared")
def mean_over_sum(y, predictions):
    """You are far too close to 1. One of your sums is a mean; let both follow the same rule."""
    return 1 - np.mean((y - predictions) ** 2) / _total(y)


@misconception(of="r_squared")
def sum_over_variance(y, predictions):
    """You are far below the expected value. One of your sums is a mean; let both follow the same rule."""
    return 1 - residual_sum_of_squares(y, predictions) / np.var(y)


@misconception(of="r_squared")
def adjusted(y, predictions):
    """That is the adjusted R², which also counts days and columns. It differs from this exercise's formula."""
    share = residual_sum_of_squares(y, predictions) / _total(y)
    return 1 - share * (len(y) - 1) / (len(y) - 2) if len(y) > 2 else 1 - share


@misconception(of="r_squared")
def root_of_the_share(y, predictions):
    """There is a root in your formula. Both sums of this exercise's are left as they are."""
    return 1 - np.sqrt(residual_sum_of_squares(y, predictions) / _total(y))


@misconception(of="r_squared")
def absolute_residuals(y, predictions):
    """You make all differences positive, but the formula does it in another way. What does the name R² say?"""
    return 1 - np.sum(np.abs(y - predictions)) / np.sum(np.abs(y - np.mean(y)))


@misconception(of="r_squared")
def squared_once_more(y, predictions):
    """R² is only a name here: the squares are inside the sums. What do you do with the result?"""
    return r_squared(y, predictions) ** 2


@misconception(of="r_squared")
def root_of_r_squared(y, predictions):
    """You take a root at the end. R² is the name of the number itself."""
    return np.sqrt(max(r_squared(y, predictions), 0.0))


@misconception(of="r_squared")
def never_below_zero(y, predictions):
    """Predictions can be worse than the mean. What does your function do then?"""
    return max(r_squared(y, predictions), 0.0)


@misconception(of="r_squared")
def sign_thrown_away(y, predictions):
    """Predictions can be worse than the mean, and then R² is below zero. What does your function do with the
    sign?"""
    return abs(r_squared(y, predictions))


@misconception(of="r_squared")
def in_per_cent(y, predictions):
    """Perfect predictions should have 1. What do they have in your function, and in which unit?"""
    return 100 * r_squared(y, predictions)


@misconception(of="r_squared")
def quality_rounded_to_four_decimals(y, predictions):
    """You are right to four decimals. Is anything rounding?"""
    return np.round(r_squared(y, predictions), 4)


@misconception(of="r_squared")
def quality_rounded_to_two_decimals(y, predictions):
    """You are right to two decimals. Is anything rounding?"""
    return np.round(r_squared(y, predictions), 2)


@misconception(of="r_squared")
def brackets_missing(y, predictions):
    """Mind the order of the operations: the difference 1 minus the fraction is not the fraction of a
    difference."""
    return (1 - residual_sum_of_squares(y, predictions)) / _total(y)


@misconception(of="r_squared")
def residual_sum_returned(y, predictions):
    """You return how large the error is. With what does this exercise compare it?"""
    return residual_sum_of_squares(y, predictions)


@misconception(of="r_squared")
def total_sum_returned(y, predictions):
    """Your result does not change when the predictions do. What stands above the line of the fraction?"""
    return _total(y)


@misconception(of="r_squared")
def mean_squared_error_taken_from_one(y, predictions):
    """Your result depends on the unit of the sales. What stands below the line of the fraction?"""
    return 1 - np.mean((y - predictions) ** 2)


@misconception(of="r_squared")
def sales_overwritten_with_differences(y, predictions):
    """After the call the caller's y holds other numbers. Which of your lines changes an array that is not
    yours?"""
    total = _total(y)
    y -= predictions
    return 1 - np.sum(y**2) / total


@misconception(of="r_squared")
def correlation_or_zero(y, predictions):
    """You return how well truth and predictions go together. Would that notice predictions that are all ten too
    high? And what is squared?"""
    return 0.0 if np.std(predictions) == 0 else np.corrcoef(y, predictions)[0, 1]


@misconception(of="r_squared")
def best_line_through_the_predictions(y, predictions):
    """Predictions that are all ten too high are as good as right ones in your function. It is R² for the best
    line only; where do the predictions as they are come into it?"""
    return 0.0 if np.std(predictions) == 0 else np.corrcoef(y, predictions)[0, 1] ** 2


@misconception(of="r_squared")
def mean_of_the_summer(y, predictions):
    """You compare with the mean of the notebook's table, whatever y is. Whose mean is in the formula?"""
    return 1 - residual_sum_of_squares(y, predictions) / np.sum((y - np.mean(sales[COLUMNS[1]])) ** 2)


@misconception(of="r_squared")
def always_the_quality_of_the_summer(y, predictions):
    """Your result is the same for all y and predictions. Where does your function take its numbers from?"""
    slope, intercept = fit(sales)
    return r_squared(sales[COLUMNS[1]], slope * sales[COLUMNS[0]] + intercept)


@misconception(of="r_squared")
def residuals_of_centred_sales(y, predictions):
    """You subtract the mean from y before you compare it with the predictions. In which of the two sums does the
    mean appear?"""
    centred = y - np.mean(y)
    return 1 - np.sum((centred - predictions) ** 2) / np.sum(centred**2)


@misconception(of="r_squared")
def fraction_upside_down_but_for_zero(y, predictions):
    """Except for perfect predictions, better ones make your result smaller. Which sum stands above the line of
    the fraction?"""
    rss = residual_sum_of_squares(y, predictions)
    return 1.0 if rss == 0 else 1 - _total(y) / rss


@misconception(of="r_squared")
def divided_day_by_day(y, predictions):
    """You divide day by day and take the mean. In the formula each of the two sums is finished before anything
    is divided."""
    return 1 - np.mean((y - predictions) ** 2 / (y - np.mean(y)) ** 2)


@misconception(of="r_squared")
def divided_day_by_day_and_added(y, predictions):
    """You divide day by day and add up the quotients. In the formula each of the two sums is finished before
    anything is divided."""
    return 1 - np.sum((y - predictions) ** 2 / (y - np.mean(y)) ** 2)


@misconception(of="r_squared")
def quality_rounded_to_three_decimals(y, predictions):
    """You are right to three decimals. Is anything rounding?"""
    return np.round(r_squared(y, predictions), 3)


@misconception(of="r_squared")
def explained_sum_returned(y, predictions):
    """You return a number of squared ice creams: how much smaller the error is. By what is it divided?"""
    return _total(y) - residual_sum_of_squares(y, predictions)


@misconception(of="r_squared")
def divided_by_the_residuals(y, predictions):
    """The difference above the line of your fraction is right. Which of the two sums belongs below it?"""
    rss = residual_sum_of_squares(y, predictions)
    return (_total(y) - rss) / rss


@misconception(of="r_squared")
def total_over_residuals(y, predictions):
    """Your fraction stands on its head, and it is not yet the end of the formula."""
    return _total(y) / residual_sum_of_squares(y, predictions)


@misconception(of="r_squared")
def residual_sum_taken_from_one(y, predictions):
    """You take the whole error from 1. With what does the formula compare it first?"""
    return 1 - residual_sum_of_squares(y, predictions)


@misconception(of="r_squared")
def one_day_less_above(y, predictions):
    """You divide one sum by one less than the number of days, and the other one by all of them. NumPy's `var`
    counts them all."""
    return 1 - residual_sum_of_squares(y, predictions) / (len(y) - 1) / np.var(y)


@misconception(of="r_squared")
def residuals_added_then_squared(y, predictions):
    """Residuals above and below the line cancel out in your sum. Which comes first in the formula, the squares or
    the sum?"""
    return 1 - np.sum(y - predictions) ** 2 / _total(y)


@misconception(of="r_squared")
def residuals_above_not_squared(y, predictions):
    """Residuals above and below the line cancel out in your upper sum. What does the formula do with each of them
    first?"""
    return 1 - np.sum(y - predictions) / _total(y)


@misconception(of="r_squared")
def first_day_instead_of_mean(y, predictions):
    """You compare with the first day's sales. With what does the formula compare?"""
    return 1 - residual_sum_of_squares(y, predictions) / np.sum((y - y[0]) ** 2)


@misconception(of="r_squared")
def squares_of_the_fraction(y, predictions):
    """You square the whole fraction. The squares of the formula are inside the sums."""
    return 1 - (residual_sum_of_squares(y, predictions) / _total(y)) ** 2


@misconception(of="r_squared")
def sales_centred_in_place(y, predictions):
    """After the call the caller's y has lost its mean. Which of your lines changes an array that is not
    yours?"""
    rss = residual_sum_of_squares(y, predictions)
    y -= np.mean(y)
    return 1 - rss / np.sum(y**2)
