"""Ice cream: what does a day's temperature say about the sales?

The arithmetic is asked about at numbers of which every student has others, and about what the summer's own line
hides: along a least squares line the errors add up to zero, and R² is the squared correlation.
"""

from autograder.questions import array, exercise, frame, quarters, table

summer = table("ice_cream.csv")
hot, sold = summer.daily_temperature, summer.ice_cream_sales
four_sales, four_guesses = array(80, 120, 250, 190), array(90, 115, 230, 194)
three_sales, three_guesses = array(40, 100, 90), array(52, 61, 75)
quiet_sales, quiet_guesses = array(0, 60, 60, 25, 0, 95), array(12.5, 60, 48, 0, 3, 110.5)
five_changes, five_guesses = array(-3, 2.5, 7, -1, 4), array(1.5, 2, -6, -2.5, 3)


@exercise(points=1)
def load_sales(ask):
    """The table in a CSV file: all of its rows, in their order, and both columns."""
    ask(path="ice_cream.csv")
    ask.hidden("the file of the next summer", path="next_summer.csv")


@exercise(points=2)
def residual_sum_of_squares(ask):
    """The error of all predictions together: the squares of the residuals, added up."""
    ask(y=four_sales, predictions=four_guesses)
    ask.hidden("the whole summer, with a guessed line", y=sold, predictions=8 * hot - 25)
    ask.hidden("another number of days", y=three_sales, predictions=three_guesses)
    ask.hidden("numbers below zero", y=five_changes, predictions=five_guesses)
    ask.hidden("days without sales", y=quiet_sales, predictions=quiet_guesses)
    # Not to the last bit: np.linalg.norm(residuals) ** 2 is right as well, and goes through a square root.
    ask.hidden("a few random days", y=quarters(6), predictions=quarters(6)).within(relative=1e-12)
    ask.hidden("more random days", y=quarters(9), predictions=quarters(9)).within(relative=1e-12)
    ask.guard(y=four_sales, predictions=four_guesses).leaves_arguments()


@exercise(points=2)
def fit(ask):
    """The line that fits best: first its slope, then its intercept."""
    # The absolute tolerance is for random days whose line happens to be flat, or to go through the origin.
    near = {"relative": 1e-8, "absolute": 1e-9}
    few = frame(daily_temperature=[21, 15.5, 30, 24.5], ice_cream_sales=[130, 70, 210, 120])
    ask(data=few).within(**near)
    ask.hidden("the whole summer", data=frame(daily_temperature=hot, ice_cream_sales=sold)).within(**near)
    ask.hidden(
        "sales that fall when it gets warmer",
        data=frame(daily_temperature=[31.5, 12, 18, 25.5, 14], ice_cream_sales=[35, 160, 90, 72, 131]),
    ).within(**near)
    ask.hidden(
        "temperatures below zero",
        data=frame(daily_temperature=[-7.5, 3, -2, 11.5, 6, 0.5], ice_cream_sales=[4, 31, 9, 40, 52, 22]),
    ).within(**near)
    ask.hidden(
        "days that are alike",
        data=frame(
            daily_temperature=[20, 26.5, 20, 20, 31, 26.5, 15],
            ice_cream_sales=[88, 150, 120, 88, 171, 104, 95],
        ),
    ).within(**near)
    ask.hidden("random days", data=frame(daily_temperature=quarters(7), ice_cream_sales=quarters(7))).within(
        **near
    )
    ask.guard(data=few).within(**near).leaves_arguments()


@exercise(points=2, builds_on=[residual_sum_of_squares])
def r_squared(ask):
    """How much better the predictions are than the mean of y: 1 is perfect, 0 is no better."""
    ask(y=four_sales, predictions=four_guesses)
    ask.hidden("the whole summer, with a guessed line", y=sold, predictions=8 * hot - 25)
    ask.hidden("predictions that are worse than the mean", y=five_changes, predictions=five_guesses)
    ask.hidden("another number of days", y=three_sales, predictions=three_guesses)
    ask.hidden("days without sales", y=quiet_sales, predictions=quiet_guesses)
    ask.hidden(
        "predictions that are all too high by the same amount", y=four_sales, predictions=four_sales + 25
    )
    ask.hidden("random days", y=quarters(6), predictions=quarters(6))
    ask.hidden("perfect predictions", y=three_sales, predictions=three_sales)
    ask.hidden("the mean, predicted every day", y=four_sales, predictions=array(*[160] * 4)).within(
        absolute=1e-9
    )
    ask.guard(y=four_sales, predictions=four_guesses).leaves_arguments()
