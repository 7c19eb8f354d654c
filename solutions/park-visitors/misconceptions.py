"""Wrong versions of the functions of this notebook, each with the hint that helps the student who wrote it.

They run beside the reference solution and use its names (`predict`, `train`, `temperatures`, `np` ...).
Where courses define things differently, a hint says *differs from this course's formula*, not *wrong*.
"""

from autograder.questions import misconception

# What train(temperatures, visitors, 20_000, 0.001) returns, written down so that nobody has to compute it.
TRAINED_W, TRAINED_B = 30.722231038184898, -471.01174707137164

# ---------------------------------------------------------------- predict


@misconception(of="predict")
def bias_left_out_of_the_line(X, w, b):
    """Your predictions do not change when b changes. What does b do to a line?"""
    return w * X


@misconception(of="predict")
def bias_subtracted(X, w, b):
    """Your line moves down where a larger b should move it up. Have a look at the sign of b."""
    return w * X - b


@misconception(of="predict")
def bias_multiplied_too(X, w, b):
    """Does w multiply the temperature only, or b as well? Check the order of the operations, and the
    brackets."""
    return w * (X + b)


@misconception(of="predict")
def slope_added(X, w, b):
    """One degree more always brings one visitor more in your line, whatever w is. How should w and the
    temperature meet?"""
    return X + w + b


@misconception(of="predict")
def slope_and_bias_exchanged(X, w, b):
    """The two parameters seem to have changed places. In which order does the exercise name them?"""
    return b * X + w


@misconception(of="predict")
def predictions_rounded(X, w, b):
    """Your predictions are close, but only whole numbers. Is anything discarding the decimals?"""
    return np.round(w * X + b)


@misconception(of="predict")
def predictions_cut_to_whole_numbers(X, w, b):
    """Your predictions lose their decimals, always towards zero. Look for a conversion to whole numbers."""
    return np.trunc(w * X + b)


@misconception(of="predict")
def predictions_summed(X, w, b):
    """You return one number for a whole array of temperatures. How many predictions should there be?"""
    return np.sum(w * X + b)


@misconception(of="predict")
def predictions_averaged(X, w, b):
    """You return one average for a whole array of temperatures. Which part of the work comes later, in the
    loss?"""
    return np.mean(w * X + b)


@misconception(of="predict")
def first_prediction_only(X, w, b):
    """Only the first temperature gets a prediction. If you use a loop, where does the function return?"""
    return w * X[0] + b


@misconception(of="predict")
def always_the_trained_line(X, w, b):
    """Your predictions do not change when other w and b are passed in. Where does your function take them
    from?"""
    return TRAINED_W * X + TRAINED_B


@misconception(of="predict")
def last_prediction_only(X, w, b):
    """Only the last temperature gets a prediction. What happens to the others on the way through your loop?"""
    return w * X[-1] + b


@misconception(of="predict")
def first_temperature_left_out(X, w, b):
    """Your first prediction is missing. Which number does the first element of an array have?"""
    return w * X[1:] + b


@misconception(of="predict")
def last_temperature_left_out(X, w, b):
    """Your last prediction is missing. Where does your range or your slice end?"""
    return w * X[:-1] + b


@misconception(of="predict")
def numbers_of_the_days_instead_of_temperatures(X, w, b):
    """You multiply w by the number of the day, 0, 1, 2 and so on. How do you get from the number of a day to its
    temperature?"""
    return w * np.arange(len(X)) + b


@misconception(of="predict")
def predictions_piled_up(X, w, b):
    """Your first prediction is right; each of the others contains those before it. Does a day need to know about
    the day before?"""
    return np.cumsum(w * X + b)


@misconception(of="predict")
def bias_piled_up(X, w, b):
    """Your first prediction is right; each day gets b once more than the day before. Which of your variables keeps
    its value from one round of the loop to the next?"""
    return w * X + b * np.arange(1, len(X) + 1)


@misconception(of="predict")
def negative_predictions_cut_off(X, w, b):
    """Where the line lies below 0 you return 0. A line knows nothing about people; does the exercise ask for a
    lower bound?"""
    return np.maximum(w * X + b, 0)


@misconception(of="predict")
def negative_predictions_turned_positive(X, w, b):
    """Where the line lies below 0 you return a positive number. Is anything taking the sign away?"""
    return np.abs(w * X + b)


@misconception(of="predict")
def frost_taken_for_heat(X, w, b):
    """Days below 0 °C get what the same number of degrees above 0 would get. Is anything taking the sign of the
    temperature away?"""
    return w * np.abs(X) + b


@misconception(of="predict")
def result_in_an_array_of_whole_numbers(X, w, b):
    """Your predictions lose their decimals whenever X is an array of whole numbers. Which kind of numbers does the
    array hold into which you write?"""
    return (w * X + b).astype(X.dtype)


@misconception(of="predict")
def temperatures_overwritten(X, w, b):
    """After the call the caller's X holds other numbers. Which of your lines changes an array that is not yours?"""
    X *= w
    X += b
    return X


@misconception(of="predict")
def temperatures_overwritten_in_place(X, w, b):
    """After the call the caller's X holds your predictions. Into which array do you write them?"""
    X[:] = w * X + b
    return X


@misconception(of="predict")
def predictions_in_a_column(X, w, b):
    """Your numbers are right, but they stand in a column: an array in two dimensions. Which shape does X have?"""
    return (w * X + b).reshape(-1, 1)


@misconception(of="predict")
def map_instead_of_predictions(X, w, b):
    """You return the recipe for the predictions and not yet the predictions: map computes only when somebody walks
    through it. What makes an array or a list of it?"""
    return map(lambda x: w * x + b, X)  # noqa: C417  as students write it


@misconception(of="predict")
def generator_instead_of_predictions(X, w, b):
    """You return the recipe for the predictions and not yet the predictions. What is the difference between
    round brackets and square ones around a comprehension?"""
    return (w * x + b for x in X)


@misconception(of="predict")
def predictions_after_zeros(X, w, b):
    """There are twice as many predictions as temperatures, and the first half are zeros. Does append write into the
    places that are there already?"""
    return np.append(np.zeros(len(X)), w * X + b)


@misconception(of="predict")
def always_fourteen_days(X, w, b):
    """This works for the park's data only. How does your loop know how many temperatures it was given?"""
    return np.array([w * X[i] + b for i in range(14)])


@misconception(of="predict")
def a_zero_in_front(X, w, b):
    """There is one prediction too many, a 0 in front. What does your list hold before the loop begins?"""
    return np.append(0, w * X + b)


# ---------------------------------------------------------------- loss


@misconception(of="loss")
def absolute_errors(X, Y, w, b):
    """You make all errors positive, but the loss of this exercise does it in another way. What does the S in
    MSE stand for?"""
    return np.mean(np.abs(predict(X, w, b) - Y))


@misconception(of="loss")
def errors_not_squared(X, Y, w, b):
    """Errors above and below the line cancel out in your loss. What does the formula do with each error
    before it takes the mean?"""
    return np.mean(predict(X, w, b) - Y)


@misconception(of="loss")
def mean_squared_instead(X, Y, w, b):
    """Square and mean are both there. Which of the two comes first in the formula?"""
    return np.mean(predict(X, w, b) - Y) ** 2


@misconception(of="loss")
def squares_summed(X, Y, w, b):
    """Your loss doubles when every row is there twice. What does the first letter of MSE stand for?"""
    return np.sum((predict(X, w, b) - Y) ** 2)


@misconception(of="loss")
def half_the_mean(X, Y, w, b):
    """Your loss differs from this course's formula by a constant factor. Other courses define it your way;
    compare with the text above."""
    return np.mean((predict(X, w, b) - Y) ** 2) / 2


@misconception(of="loss")
def half_the_sum(X, Y, w, b):
    """Your loss differs from this course's formula by a factor that depends on the number of rows. Compare
    what stands before the sum."""
    return np.sum((predict(X, w, b) - Y) ** 2) / 2


@misconception(of="loss")
def root_of_the_mean(X, Y, w, b):
    """You go one step further than the mean squared error. Compare your last operation with the
    definition."""
    return np.sqrt(np.mean((predict(X, w, b) - Y) ** 2))


@misconception(of="loss")
def one_row_less_in_the_mean(X, Y, w, b):
    """You divide by a number close to the number of rows, but not quite. That belongs to another statistic;
    what does this formula divide by?"""
    return np.sum((predict(X, w, b) - Y) ** 2) / (len(Y) - 1)


@misconception(of="loss")
def loss_of_fourteen_rows(X, Y, w, b):
    """This works for the park's data only. How does your function know how many rows it was given?"""
    return np.sum((predict(X, w, b) - Y) ** 2) / 14


@misconception(of="loss")
def only_visitors_squared(X, Y, w, b):
    """A mean of squares cannot be negative, yours can. Which part of your expression is actually being
    squared?"""
    return np.mean(predict(X, w, b) - Y**2)


@misconception(of="loss")
def only_predictions_squared(X, Y, w, b):
    """Which part of your expression is actually being squared? Put brackets around the error and compare."""
    return np.mean(predict(X, w, b) ** 2 - Y)


@misconception(of="loss")
def difference_of_squares(X, Y, w, b):
    """You square predictions and visitors one by one. Is that the same as the square of their difference?"""
    return np.mean(predict(X, w, b) ** 2 - Y**2)


@misconception(of="loss")
def bias_left_out_of_the_loss(X, Y, w, b):
    """Your loss does not change when b changes. Which value of b reaches your predictions?"""
    return np.mean((predict(X, w, 0) - Y) ** 2)


@misconception(of="loss")
def parameters_exchanged_in_the_loss(X, Y, w, b):
    """Look at the call of predict inside your loss. In which order does it want its arguments?"""
    return np.mean((predict(X, b, w) - Y) ** 2)


@misconception(of="loss")
def only_the_last_row_counts(X, Y, w, b):
    """Each pass of your loop replaces the total of the one before. How do you keep a running sum?"""
    return (predict(X, w, b) - Y)[-1] ** 2 / len(Y)


@misconception(of="loss")
def only_the_first_row_counts(X, Y, w, b):
    """Only the first row gets into your loss. If you use a loop, where does the function return?"""
    return (predict(X, w, b) - Y)[0] ** 2 / len(Y)


@misconception(of="loss")
def every_row_with_every_other(X, Y, w, b):
    """Each prediction is compared with all of the visitors, not only with its own row. What are the shapes
    of the two things you subtract?"""
    return np.mean((predict(X, w, b)[:, np.newaxis] - Y) ** 2)


@misconception(of="loss")
def loss_of_the_trained_line(X, Y, w, b):
    """Your loss is the same for every w and b. Do you use the values that are passed in?"""
    return np.mean((predict(X, TRAINED_W, TRAINED_B) - Y) ** 2)


@misconception(of="loss")
def visitors_overwritten(X, Y, w, b):
    """After the call the caller's Y holds other numbers. Which of your lines changes an array that is not
    yours?"""
    Y -= predict(X, w, b)
    return np.mean(Y**2)


@misconception(of="loss")
def variance_of_the_errors(X, Y, w, b):
    """Your loss does not see when all predictions are too high by the same amount: the variance of the errors takes
    their mean away first. Does the formula of this exercise?"""
    return np.var(predict(X, w, b) - Y)


@misconception(of="loss")
def deviation_of_the_errors(X, Y, w, b):
    """You return the standard deviation of the errors: it takes their mean away first, and a root at the end.
    Compare with the definition."""
    return np.std(predict(X, w, b) - Y)


@misconception(of="loss")
def sum_squared_instead(X, Y, w, b):
    """You square once, after adding the errors up. Which of the two comes first in the formula?"""
    return np.sum(predict(X, w, b) - Y) ** 2 / len(Y)


@misconception(of="loss")
def errors_doubled(X, Y, w, b):
    """Your errors are doubled and not squared. `* 2` and `** 2` look much alike."""
    return np.mean((predict(X, w, b) - Y) * 2)


@misconception(of="loss")
def errors_cut_before_squaring(X, Y, w, b):
    """The decimals of each error are lost before it is squared. Look for a conversion to whole numbers."""
    return np.mean(np.trunc(predict(X, w, b) - Y) ** 2)


@misconception(of="loss")
def errors_rounded_before_squaring(X, Y, w, b):
    """Each error, or each prediction, is rounded before it is squared. Half a visitor is fine here."""
    return np.mean(np.round(predict(X, w, b) - Y) ** 2)


@misconception(of="loss")
def errors_in_an_array_of_whole_numbers(X, Y, w, b):
    """Your loss is right, but for whole-number arrays the errors lose their decimals. Which kind of numbers does the
    array hold into which you write?"""
    return np.mean((predict(X, w, b) - Y).astype(Y.dtype) ** 2)


@misconception(of="loss")
def first_day_left_out_of_the_loss(X, Y, w, b):
    """The first day does not count in your sum. Which number does the first element of an array have?"""
    return np.sum((predict(X, w, b) - Y)[1:] ** 2) / len(Y)


@misconception(of="loss")
def last_day_left_out_of_the_loss(X, Y, w, b):
    """The last day does not count in your sum. Where does your range or your slice end?"""
    return np.sum((predict(X, w, b) - Y)[:-1] ** 2) / len(Y)


@misconception(of="loss")
def visitors_added_in_the_loss(X, Y, w, b):
    """An error is a difference of two numbers. What do you do with predictions and visitors?"""
    return np.mean((predict(X, w, b) + Y) ** 2)


@misconception(of="loss")
def temperatures_compared_in_the_loss(X, Y, w, b):
    """Your loss compares visitors and temperatures; the line does not occur in it. What should the visitors be
    compared with?"""
    return np.mean((X - Y) ** 2)


@misconception(of="loss")
def bias_multiplied_in_the_loss(X, Y, w, b):
    """Does w multiply the temperature only, or b as well? Check the brackets of the line inside your loss."""
    return np.mean((w * (X + b) - Y) ** 2)


@misconception(of="loss")
def visitors_overwritten_in_place(X, Y, w, b):
    """After the call the caller's Y holds your errors. Into which array do you write them?"""
    Y[:] = predict(X, w, b) - Y
    return np.mean(Y**2)


@misconception(of="loss")
def only_days_predicted_too_high(X, Y, w, b):
    """Days on which the prediction is too low cost nothing. What does the formula do with errors below 0?"""
    return np.mean(np.maximum(predict(X, w, b) - Y, 0) ** 2)


@misconception(of="loss")
def only_days_predicted_too_low(X, Y, w, b):
    """Days on which the prediction is too high cost nothing. What does the formula do with errors above 0?"""
    return np.mean(np.minimum(predict(X, w, b) - Y, 0) ** 2)


@misconception(of="loss")
def divided_in_every_round(X, Y, w, b):
    """You divide the total in each round of the loop, so that the first days count less and less. When is it time to
    divide?"""
    total = 0.0
    for error in predict(X, w, b) - Y:
        total = (total + error**2) / len(X)
    return total


@misconception(of="loss")
def largest_square(X, Y, w, b):
    """You return the square of the worst error. What does the M in MSE stand for?"""
    return np.max((predict(X, w, b) - Y) ** 2)


@misconception(of="loss")
def median_of_the_squares(X, Y, w, b):
    """You return the square in the middle. What does the M in MSE stand for?"""
    return np.median((predict(X, w, b) - Y) ** 2)


@misconception(of="loss")
def loss_of_fourteen_days_in_a_loop(X, Y, w, b):
    """This works for the park's data only. How does your loop know how many days it was given?"""
    return sum((w * X[i] + b - Y[i]) ** 2 for i in range(14)) / 14


@misconception(of="loss")
def first_square_only(X, Y, w, b):
    """You return the square of the first error. If you use a loop, where does the function return?"""
    return (predict(X, w, b) - Y)[0] ** 2


@misconception(of="loss")
def last_square_only(X, Y, w, b):
    """You return the square of the last error. What happens to the others on the way through your loop?"""
    return (predict(X, w, b) - Y)[-1] ** 2


@misconception(of="loss")
def size_of_the_mean_error(X, Y, w, b):
    """Errors above and below the line cancel out in your loss. What does the formula do with each error before it
    takes the mean?"""
    return np.abs(np.mean(predict(X, w, b) - Y))


@misconception(of="loss")
def squares_not_averaged(X, Y, w, b):
    """You return a number for every day. Which step turns them into one loss?"""
    return (predict(X, w, b) - Y) ** 2


@misconception(of="loss")
def squares_divided_but_not_summed(X, Y, w, b):
    """You divide each square by the number of days, and return all of them. Which step turns them into one loss?"""
    return (predict(X, w, b) - Y) ** 2 / len(Y)


# ---------------------------------------------------------------- slope_gradient


@misconception(of="slope_gradient")
def slope_without_factor_two(X, Y, w):
    """The direction is right; the length differs from this course's formula by a constant factor. What comes
    down in front when a square is differentiated?"""
    return np.mean((predict(X, w, 0) - Y) * X)


@misconception(of="slope_gradient")
def slope_summed(X, Y, w):
    """Your slope doubles when every row is there twice. Does the loss of this course take a sum or a
    mean?"""
    return 2 * np.sum((predict(X, w, 0) - Y) * X)


@misconception(of="slope_gradient")
def slope_summed_without_factor_two(X, Y, w):
    """The direction is right. Two things differ from this course's formula: what you do with the number of
    rows, and a constant in front."""
    return np.sum((predict(X, w, 0) - Y) * X)


@misconception(of="slope_gradient")
def slope_sign_flipped(X, Y, w):
    """Your slope has the right size and points the other way. Which of the two comes first in the error,
    prediction or truth?"""
    return 2 * np.mean((Y - predict(X, w, 0)) * X)


@misconception(of="slope_gradient")
def slope_without_x(X, Y, w):
    """You average the errors alone. How much does a prediction change when w grows by one?"""
    return 2 * np.mean(predict(X, w, 0) - Y)


@misconception(of="slope_gradient")
def slope_times_y(X, Y, w):
    """With what is each error multiplied in the formula, and with what in your function?"""
    return 2 * np.mean((predict(X, w, 0) - Y) * Y)


@misconception(of="slope_gradient")
def slope_as_product_of_means(X, Y, w):
    """The mean of a product is not the product of the means. When do you multiply with the temperatures,
    before the mean or after it?"""
    return 2 * np.mean(predict(X, w, 0) - Y) * np.mean(X)


@misconception(of="slope_gradient")
def slope_bracket_missing(X, Y, w):
    """Which terms does your X multiply? Mind the order of the operations."""
    return 2 * np.mean(predict(X, w, 0) - Y * X)


@misconception(of="slope_gradient")
def slope_of_fourteen_rows(X, Y, w):
    """This works for the park's data only. How does your function know how many rows it was given?"""
    return 2 * np.sum((predict(X, w, 0) - Y) * X) / 14


@misconception(of="slope_gradient")
def slope_with_a_bias(X, Y, w):
    """In this exercise the line goes through the origin. Is anything being added to w times x?"""
    return 2 * np.mean((predict(X, w, 1) - Y) * X)


@misconception(of="slope_gradient")
def loss_instead_of_its_slope(X, Y, w):
    """You return how large the loss is. The exercise asks how it changes when w does."""
    return np.mean((predict(X, w, 0) - Y) ** 2)


@misconception(of="slope_gradient")
def error_still_squared(X, Y, w):
    """Your errors are still squared. What becomes of a square when it is differentiated?"""
    return 2 * np.mean((predict(X, w, 0) - Y) ** 2 * X)


@misconception(of="slope_gradient")
def slope_times_x_squared(X, Y, w):
    """Your temperatures come in once too often. How much does a prediction change when w grows by one?"""
    return 2 * np.mean((predict(X, w, 0) - Y) * X**2)


@misconception(of="slope_gradient")
def slope_times_w(X, Y, w):
    """You multiply the errors by w. How much does a prediction change when w grows by one?"""
    return 2 * np.mean((predict(X, w, 0) - Y) * w)


@misconception(of="slope_gradient")
def visitors_added_in_the_slope(X, Y, w):
    """An error is a difference of two numbers. What do you do with predictions and visitors?"""
    return 2 * np.mean((predict(X, w, 0) + Y) * X)


@misconception(of="slope_gradient")
def slope_by_a_forward_difference(X, Y, w):
    """You are very close, but a difference of two losses is only an estimate. Can you use the exact formula
    instead?"""
    return (loss(X, Y, w + 1e-4, 0) - loss(X, Y, w, 0)) / 1e-4


@misconception(of="slope_gradient")
def only_the_last_day_in_the_slope(X, Y, w):
    """Only the last day is left in your total. Which of your lines sets the total to zero, and how often does it
    run?"""
    return 2 * ((predict(X, w, 0) - Y) * X)[-1] / len(X)


@misconception(of="slope_gradient")
def only_the_first_day_in_the_slope(X, Y, w):
    """Only the first day gets into your slope. If you use a loop, where does the function return?"""
    return 2 * ((predict(X, w, 0) - Y) * X)[0] / len(X)


@misconception(of="slope_gradient")
def first_day_left_out_of_the_slope(X, Y, w):
    """The first day does not count in your sum. Which number does the first element of an array have?"""
    return 2 * np.sum(((predict(X, w, 0) - Y) * X)[1:]) / len(X)


@misconception(of="slope_gradient")
def last_day_left_out_of_the_slope(X, Y, w):
    """The last day does not count in your sum. Where does your range or your slice end?"""
    return 2 * np.sum(((predict(X, w, 0) - Y) * X)[:-1]) / len(X)


@misconception(of="slope_gradient")
def a_slope_for_every_day(X, Y, w):
    """You return a number for every day. Which step turns them into one slope?"""
    return 2 * (predict(X, w, 0) - Y) * X


@misconception(of="slope_gradient")
def both_slopes_at_once(X, Y, w):
    """You return two slopes. Which one is asked for here, and which one comes in the next exercise?"""
    return gradient(X, Y, w, 0)


@misconception(of="slope_gradient")
def errors_cut_in_the_slope(X, Y, w):
    """The decimals of each error are lost. Look for a conversion to whole numbers."""
    return 2 * np.mean(np.trunc(predict(X, w, 0) - Y) * X)


@misconception(of="slope_gradient")
def slope_from_an_array_of_whole_numbers(X, Y, w):
    """Your slope is right, but for whole-number arrays the errors lose their decimals. Which kind of numbers does the
    array hold into which you write?"""
    return 2 * np.mean((predict(X, w, 0) - Y).astype(Y.dtype) * X)


@misconception(of="slope_gradient")
def visitors_overwritten_by_the_slope(X, Y, w):
    """After the call the caller's Y holds other numbers. Which of your lines changes an array that is not
    yours?"""
    Y -= predict(X, w, 0)
    return -2 * np.mean(Y * X)


@misconception(of="slope_gradient")
def visitors_replaced_by_errors_in_the_slope(X, Y, w):
    """After the call the caller's Y holds your errors. Into which array do you write them?"""
    Y[:] = predict(X, w, 0) - Y
    return 2 * np.mean(Y * X)


@misconception(of="slope_gradient")
def park_temperatures_in_the_slope(X, Y, w):
    """Your errors are right, but you multiply them by the temperatures of the park. Which array do you look into: the
    one that is passed in?"""
    return 2 * np.mean((predict(X, w, 0) - Y) * temperatures[: len(X)])


@misconception(of="slope_gradient")
def slope_of_fourteen_days_in_a_loop(X, Y, w):
    """This works for the park's data only. How does your loop know how many days it was given?"""
    return 2 * sum((w * X[i] - Y[i]) * X[i] for i in range(14)) / 14


@misconception(of="slope_gradient")
def one_row_less_in_the_slope(X, Y, w):
    """You divide by a number close to the number of rows, but not quite. What does this formula divide by?"""
    return 2 * np.sum((predict(X, w, 0) - Y) * X) / (len(X) - 1)


@misconception(of="slope_gradient")
def slopes_divided_but_not_summed(X, Y, w):
    """You divide by the number of days and return a number for each of them. Which step turns them into one
    slope?"""
    return 2 * (predict(X, w, 0) - Y) * X / len(X)


@misconception(of="slope_gradient")
def first_slope_only(X, Y, w):
    """You return what the first day alone gives. If you use a loop, where does the function return?"""
    return 2 * ((predict(X, w, 0) - Y) * X)[0]


@misconception(of="slope_gradient")
def last_slope_only(X, Y, w):
    """You return what the last day alone gives. What happens to the others on the way through your loop?"""
    return 2 * ((predict(X, w, 0) - Y) * X)[-1]


# ---------------------------------------------------------------- gradient


@misconception(of="gradient")
def factor_two_missing(X, Y, w, b):
    """The direction is right; the length differs from this course's formula by a constant factor. What comes
    down in front when a square is differentiated?"""
    error = predict(X, w, b) - Y
    return np.mean(error * X), np.mean(error)


@misconception(of="gradient")
def sum_instead_of_mean(X, Y, w, b):
    """Your gradient doubles when every row is there twice. Does the loss of this course take a sum or a
    mean?"""
    error = predict(X, w, b) - Y
    return 2 * np.sum(error * X), 2 * np.sum(error)


@misconception(of="gradient")
def sum_without_factor_two(X, Y, w, b):
    """The direction is right. Two things differ from this course's formulas: what you do with the number of
    rows, and a constant in front."""
    error = predict(X, w, b) - Y
    return np.sum(error * X), np.sum(error)


@misconception(of="gradient")
def factor_two_only_along_w(X, Y, w, b):
    """Your slope along w is right. Compare the constants in front of the two formulas."""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error * X), np.mean(error)


@misconception(of="gradient")
def factor_two_only_along_b(X, Y, w, b):
    """Your slope along b is right. Compare the constants in front of the two formulas."""
    error = predict(X, w, b) - Y
    return np.mean(error * X), 2 * np.mean(error)


@misconception(of="gradient")
def sum_only_along_w(X, Y, w, b):
    """One of your slopes takes a mean, the other one a sum. Let both follow the same rule."""
    error = predict(X, w, b) - Y
    return 2 * np.dot(error, X), 2 * np.mean(error)


@misconception(of="gradient")
def gradient_sign_flipped(X, Y, w, b):
    """Both slopes have the right size and point the other way. Which of the two comes first in the error,
    prediction or truth?"""
    error = Y - predict(X, w, b)
    return 2 * np.mean(error * X), 2 * np.mean(error)


@misconception(of="gradient")
def sign_flipped_along_b(X, Y, w, b):
    """Your slope along w is right, the one along b points the other way. Do both begin with the same
    error?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error * X), -2 * np.mean(error)


@misconception(of="gradient")
def sign_flipped_along_w(X, Y, w, b):
    """Your slope along b is right, the one along w points the other way. Do both begin with the same
    error?"""
    error = predict(X, w, b) - Y
    return -2 * np.mean(error * X), 2 * np.mean(error)


@misconception(of="gradient")
def slopes_in_the_other_order(X, Y, w, b):
    """Both numbers are right, but not in the places where the caller looks for them. Which slope does the
    exercise name first?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error), 2 * np.mean(error * X)


@misconception(of="gradient")
def slope_along_w_only(X, Y, w, b):
    """A line has two parameters. How many slopes does the caller get?"""
    return 2 * np.mean((predict(X, w, b) - Y) * X)


@misconception(of="gradient")
def x_missing_along_w(X, Y, w, b):
    """Both slopes come out the same. How much does a prediction change when w grows by one, and how much
    when b does?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error), 2 * np.mean(error)


@misconception(of="gradient")
def x_along_b_too(X, Y, w, b):
    """Both slopes come out the same. How much does a prediction change when b grows by one: does that depend
    on the temperature?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error * X), 2 * np.mean(error * X)


@misconception(of="gradient")
def compared_with_temperatures(X, Y, w, b):
    """Your gradient does not change when Y changes. What should the predictions be compared with?"""
    error = predict(X, w, b) - X
    return 2 * np.mean(error * X), 2 * np.mean(error)


@misconception(of="gradient")
def product_of_means(X, Y, w, b):
    """The mean of a product is not the product of the means. When do you multiply with the temperatures,
    before the mean or after it?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error) * np.mean(X), 2 * np.mean(error)


@misconception(of="gradient")
def bracket_missing(X, Y, w, b):
    """Your slope along b is right. Which terms does your X multiply in the other one?"""
    predictions = predict(X, w, b)
    return 2 * np.mean(predictions - Y * X), 2 * np.mean(predictions - Y)


@misconception(of="gradient")
def bias_left_out_of_the_gradient(X, Y, w, b):
    """Your gradient does not change when b changes. Which value of b reaches your predictions?"""
    error = predict(X, w, 0) - Y
    return 2 * np.mean(error * X), 2 * np.mean(error)


@misconception(of="gradient")
def gradient_of_fourteen_rows(X, Y, w, b):
    """This works for the park's data only. How does your function know how many rows it was given?"""
    error = predict(X, w, b) - Y
    return 2 * np.sum(error * X) / 14, 2 * np.sum(error) / 14


@misconception(of="gradient")
def learning_rate_in_the_gradient(X, Y, w, b):
    """Your slopes are far too small, by a suspicious factor. Which function is responsible for the learning
    rate?"""
    error = predict(X, w, b) - Y
    return 0.001 * 2 * np.mean(error * X), 0.001 * 2 * np.mean(error)


@misconception(of="gradient")
def gradient_of_absolute_errors(X, Y, w, b):
    """Your gradient does not depend on how large the errors are. To which loss does it belong?"""
    sign = np.sign(predict(X, w, b) - Y)
    return np.mean(sign * X), np.mean(sign)


@misconception(of="gradient")
def forward_difference(X, Y, w, b):
    """You are very close, but a difference of two losses is only an estimate. Can you use the exact formulas
    instead?"""
    here, h = loss(X, Y, w, b), 1e-4
    return (loss(X, Y, w + h, b) - here) / h, (loss(X, Y, w, b + h) - here) / h


@misconception(of="gradient")
def slopes_not_averaged(X, Y, w, b):
    """You return a number for every row. Which step turns them into one slope along w and one along b?"""
    error = predict(X, w, b) - Y
    return 2 * error * X, 2 * error


@misconception(of="gradient")
def only_the_last_row_slopes(X, Y, w, b):
    """Each pass of your loop replaces the totals of the one before. How do you keep a running sum?"""
    error = (predict(X, w, b) - Y)[-1]
    return 2 * error * X[-1] / len(X), 2 * error / len(X)


@misconception(of="gradient")
def errors_of_every_pair(X, Y, w, b):
    """Each prediction is compared with all of the visitors, not only with its own row. What are the shapes
    of the two things you subtract?"""
    column = X[:, np.newaxis]
    error = predict(column, w, b) - Y
    return 2 * np.mean(error * column), 2 * np.mean(error)


@misconception(of="gradient")
def bias_left_out_along_w(X, Y, w, b):
    """Your slope along b is right. The one along w stays the same when b changes: with which line do you compute its
    errors?"""
    return slope_gradient(X, Y, w), 2 * np.mean(predict(X, w, b) - Y)


@misconception(of="gradient")
def bias_left_out_along_b(X, Y, w, b):
    """Your slope along w is right. The one along b stays the same when b changes: with which line do you compute its
    errors?"""
    return 2 * np.mean((predict(X, w, b) - Y) * X), 2 * np.mean(predict(X, w, 0) - Y)


@misconception(of="gradient")
def zip_used_up(X, Y, w, b):
    """Your slope along w is right, the one along b is always 0. Over which values does its sum run? A zip or another
    generator is empty after one walk through it."""
    return 2 * np.mean((predict(X, w, b) - Y) * X), 0.0


@misconception(of="gradient")
def last_x_for_all_days(X, Y, w, b):
    """Your slope along b is right. In the other one all errors are multiplied by the last temperature: inside the
    loop or after it?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error) * X[-1], 2 * np.mean(error)


@misconception(of="gradient")
def b_as_a_factor_along_b(X, Y, w, b):
    """Your slope along w is right. The other one has a factor b: how much does a prediction change when b grows by
    one?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error * X), 2 * np.mean(error * b)


@misconception(of="gradient")
def w_as_a_factor_along_w(X, Y, w, b):
    """Your slope along b is right. The other one has a factor w: how much does a prediction change when w grows by
    one?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error * w), 2 * np.mean(error)


@misconception(of="gradient")
def w_and_b_as_factors(X, Y, w, b):
    """You multiply the errors by w and by b. How much does a prediction change when w grows by one, and how much
    when b does?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error * w), 2 * np.mean(error * b)


@misconception(of="gradient")
def y_as_a_factor_along_w(X, Y, w, b):
    """Your slope along b is right. With what is each error multiplied in the formula for w, and with what in your
    function?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error * Y), 2 * np.mean(error)


@misconception(of="gradient")
def x_squared_along_w(X, Y, w, b):
    """Your slope along b is right. In the other one the temperatures come in once too often: how much does a
    prediction change when w grows by one?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error * X**2), 2 * np.mean(error)


@misconception(of="gradient")
def errors_still_squared(X, Y, w, b):
    """Your errors are still squared. What becomes of a square when it is differentiated?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error**2 * X), 2 * np.mean(error**2)


@misconception(of="gradient")
def gradient_of_length_one(X, Y, w, b):
    """Your gradient always has the length one. How should it tell steep ground from flat?"""
    error = predict(X, w, b) - Y
    slopes = np.array([np.mean(error * X), np.mean(error)])
    return slopes / np.linalg.norm(slopes)


@misconception(of="gradient")
def visitors_added_in_the_gradient(X, Y, w, b):
    """An error is a difference of two numbers. What do you do with predictions and visitors?"""
    error = predict(X, w, b) + Y
    return 2 * np.mean(error * X), 2 * np.mean(error)


@misconception(of="gradient")
def bias_multiplied_in_the_gradient(X, Y, w, b):
    """Does w multiply the temperature only, or b as well? Check the brackets of the line inside your gradient."""
    error = w * (X + b) - Y
    return 2 * np.mean(error * X), 2 * np.mean(error)


@misconception(of="gradient")
def parameters_exchanged_in_the_gradient(X, Y, w, b):
    """Look at the line inside your gradient. Do w and b have their own places in it?"""
    error = predict(X, b, w) - Y
    return 2 * np.mean(error * X), 2 * np.mean(error)


@misconception(of="gradient")
def first_row_slopes(X, Y, w, b):
    """Only the first row gets into your slopes. If you use a loop, where does the function return?"""
    error = (predict(X, w, b) - Y)[0]
    return 2 * error * X[0] / len(X), 2 * error / len(X)


@misconception(of="gradient")
def first_day_left_out_of_the_gradient(X, Y, w, b):
    """The first day does not count in your sums. Which number does the first element of an array have?"""
    error = (predict(X, w, b) - Y)[1:]
    return 2 * np.sum(error * X[1:]) / len(X), 2 * np.sum(error) / len(X)


@misconception(of="gradient")
def last_day_left_out_of_the_gradient(X, Y, w, b):
    """The last day does not count in your sums. Where does your range or your slice end?"""
    error = (predict(X, w, b) - Y)[:-1]
    return 2 * np.sum(error * X[:-1]) / len(X), 2 * np.sum(error) / len(X)


@misconception(of="gradient")
def one_row_less_in_the_gradient(X, Y, w, b):
    """You divide by a number close to the number of rows, but not quite. What do these formulas divide by?"""
    error = predict(X, w, b) - Y
    return 2 * np.sum(error * X) / (len(X) - 1), 2 * np.sum(error) / (len(X) - 1)


@misconception(of="gradient")
def errors_cut_in_the_gradient(X, Y, w, b):
    """The decimals of each error are lost. Look for a conversion to whole numbers."""
    error = np.trunc(predict(X, w, b) - Y)
    return 2 * np.mean(error * X), 2 * np.mean(error)


@misconception(of="gradient")
def gradient_from_an_array_of_whole_numbers(X, Y, w, b):
    """Your slopes are right, but for whole-number arrays the errors lose their decimals. Which kind of numbers does
    the array hold into which you write?"""
    error = (predict(X, w, b) - Y).astype(Y.dtype)
    return 2 * np.mean(error * X), 2 * np.mean(error)


@misconception(of="gradient")
def visitors_overwritten_by_the_gradient(X, Y, w, b):
    """After the call the caller's Y holds other numbers. Which of your lines changes an array that is not
    yours?"""
    Y -= predict(X, w, b)
    return -2 * np.mean(Y * X), -2 * np.mean(Y)


@misconception(of="gradient")
def visitors_replaced_by_errors_in_the_gradient(X, Y, w, b):
    """After the call the caller's Y holds your errors. Into which array do you write them?"""
    Y[:] = predict(X, w, b) - Y
    return 2 * np.mean(Y * X), 2 * np.mean(Y)


@misconception(of="gradient")
def park_temperatures_along_w(X, Y, w, b):
    """Your slope along b is right. In the other one you multiply the errors by the temperatures of the park: which
    array do you look into, the one that is passed in?"""
    error = predict(X, w, b) - Y
    return 2 * np.mean(error * temperatures[: len(X)]), 2 * np.mean(error)


@misconception(of="gradient")
def gradient_of_fourteen_days_in_a_loop(X, Y, w, b):
    """This works for the park's data only. How does your loop know how many days it was given?"""
    errors = [w * X[i] + b - Y[i] for i in range(14)]
    return 2 * np.dot(errors, X) / 14, 2 * sum(errors) / 14


@misconception(of="gradient")
def slopes_divided_but_not_added(X, Y, w, b):
    """You divide by the number of days and return a number for each of them. Which step turns them into one slope
    along w and one along b?"""
    error = predict(X, w, b) - Y
    return 2 * error * X / len(X), 2 * error / len(X)


@misconception(of="gradient")
def gradient_of_the_first_day(X, Y, w, b):
    """You return what the first day alone gives. If you use a loop, where does the function return?"""
    error = (predict(X, w, b) - Y)[0]
    return 2 * error * X[0], 2 * error


@misconception(of="gradient")
def gradient_of_the_last_day(X, Y, w, b):
    """You return what the last day alone gives. What happens to the others on the way through your loop?"""
    error = (predict(X, w, b) - Y)[-1]
    return 2 * error * X[-1], 2 * error


# ---------------------------------------------------------------- train


@misconception(of="train")
def uphill(X, Y, iterations, lr):
    """Your loss grows with every step. Which way does the gradient point, and which way do you want to
    go?"""
    w = b = 0.0
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w + lr * w_slope, b + lr * b_slope
    return w, b


@misconception(of="train")
def b_moved_after_w(X, Y, iterations, lr):
    """You are close: your slope along b already sees the new w. How can both parameters move from the same
    place?"""
    w = b = 0.0
    for _ in range(iterations):
        w -= lr * gradient(X, Y, w, b)[0]
        b -= lr * gradient(X, Y, w, b)[1]
    return w, b


@misconception(of="train")
def all_steps_of_w_first(X, Y, iterations, lr):
    """You finish with w before b has moved at all. What should happen within one iteration?"""
    w = b = 0.0
    for _ in range(iterations):
        w -= lr * gradient(X, Y, w, b)[0]
    for _ in range(iterations):
        b -= lr * gradient(X, Y, w, b)[1]
    return w, b


@misconception(of="train")
def slopes_unpacked_in_the_other_order(X, Y, iterations, lr):
    """Each parameter moves by the slope of the other one. In which order does your gradient return its two
    values?"""
    w = b = 0.0
    for _ in range(iterations):
        b_slope, w_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
    return w, b


@misconception(of="train")
def both_moved_by_the_slope_of_w(X, Y, iterations, lr):
    """Your w and b always move by the same amount. Read the two lines of your update aloud: which slope does
    each one use?"""
    w = b = 0.0
    for _ in range(iterations):
        w_slope, _ = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * w_slope
    return w, b


@misconception(of="train")
def b_never_moved(X, Y, iterations, lr):
    """Your b is still where it started. Which line changes it?"""
    w = 0.0
    for _ in range(iterations):
        w -= lr * gradient(X, Y, w, 0.0)[0]
    return w, 0.0


@misconception(of="train")
def w_never_moved(X, Y, iterations, lr):
    """Your w is still where it started. Which line changes it?"""
    b = 0.0
    for _ in range(iterations):
        b -= lr * gradient(X, Y, 0.0, b)[1]
    return 0.0, b


@misconception(of="train")
def step_replaces_the_parameters(X, Y, iterations, lr):
    """Read your update aloud: does the new value depend on the old one? `=-` and `-=` look much alike."""
    w = b = 0.0
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = -lr * w_slope, -lr * b_slope
    return w, b


@misconception(of="train")
def gradient_computed_once(X, Y, iterations, lr):
    """Every step of yours is as long as the first, although the valley comes nearer. When do you compute the
    gradient?"""
    w_slope, b_slope = gradient(X, Y, 0.0, 0.0)
    w = b = 0.0
    for _ in range(iterations):
        w, b = w - lr * w_slope, b - lr * b_slope
    return w, b


@misconception(of="train")
def learning_rate_ignored(X, Y, iterations, lr):
    """Your answer does not change when lr changes. With which value do you multiply the slopes?"""
    return train(X, Y, iterations, 0.001)


@misconception(of="train")
def learning_rate_left_out(X, Y, iterations, lr):
    """Your steps are as long as the slopes themselves, and overshoot. What makes them shorter?"""
    return train(X, Y, iterations, 1.0)


@misconception(of="train")
def learning_rate_decays(X, Y, iterations, lr):
    """Your learning rate becomes smaller from step to step. What does the exercise say about it?"""
    w = b = 0.0
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
        lr *= 0.99
    return w, b


@misconception(of="train")
def one_step_fewer(X, Y, iterations, lr):
    """You return where the descent is one step before its end. How often does your loop run when one iteration is
    asked for, and which values do you return, the old ones or the new ones?"""
    return train(X, Y, iterations - 1, lr)


@misconception(of="train")
def one_step_more(X, Y, iterations, lr):
    """You seem to take a step too many. How often does your loop run when no iteration is asked for?"""
    return train(X, Y, iterations + 1, lr)


@misconception(of="train")
def returned_inside_the_loop(X, Y, iterations, lr):
    """However many iterations are asked for, you return what the first step gives. Which lines belong inside
    the loop, and which after it?"""
    return train(X, Y, 1, lr) if iterations else None


@misconception(of="train")
def started_anew_in_every_iteration(X, Y, iterations, lr):
    """However many iterations are asked for, you return what a single step gives. Which lines belong inside
    the loop, and which before it?"""
    for _ in range(iterations):
        w = b = 0.0
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
    return w, b


@misconception(of="train")
def stopped_when_steps_are_short(X, Y, iterations, lr):
    """You leave the loop before all iterations are done. Who decides about the number of steps in this
    exercise?"""
    w = b = 0.0
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
        if abs(lr * w_slope) < 0.01:
            break
    return w, b


@misconception(of="train")
def started_from_one(X, Y, iterations, lr):
    """With no iterations at all your function should return the starting values. Which ones does the
    exercise name?"""
    w = b = 1.0
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
    return w, b


@misconception(of="train")
def row_by_row(X, Y, iterations, lr):
    """You move the line after every single row. How often does it move in one iteration of this exercise,
    and by what?"""
    rows = list(zip(X.tolist(), Y.tolist(), strict=True))
    w = b = 0.0
    for _ in range(iterations):
        for x, y in rows:
            error = w * x + b - y
            w, b = w - lr * 2 * error * x, b - lr * 2 * error
    return w, b


@misconception(of="train")
def always_trained_on_the_park(X, Y, iterations, lr):
    """Your answer is the same for other data. Which arrays does your loop use: the ones that are passed
    in?"""
    return train(temperatures, visitors, iterations, lr)


@misconception(of="train")
def only_w_returned(X, Y, iterations, lr):
    """Two parameters were learned. How many does the caller get?"""
    return train(X, Y, iterations, lr)[0]


@misconception(of="train")
def b_returned_first(X, Y, iterations, lr):
    """Both numbers are right, but not in the places where the caller looks for them. Which one does the
    exercise name first?"""
    w, b = train(X, Y, iterations, lr)
    return b, w


@misconception(of="train")
def losses_returned_first(X, Y, iterations, lr):
    """A history of the losses is welcome, but the caller looks for w and b. Which place do they have among
    your return values?"""
    losses = []
    w = b = 0.0
    for _ in range(iterations):
        losses.append(loss(X, Y, w, b))
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
    return losses, w, b


@misconception(of="train")
def rounded_to_one_decimal(X, Y, iterations, lr):
    """Your w and b are right to one decimal only. Is something rounding?"""
    w, b = train(X, Y, iterations, lr)
    return round(w, 1), round(b, 1)


@misconception(of="train")
def least_squares_instead(X, Y, iterations, lr):
    """You return the bottom of the valley itself, whatever number of steps is asked for. Where would a
    walker be after only one step?"""
    w, b = np.polyfit(X, Y, 1)
    return w, b


@misconception(of="train")
def w_moved_after_b(X, Y, iterations, lr):
    """You are close: your slope along w already sees the new b. How can both parameters move from the same
    place?"""
    w = b = 0.0
    for _ in range(iterations):
        b -= lr * gradient(X, Y, w, b)[1]
        w -= lr * gradient(X, Y, w, b)[0]
    return w, b


@misconception(of="train")
def uphill_along_b(X, Y, iterations, lr):
    """Your w goes down into the valley and your b goes up. Read the two lines of your update aloud, with the
    signs."""
    w = b = 0.0
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b + lr * b_slope
    return w, b


@misconception(of="train")
def uphill_along_w(X, Y, iterations, lr):
    """Your b goes down into the valley and your w goes up. Read the two lines of your update aloud, with the
    signs."""
    w = b = 0.0
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w + lr * w_slope, b - lr * b_slope
    return w, b


@misconception(of="train")
def both_moved_by_the_slope_of_b(X, Y, iterations, lr):
    """Your w and b always move by the same amount, the one that belongs to b. Read the two lines of your update
    aloud: which slope does each one use?"""
    w = b = 0.0
    for _ in range(iterations):
        b_slope = gradient(X, Y, w, b)[1]
        w, b = w - lr * b_slope, b - lr * b_slope
    return w, b


@misconception(of="train")
def w_moved_without_b(X, Y, iterations, lr):
    """Your w moves as if b were still 0. At which line do you compute the slope along w?"""
    w = b = 0.0
    for _ in range(iterations):
        w_slope, b_slope = slope_gradient(X, Y, w), gradient(X, Y, w, b)[1]
        w, b = w - lr * w_slope, b - lr * b_slope
    return w, b


@misconception(of="train")
def steps_twice_as_long(X, Y, iterations, lr):
    """Your steps are in the right direction, but twice as long. The gradient has its factor 2 already; does anything
    bring it in again?"""
    return train(X, Y, iterations, 2 * lr)


@misconception(of="train")
def steps_half_as_long(X, Y, iterations, lr):
    """Your steps are in the right direction, but half as long. What are the slopes multiplied by?"""
    return train(X, Y, iterations, lr / 2)


@misconception(of="train")
def steps_divided_by_the_number_of_days(X, Y, iterations, lr):
    """Your steps are the shorter the more days there are. The gradient is a mean already; does anything divide it
    again?"""
    return train(X, Y, iterations, lr / len(X))


@misconception(of="train")
def learning_rate_divided_by_the_step(X, Y, iterations, lr):
    """Your first step is right; after it the learning rate becomes smaller from step to step. What does the exercise
    say about it?"""
    w = b = 0.0
    for step in range(1, iterations + 1):
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr / step * w_slope, b - lr / step * b_slope
    return w, b


@misconception(of="train")
def one_row_in_each_step(X, Y, iterations, lr):
    """Each of your steps looks at a single day, the first, then the second and so on. Over which days does the
    gradient of this exercise take its mean?"""
    w = b = 0.0
    for i in range(iterations):
        day = slice(i % len(X), i % len(X) + 1)
        w_slope, b_slope = gradient(X[day], Y[day], w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
    return w, b


@misconception(of="train")
def as_many_steps_as_days(X, Y, iterations, lr):
    """You take as many steps as there are days. Which of the arguments says how many there should be?"""
    return train(X, Y, len(X) if iterations else 0, lr)


@misconception(of="train")
def never_worse_than_before(X, Y, iterations, lr):
    """Where a step makes the loss larger you do not go on from there: you stop, or return a better line from before.
    Which line does the exercise ask for, and after how many steps?"""
    w = b = 0.0
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        new_w, new_b = w - lr * w_slope, b - lr * b_slope
        if loss(X, Y, new_w, new_b) > loss(X, Y, w, b):
            break
        w, b = new_w, new_b
    return w, b


@misconception(of="train")
def stopped_after_the_loss_has_risen(X, Y, iterations, lr):
    """You stop after a step that makes the loss larger. Who decides about the number of steps in this exercise?"""
    w = b = 0.0
    for _ in range(iterations):
        before = loss(X, Y, w, b)
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
        if loss(X, Y, w, b) > before:
            break
    return w, b


@misconception(of="train")
def line_before_the_last_step(X, Y, iterations, lr):
    """You return the line from before the last step; with no iterations at all there is none. In which order do you
    step and remember?"""
    for i in range(iterations):
        w, b = train(X, Y, i, lr) if i + 1 == iterations else (0.0, 0.0)
    return w, b


@misconception(of="train")
def rounded_in_every_step(X, Y, iterations, lr):
    """Each of your steps is rounded a little, and that adds up. Is rounding needed on the way?"""
    w = b = 0.0
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = round(w - lr * w_slope, 4), round(b - lr * b_slope, 4)
    return w, b


@misconception(of="train")
def slopes_returned(X, Y, iterations, lr):
    """You return the two slopes at the end of the descent. What does the caller want to know: how steep it is there,
    or where it is?"""
    return gradient(X, Y, *train(X, Y, iterations - 1, lr)) if iterations else (0.0, 0.0)


@misconception(of="train")
def all_lines_on_the_way_returned(X, Y, iterations, lr):
    """You return all values of w and b on the way. Which of them does the caller want first?"""
    ws, bs = [0.0], [0.0]
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, ws[-1], bs[-1])
        ws.append(ws[-1] - lr * w_slope)
        bs.append(bs[-1] - lr * b_slope)
    return ws, bs


@misconception(of="train")
def best_line_after_any_step(X, Y, iterations, lr):
    """However many steps are asked for, you return the bottom of the valley itself, without walking there. Where would
    a walker be after only one step?"""
    w, b = np.polyfit(X, Y, 1) if iterations else (0.0, 0.0)
    return w, b


@misconception(of="train")
def undefined_without_iterations(X, Y, iterations, lr):
    """With no iterations at all your function stops with an error. Which value do your variables have when the loop
    never runs?"""
    place = [0.0, 0.0]
    for _ in range(iterations):
        w_slope, b_slope = gradient(X, Y, *place)
        w, b = place[0] - lr * w_slope, place[1] - lr * b_slope
        place = [w, b]
    return w, b


@misconception(of="train")
def steps_of_equal_length(X, Y, iterations, lr):
    """All your steps are equally long: only the direction of the gradient counts, not its size. What makes the steps
    shorter near the valley?"""
    place = np.zeros(2)
    for _ in range(iterations):
        slopes = np.array(gradient(X, Y, *place))
        place = place - lr * slopes / np.linalg.norm(slopes)
    return place


@misconception(of="train")
def so_many_steps_for_every_day(X, Y, iterations, lr):
    """You take as many steps as are asked for, once for every day. What runs inside your loop over the iterations?"""
    return train(X, Y, iterations * len(X), lr)


@misconception(of="train")
def momentum_kept(X, Y, iterations, lr):
    """Your first step is right; each of the others still carries the one before. Does the exercise say anything about
    momentum?"""
    place, speed = np.zeros(2), np.zeros(2)
    for _ in range(iterations):
        speed = 0.9 * speed + np.array(gradient(X, Y, *place))
        place = place - lr * speed
    return place


@misconception(of="train")
def temperatures_standardised(X, Y, iterations, lr):
    """Your w and b belong to temperatures that you have shifted and scaled. To which ones will the caller apply
    them?"""
    return train((X - np.mean(X)) / np.std(X), Y, iterations, lr)


@misconception(of="train")
def stopped_when_the_loss_hardly_falls(X, Y, iterations, lr):
    """You leave the loop once the loss hardly changes. Who decides about the number of steps in this exercise?"""
    w = b = 0.0
    for _ in range(iterations):
        before = loss(X, Y, w, b)
        w_slope, b_slope = gradient(X, Y, w, b)
        w, b = w - lr * w_slope, b - lr * b_slope
        if abs(before - loss(X, Y, w, b)) < 1e-6:
            break
    return w, b


# ---------------------------------------------------------------- visitors_at


@misconception(of="visitors_at")
def bias_left_out_of_the_answer(temperature):
    """Training gives you two numbers. Do both take part in your prediction?"""
    return TRAINED_W * temperature


@misconception(of="visitors_at")
def parameters_exchanged_in_the_answer(temperature):
    """Follow w and b from train to predict. Does each one arrive in its own place?"""
    return TRAINED_B * temperature + TRAINED_W


@misconception(of="visitors_at")
def line_through_the_origin(temperature):
    """Your line goes through the origin. Did b take part in the training?"""
    return np.dot(temperatures, visitors) / np.dot(temperatures, temperatures) * temperature


@misconception(of="visitors_at")
def best_line_of_all(temperature):
    """Your line is the best of all possible ones. Is that where the asked number of steps leads?"""
    return np.polyval(np.polyfit(temperatures, visitors, 1), temperature)


@misconception(of="visitors_at")
def training_too_short(temperature):
    """Your descent has not come as far as the exercise wants. With how many iterations do you train?"""
    return predict(temperature, *train(temperatures, visitors, 1000, 0.001))


@misconception(of="visitors_at")
def answer_rounded(temperature):
    """You are close, but your answer is a whole number. Does the exercise ask you to round?"""
    return np.round(TRAINED_W * temperature + TRAINED_B)


@misconception(of="visitors_at")
def always_the_same_day(temperature):
    """Every day gets the same number of visitors from you. Where does your function use the temperature that
    it was given?"""
    return TRAINED_W * 33 + TRAINED_B


@misconception(of="visitors_at")
def parameters_returned(temperature):
    """You return the line itself. What does the line say about a day of this temperature?"""
    return TRAINED_W, TRAINED_B


@misconception(of="visitors_at")
def a_tenth_of_the_iterations(temperature):
    """Your descent has not come as far as the exercise wants. How many zeros does your number of iterations have?"""
    return predict(temperature, *train(temperatures, visitors, 2000, 0.001))


@misconception(of="visitors_at")
def half_of_the_iterations(temperature):
    """Your descent has not come as far as the exercise wants; about half of the way. With how many iterations do you
    train?"""
    return predict(temperature, *train(temperatures, visitors, 10_000, 0.001))


@misconception(of="visitors_at")
def a_tenth_of_the_learning_rate(temperature):
    """Your descent has not come as far as the exercise wants. How many zeros does your learning rate have?"""
    return predict(temperature, *train(temperatures, visitors, 20_000, 0.0001))


@misconception(of="visitors_at")
def stopped_at_the_precision(temperature):
    """You let the descent stop by itself, as in the last exercise. How many iterations does this one ask for?"""
    return predict(temperature, *train_until(temperatures, visitors, 0.001, 0.01, 20_000)[:2])


@misconception(of="visitors_at")
def line_rounded_first(temperature):
    """You are close: w and b are rounded before they meet the temperature. What does a small change of w do to a hot
    day?"""
    return round(TRAINED_W, 2) * temperature + round(TRAINED_B, 2)


@misconception(of="visitors_at")
def temperature_cut_to_whole_degrees(temperature):
    """Right for whole degrees; half a degree makes no difference in your answer. Is something cutting the temperature
    down?"""
    return TRAINED_W * int(temperature) + TRAINED_B


@misconception(of="visitors_at")
def temperature_rounded_to_whole_degrees(temperature):
    """Right for whole degrees; you round all others. Does the exercise ask for it?"""
    return TRAINED_W * round(temperature) + TRAINED_B


@misconception(of="visitors_at")
def temperature_kept_within_the_data(temperature):
    """Right for temperatures as in the data. Colder and warmer days get what the coldest and the warmest of the data
    get: does the line end there?"""
    return TRAINED_W * min(max(temperature, min(temperatures)), max(temperatures)) + TRAINED_B


@misconception(of="visitors_at")
def never_less_than_nobody(temperature):
    """Where the line lies below 0 you return 0. That is good sense, but not what the line says; which of the two does
    the exercise ask for?"""
    return max(0, TRAINED_W * temperature + TRAINED_B)


@misconception(of="visitors_at")
def numbers_of_the_check_learned_by_heart(temperature):
    """You know the numbers of the check by heart, one for 33 degrees and one for all other days. What does your trained
    line say about other days?"""
    return 542.8219 if temperature == 33 else 143.4329


@misconception(of="visitors_at")
def line_of_the_example(temperature):
    """You use the line of the examples, w = 4 and b = 10. Which line does the exercise ask for?"""
    return 4 * temperature + 10


@misconception(of="visitors_at")
def learning_rate_too_large(temperature):
    """Your descent overshoots until the numbers overflow. How many zeros does your learning rate have?"""
    return predict(temperature, *train(temperatures, visitors, 20_000, 0.01))


@misconception(of="visitors_at")
def visitors_of_the_nearest_day(temperature):
    """You look up the day of the file whose temperature is nearest. What is the line for?"""
    return visitors[np.argmin(np.abs(temperatures - temperature))]


@misconception(of="visitors_at")
def between_two_days(temperature):
    """You connect the days of the file with one another. Which line does the exercise ask for?"""
    return np.interp(temperature, temperatures, visitors)


@misconception(of="visitors_at")
def a_quarter_of_the_iterations(temperature):
    """Your descent has not come as far as the exercise wants; about a quarter of the way. With how many iterations do
    you train?"""
    return predict(temperature, *train(temperatures, visitors, 5000, 0.001))


# ---------------------------------------------------------------- train_until


def stepped(X, Y, place, lr):
    """Return the place, a pair of w and b, one step further."""
    w_slope, b_slope = gradient(X, Y, *place)
    return place[0] - lr * w_slope, place[1] - lr * b_slope


def moved(new, old):
    """Return how far w and b have moved."""
    return abs(new[0] - old[0]), abs(new[1] - old[1])


def descend_until(X, Y, lr, limit, enough, step=stepped):
    """Return w, b and the number of updates of the descent that stops when *enough*(new, old) says so."""
    new, updates = (0.0, 0.0), 0
    while updates < limit:
        old, new = new, step(X, Y, new, lr)
        updates += 1
        if enough(new, old):
            break
    return *new, updates


def step_until(X, Y, lr, precision, limit, step):
    """Return what a descent with steps of another kind returns, which stops when it should."""
    return descend_until(X, Y, lr, limit, lambda new, old: max(moved(new, old)) < precision, step)


def before_and_after(X, Y, lr, precision, limit):
    """Return the places before and after the last update, the number of updates, and whether it was small."""
    updates = train_until(X, Y, lr, precision, limit)[2]
    old = new = (0.0, 0.0)
    for _ in range(updates):
        old, new = new, stepped(X, Y, new, lr)
    return old, new, updates, updates > 0 and max(moved(new, old)) < precision


@misconception(of="train_until")
def stops_when_either_is_at_rest(X, Y, lr, precision, limit):
    """You stop as soon as one of the two hardly moves. Read your condition aloud, and ask what the other one
    is doing at that moment."""
    return descend_until(X, Y, lr, limit, lambda new, old: min(moved(new, old)) < precision)


@misconception(of="train_until")
def only_w_watched(X, Y, lr, precision, limit):
    """Your descent stops when w is at rest. What does b do then?"""
    return descend_until(X, Y, lr, limit, lambda new, old: moved(new, old)[0] < precision)


@misconception(of="train_until")
def only_b_watched(X, Y, lr, precision, limit):
    """Your descent stops when b is at rest. What does w do then?"""
    return descend_until(X, Y, lr, limit, lambda new, old: moved(new, old)[1] < precision)


@misconception(of="train_until")
def each_stops_by_itself(X, Y, lr, precision, limit):
    """After w or b has moved little once, you leave it where it is while the other one goes on. Can a
    parameter start to move again?"""
    place, moving, updates = [0.0, 0.0], [True, True], 0
    while updates < limit and any(moving):
        new = stepped(X, Y, place, lr)
        updates += 1
        for i in (0, 1):
            if moving[i]:
                moving[i] = abs(new[i] - place[i]) >= precision
                place[i] = new[i]
    return *place, updates


@misconception(of="train_until")
def small_at_different_times(X, Y, lr, precision, limit):
    """You remember that one of the two was small once, and stop when the other one has been small, too. Do
    both have to be small in the same update?"""
    small = [False, False]

    def enough(new, old):
        small[:] = [was or by < precision for was, by in zip(small, moved(new, old), strict=True)]
        return all(small)

    return descend_until(X, Y, lr, limit, enough)


@misconception(of="train_until")
def slopes_tested(X, Y, lr, precision, limit):
    """You compare the slopes with the precision. The exercise asks how far w and b have moved; what else is
    in the length of a step?"""
    return descend_until(X, Y, lr, limit, lambda _, old: max(map(abs, gradient(X, Y, *old))) < precision)


@misconception(of="train_until")
def next_slopes_tested(X, Y, lr, precision, limit):
    """You compute the gradient anew after the update and compare it with the precision. The exercise asks
    how far w and b have moved."""
    return descend_until(X, Y, lr, limit, lambda new, _: max(map(abs, gradient(X, Y, *new))) < precision)


@misconception(of="train_until")
def change_of_the_loss_tested(X, Y, lr, precision, limit):
    """You stop when the loss hardly changes any more. The exercise looks at w and b themselves."""
    return descend_until(
        X, Y, lr, limit, lambda new, old: abs(loss(X, Y, *new) - loss(X, Y, *old)) < precision
    )


@misconception(of="train_until")
def loss_tested(X, Y, lr, precision, limit):
    """You wait until the loss itself is small. How small can it become when the points do not lie on a
    line?"""
    return descend_until(X, Y, lr, limit, lambda new, _: loss(X, Y, *new) < precision)


@misconception(of="train_until")
def size_of_w_and_b_tested(X, Y, lr, precision, limit):
    """You stop when w and b are near 0, where they began. From where should the length of an update be
    measured?"""
    return descend_until(X, Y, lr, limit, lambda new, _: abs(new[0]) < precision and abs(new[1]) < precision)


@misconception(of="train_until")
def relative_changes_tested(X, Y, lr, precision, limit):
    """You measure each change as a part of the parameter. The exercise compares the change as it is with the
    precision."""
    return descend_until(
        X,
        Y,
        lr,
        limit,
        lambda new, old: all(by < precision * abs(at) for by, at in zip(moved(new, old), new, strict=True)),
    )


@misconception(of="train_until")
def changes_added(X, Y, lr, precision, limit):
    """You add the two changes before you compare. In the exercise each one is compared by itself."""
    return descend_until(X, Y, lr, limit, lambda new, old: sum(moved(new, old)) < precision)


@misconception(of="train_until")
def length_of_the_step_tested(X, Y, lr, precision, limit):
    """You compare the length of the whole step, by Pythagoras, with the precision. In the exercise each of
    the two changes is compared by itself."""
    return descend_until(X, Y, lr, limit, lambda new, old: np.hypot(*moved(new, old)) < precision)


@misconception(of="train_until")
def changes_squared(X, Y, lr, precision, limit):
    """The square of a small change is much smaller than the change. How else could a sign be dropped?"""
    return descend_until(X, Y, lr, limit, lambda new, old: max(moved(new, old)) ** 2 < precision)


@misconception(of="train_until")
def abs_missing_new_first(X, Y, lr, precision, limit):
    """When w or b becomes smaller your difference is negative, and a negative number is below any precision.
    What makes a distance of a difference?"""
    return descend_until(
        X, Y, lr, limit, lambda new, old: new[0] - old[0] < precision and new[1] - old[1] < precision
    )


@misconception(of="train_until")
def abs_missing_old_first(X, Y, lr, precision, limit):
    """When w or b becomes larger your difference is negative, and a negative number is below any precision.
    What makes a distance of a difference?"""
    return descend_until(
        X, Y, lr, limit, lambda new, old: old[0] - new[0] < precision and old[1] - new[1] < precision
    )


@misconception(of="train_until")
def abs_missing_for_b(X, Y, lr, precision, limit):
    """Your test of w is right. When b becomes smaller its difference is negative, and a negative number is
    below any precision."""
    return descend_until(
        X, Y, lr, limit, lambda new, old: moved(new, old)[0] < precision and new[1] - old[1] < precision
    )


@misconception(of="train_until")
def comparison_reversed(X, Y, lr, precision, limit):
    """You stop while the changes are large. In which direction do your comparisons point?"""
    return descend_until(X, Y, lr, limit, lambda new, old: min(moved(new, old)) > precision)


@misconception(of="train_until")
def new_compared_with_itself(X, Y, lr, precision, limit):
    """When you compare them, the old and the new values are the same. Do you remember before you update, and is what
    you remember a copy, or another name for the same array?"""
    return descend_until(X, Y, lr, limit, lambda _new, _old: True)


@misconception(of="train_until")
def returned_after_the_first_update(X, Y, lr, precision, limit):
    """You always return after the first update. Which lines belong inside the loop, and which after it?"""
    return (*stepped(X, Y, (0.0, 0.0), lr), 1) if limit else None


@misconception(of="train_until")
def loop_never_begins(X, Y, lr, precision, limit):
    """You make no update at all. What are the changes before the first one, and what does your loop make of
    that?"""
    return 0.0, 0.0, 0


@misconception(of="train_until")
def never_stops_early(X, Y, lr, precision, limit):
    """You always make as many updates as are allowed. What does your function do with the precision, and
    which word leaves a loop?"""
    return descend_until(X, Y, lr, limit, lambda _new, _old: False)


@misconception(of="train_until")
def goes_on_after_stopping(X, Y, lr, precision, limit):
    """Your number of updates is right, but w and b have moved on. You notice the small update; does the loop
    end there as well?"""
    return *train(X, Y, limit, lr), train_until(X, Y, lr, precision, limit)[2]


@misconception(of="train_until")
def limit_ignored(X, Y, lr, precision, limit):
    """Where the descent does not come to rest in time, you go beyond the limit. Which of the arguments do you
    not use?"""
    return train_until(X, Y, lr, precision, 2000)


@misconception(of="train_until")
def limit_of_a_hundred(X, Y, lr, precision, limit):
    """Your loop ends after 100 updates at the latest, whatever the limit is. Which of the arguments do you
    not use?"""
    return train_until(X, Y, lr, precision, 100)


@misconception(of="train_until")
def precision_of_a_thousandth(X, Y, lr, precision, limit):
    """Another precision changes nothing. Where does your function take it from?"""
    return train_until(X, Y, lr, 0.001, limit)


@misconception(of="train_until")
def learning_rate_of_a_thousandth(X, Y, lr, precision, limit):
    """Another learning rate changes nothing. With which value do you multiply the slopes?"""
    return train_until(X, Y, 0.001, precision, limit)


@misconception(of="train_until")
def no_learning_rate(X, Y, lr, precision, limit):
    """Your steps are as long as the slopes themselves, and overshoot. What makes them shorter?"""
    return train_until(X, Y, 1.0, precision, limit)


@misconception(of="train_until")
def always_the_park(X, Y, lr, precision, limit):
    """Your answer is the same for other data. Which arrays does your loop use: the ones that are passed
    in?"""
    return train_until(temperatures, visitors, lr, precision, limit)


@misconception(of="train_until")
def small_update_thrown_away(X, Y, lr, precision, limit):
    """You notice the small update and stop before you make it. The exercise says what becomes of it."""
    old, new, updates, small = before_and_after(X, Y, lr, precision, limit)
    return (*old, updates - 1) if small else (*new, updates)


@misconception(of="train_until")
def small_update_counted_but_not_made(X, Y, lr, precision, limit):
    """You count the small update, but leave the loop before w and b have moved. Which lines have to come
    before the test?"""
    old, new, updates, small = before_and_after(X, Y, lr, precision, limit)
    return *(old if small else new), updates


@misconception(of="train_until")
def old_values_returned(X, Y, lr, precision, limit):
    """Your number of updates is right; your w and b are those from before the last one. Which of your values
    are the newer ones?"""
    old, _, updates, _ = before_and_after(X, Y, lr, precision, limit)
    return *old, updates


@misconception(of="train_until")
def noticed_one_update_late(X, Y, lr, precision, limit):
    """You notice the small update one update late. Do you compare right after the update, or when the next
    one begins?"""
    _, new, updates, small = before_and_after(X, Y, lr, precision, limit)
    return (*stepped(X, Y, new, lr), updates + 1) if small and updates < limit else (*new, updates)


@misconception(of="train_until")
def one_update_more_not_counted(X, Y, lr, precision, limit):
    """Your number of updates is right, but w and b have moved once more after the small one. Which line leaves
    the loop, and what is done before it?"""
    _, new, updates, small = before_and_after(X, Y, lr, precision, limit)
    return *(stepped(X, Y, new, lr) if small else new), updates


@misconception(of="train_until")
def updates_counted_from_zero(X, Y, lr, precision, limit):
    """w and b are right; your number of updates is one too small. Which number does the first round of your
    loop have?"""
    w, b, updates = train_until(X, Y, lr, precision, limit)
    return w, b, max(0, updates - 1)


@misconception(of="train_until")
def last_update_not_counted(X, Y, lr, precision, limit):
    """w and b are right, and at the limit so is your number of updates. When you stop early the last one is
    missing. Which number does the first round of your loop have, or do you leave it before you count?"""
    _, new, updates, small = before_and_after(X, Y, lr, precision, limit)
    return *new, updates - 1 if small else updates


@misconception(of="train_until")
def number_of_the_last_round_returned(X, Y, lr, precision, limit):
    """w and b are right; your number of updates is one too small. What is the number of the first round of a
    loop over range, and is there a number at all when max_iterations is 0?"""
    w = b = 0.0
    for updates in range(limit):  # noqa: B007  used after the loop
        old = w, b
        w, b = stepped(X, Y, old, lr)
        if max(moved((w, b), old)) < precision:
            break
    return w, b, updates


@misconception(of="train_until")
def miscounted_at_the_limit(X, Y, lr, precision, limit):
    """When you stop early everything is right. At the limit your number of updates is one too small: which
    number does the last round of your loop have?"""
    w = b = 0.0
    for i in range(limit):
        old = w, b
        w, b = stepped(X, Y, old, lr)
        if max(moved((w, b), old)) < precision:
            return w, b, i + 1
    return w, b, i


@misconception(of="train_until")
def undefined_without_updates(X, Y, lr, precision, limit):
    """With max_iterations = 0 your function stops with an error. Which value does the variable of a loop have
    when the loop never runs?"""
    w = b = 0.0
    for updates in range(1, limit + 1):  # noqa: B007  used after the loop
        old = w, b
        w, b = stepped(X, Y, old, lr)
        if max(moved((w, b), old)) < precision:
            break
    return w, b, updates


@misconception(of="train_until")
def at_least_one_update(X, Y, lr, precision, limit):
    """With max_iterations = 0 there should be no update at all, and you make one. When do you look at the
    limit for the first time?"""
    return train_until(X, Y, lr, precision, max(1, limit))


@misconception(of="train_until")
def one_too_many_counted(X, Y, lr, precision, limit):
    """w and b are right; your number of updates is one too large. How large is it before the first one?"""
    w, b, updates = train_until(X, Y, lr, precision, limit)
    return w, b, updates + 1


@misconception(of="train_until")
def counted_beyond_the_limit(X, Y, lr, precision, limit):
    """When you stop early everything is right. At the limit your number of updates is one too large: when is
    it increased?"""
    _, new, updates, small = before_and_after(X, Y, lr, precision, limit)
    return *new, updates if small else updates + 1


@misconception(of="train_until")
def limit_returned_as_number_of_updates(X, Y, lr, precision, limit):
    """w and b are right. Your third number says how many updates were allowed; how many were made?"""
    w, b, _ = train_until(X, Y, lr, precision, limit)
    return w, b, limit


@misconception(of="train_until")
def updates_left_returned(X, Y, lr, precision, limit):
    """w and b are right. Your third number says how many updates were left; how many were made?"""
    w, b, updates = train_until(X, Y, lr, precision, limit)
    return w, b, limit - updates


@misconception(of="train_until")
def one_update_short_of_the_limit(X, Y, lr, precision, limit):
    """Where the limit comes first you make one update too few. With which number does your loop begin, and is
    its last number included?"""
    return train_until(X, Y, lr, precision, limit - 1) if limit else (0.0, 0.0, 0)


@misconception(of="train_until")
def one_update_beyond_the_limit(X, Y, lr, precision, limit):
    """Where the limit comes first you make one update more than allowed. Count how often your loop runs."""
    return train_until(X, Y, lr, precision, limit + 1)


@misconception(of="train_until")
def nothing_returned_at_the_limit(X, Y, lr, precision, limit):
    """Where the limit comes first the caller gets None. Which line is run after the last round of the
    loop?"""
    _, new, updates, small = before_and_after(X, Y, lr, precision, limit)
    return (*new, updates) if small else None


@misconception(of="train_until")
def number_of_updates_forgotten(X, Y, lr, precision, limit):
    """w and b are right. The exercise asks for one number more."""
    return train_until(X, Y, lr, precision, limit)[:2]


@misconception(of="train_until")
def number_of_updates_first(X, Y, lr, precision, limit):
    """The three numbers are right, but not in the places where the caller looks for them. Which one does the
    exercise name last?"""
    w, b, updates = train_until(X, Y, lr, precision, limit)
    return updates, w, b


@misconception(of="train_until")
def b_before_w(X, Y, lr, precision, limit):
    """The three numbers are right, but two of them have changed places. Which one does the exercise name
    first?"""
    w, b, updates = train_until(X, Y, lr, precision, limit)
    return b, w, updates


@misconception(of="train_until")
def losses_before_the_number_of_updates(X, Y, lr, precision, limit):
    """A history of the losses is welcome, but the caller looks for the number of updates in the third place.
    Which place do the losses have?"""
    losses = []

    def enough(new, old):
        losses.append(loss(X, Y, *old))
        return max(moved(new, old)) < precision

    w, b, updates = descend_until(X, Y, lr, limit, enough)
    return w, b, losses, updates


@misconception(of="train_until")
def w_moved_before_b(X, Y, lr, precision, limit):
    """You are close: your slope along b already sees the new w. How can both parameters move from the same
    place?"""

    def step(X, Y, place, lr):
        w = place[0] - lr * gradient(X, Y, *place)[0]
        return w, place[1] - lr * gradient(X, Y, w, place[1])[1]

    return step_until(X, Y, lr, precision, limit, step)


@misconception(of="train_until")
def uphill_until(X, Y, lr, precision, limit):
    """Your loss grows with every update. Which way does the gradient point, and which way do you want to
    go?"""
    return train_until(X, Y, -lr, precision, limit)


@misconception(of="train_until")
def slopes_exchanged(X, Y, lr, precision, limit):
    """Each parameter moves by the slope of the other one. In which order does your gradient return its two
    values?"""

    def step(X, Y, place, lr):
        b_slope, w_slope = gradient(X, Y, *place)
        return place[0] - lr * w_slope, place[1] - lr * b_slope

    return step_until(X, Y, lr, precision, limit, step)


@misconception(of="train_until")
def step_in_place_of_the_parameters(X, Y, lr, precision, limit):
    """Read your update aloud: does the new value depend on the old one? `=-` and `-=` look much alike."""

    def step(X, Y, place, lr):
        w_slope, b_slope = gradient(X, Y, *place)
        return -lr * w_slope, -lr * b_slope

    return step_until(X, Y, lr, precision, limit, step)


@misconception(of="train_until")
def all_steps_alike(X, Y, lr, precision, limit):
    """Every step of yours is as long as the first, so none is ever smaller. When do you compute the
    gradient?"""
    w_slope, b_slope = gradient(X, Y, 0.0, 0.0)

    def step(_X, _Y, place, lr):
        return place[0] - lr * w_slope, place[1] - lr * b_slope

    return step_until(X, Y, lr, precision, limit, step)


@misconception(of="train_until")
def every_update_from_zero(X, Y, lr, precision, limit):
    """Each round of your loop begins at w = 0 and b = 0 again. Which lines belong before the loop?"""
    return step_until(X, Y, lr, precision, limit, lambda X, Y, _, lr: stepped(X, Y, (0.0, 0.0), lr))


@misconception(of="train_until")
def rounded_at_the_end(X, Y, lr, precision, limit):
    """Your w and b are right to one decimal only. Is something rounding?"""
    w, b, updates = train_until(X, Y, lr, precision, limit)
    return round(w, 1), round(b, 1), updates


@misconception(of="train_until")
def started_at_one(X, Y, lr, precision, limit):
    """With max_iterations = 0 your function should return the starting values. Which ones does the exercise
    name?"""
    place, updates = (1.0, 1.0), 0
    while updates < limit:
        old, place = place, stepped(X, Y, place, lr)
        updates += 1
        if max(moved(place, old)) < precision:
            break
    return *place, updates


@misconception(of="train_until")
def b_moved_before_w(X, Y, lr, precision, limit):
    """You are close: your slope along w already sees the new b. How can both parameters move from the same
    place?"""

    def step(X, Y, place, lr):
        b = place[1] - lr * gradient(X, Y, *place)[1]
        return place[0] - lr * gradient(X, Y, place[0], b)[0], b

    return step_until(X, Y, lr, precision, limit, step)


@misconception(of="train_until")
def changes_added_with_their_signs(X, Y, lr, precision, limit):
    """You add the two changes before you take abs, so that opposite ones cancel. Look at each of them for itself."""
    return descend_until(X, Y, lr, limit, lambda new, old: abs(new[0] - old[0] + new[1] - old[1]) < precision)


@misconception(of="train_until")
def mean_change_with_signs(X, Y, lr, precision, limit):
    """You add the two changes before you take abs, so that opposite ones cancel, and take half of it. Look at each of
    them for itself."""
    return descend_until(
        X, Y, lr, limit, lambda new, old: abs(new[0] - old[0] + new[1] - old[1]) / 2 < precision
    )


@misconception(of="train_until")
def mean_change_tested(X, Y, lr, precision, limit):
    """You compare the mean of the two changes with the precision. Can the mean be small while one of them is not?"""
    return descend_until(X, Y, lr, limit, lambda new, old: sum(moved(new, old)) / 2 < precision)


@misconception(of="train_until")
def stops_when_steps_grow(X, Y, lr, precision, limit):
    """You stop also when a change is longer than the one before. Which two reasons to stop does the exercise name?"""
    longest = [float("inf")]

    def enough(new, old):
        longest.append(max(moved(new, old)))
        return longest[-1] < precision or longest[-1] > longest[-2]

    return descend_until(X, Y, lr, limit, enough)


@misconception(of="train_until")
def stops_when_the_loss_rises(X, Y, lr, precision, limit):
    """You stop also when the loss has become larger. Which two reasons to stop does the exercise name?"""
    return descend_until(
        X,
        Y,
        lr,
        limit,
        lambda new, old: max(moved(new, old)) < precision or loss(X, Y, *new) > loss(X, Y, *old),
    )


@misconception(of="train_until")
def last_allowed_update_missing(X, Y, lr, precision, limit):
    """When you stop early everything is right. At the limit one update is missing, although you count it: which number
    does your loop begin with, and is its last number included?"""
    w, b, updates = train_until(X, Y, lr, precision, max(0, limit - 1))
    small = before_and_after(X, Y, lr, precision, max(0, limit - 1))[3]
    return w, b, updates if small else limit


@misconception(of="train_until")
def counted_before_the_first_update(X, Y, lr, precision, limit):
    """When you stop early everything is right. At the limit one update is missing, because you count one before the
    first: which value does your counter have when nothing has been updated?"""
    place, updates = (0.0, 0.0), 1
    while updates < limit:
        old, place = place, stepped(X, Y, place, lr)
        if max(moved(place, old)) < precision:
            break
        updates += 1
    return *place, updates
