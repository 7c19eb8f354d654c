"""Wrong versions of the functions of this notebook, each with the hint that helps the student who wrote it.

They run beside the reference solution and use its names (`add`, `vector_sum`, `np` ...).
Where courses define things differently, a hint says *differs from this course's formula*, not *wrong*.
"""

from itertools import zip_longest

from autograder.questions import misconception

COURSE_POINTS = [(2, 45), (3, 65), (4, 85), (5, 105)]


def ones_and(x):
    return np.column_stack([np.ones(len(x)), x])


def best_line(x, y):
    return np.linalg.lstsq(ones_and(x), y, rcond=None)[0]


class LinearRegression:
    """Stands in for scikit-learn's: what is returned is told by the name of its class."""


def through_the_middle(x, y, slope):
    """Return the line of that slope through the mean point."""
    return np.array([np.mean(y) - slope * np.mean(x), slope])


# ---------------------------------------------------------------- normal_equation


@misconception(of="normal_equation")
def column_of_ones_missing(x, y):
    """You get one number instead of two. How does the intercept enter the matrix?"""
    A = np.reshape(x, (-1, 1))
    return np.linalg.inv(A.T @ A) @ A.T @ y


@misconception(of="normal_equation")
def slope_before_intercept(x, y):
    """Both numbers are right, but not in the places where the caller looks for them. Which column of A did
    you put first?"""
    return normal_equation(x, y)[::-1]


@misconception(of="normal_equation")
def inverse_of_the_wrong_matrix(x, y):
    """What you hand to `inv` has no inverse. Is it the square matrix of the formula, and is the column of the
    intercept what it should be?"""
    A = np.column_stack([np.zeros(len(x)), x])
    return np.linalg.inv(A.T @ A) @ A.T @ y


@misconception(of="normal_equation")
def inverse_of_a_itself(x, y):
    """Only square matrices have an inverse, so two points work and more do not. Which product of A with
    itself is square, with one row for each unknown?"""
    return np.linalg.inv(ones_and(x)) @ y


@misconception(of="normal_equation")
def multiplied_entry_by_entry(x, y):
    """`*` multiplies matrices entry by entry. Which sign multiplies rows with columns?"""
    A = ones_and(x)
    return np.linalg.inv(A.T * A) @ A.T @ y


@misconception(of="normal_equation")
def second_transpose_missing(x, y):
    """The shapes fit for two points only. Follow the formula from the right: what is multiplied with y?"""
    A = ones_and(x)
    return np.linalg.inv(A.T @ A) @ A @ y


@misconception(of="normal_equation")
def inverse_times_entry_by_entry(x, y):
    """`*` multiplies matrices entry by entry. Which sign should follow the inverse?"""
    A = ones_and(x)
    return (np.linalg.inv(A.T @ A) * A.T) @ y


@misconception(of="normal_equation")
def one_not_repeated(x, y):
    """A single 1 does not fit beside an array. How many ones does the column need?"""
    A = np.array([1, x]).T
    return np.linalg.inv(A.T @ A) @ A.T @ y


@misconception(of="normal_equation")
def entry_by_entry_with_y(x, y):
    """The last product should leave two numbers. Which sign multiplies a matrix with a vector?"""
    A = ones_and(x)
    return np.linalg.inv(A.T @ A) @ A.T * y


@misconception(of="normal_equation")
def inverse_left_out(x, y):
    """You multiply with the matrix on the left side instead of undoing it. What is the little -1 in the
    formula?"""
    A = ones_and(x)
    return A.T @ A @ A.T @ y


@misconception(of="normal_equation")
def right_side_only(x, y):
    """You return one side of the equation. What remains to be done to solve it?"""
    return ones_and(x).T @ y


@misconception(of="normal_equation")
def every_entry_inverted(x, y):
    """`** -1` inverts every entry by itself. Is that the inverse of a matrix?"""
    A = ones_and(x)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (A.T @ A) ** -1.0 @ A.T @ y


@misconception(of="normal_equation")
def y_left_out(x, y):
    """You return a whole matrix, and it does not depend on y. Where do the measured values come in?"""
    A = ones_and(x)
    return np.linalg.inv(A.T @ A) @ A.T


@misconception(of="normal_equation")
def inverse_returned(x, y):
    """You return the inverse alone, and it does not depend on y. With what is it multiplied?"""
    A = ones_and(x)
    return np.linalg.inv(A.T @ A)


@misconception(of="normal_equation")
def fitted_values_returned(x, y):
    """You return one number for every point, what the line says there. Which two numbers make the line?"""
    return ones_and(x) @ best_line(x, y)


@misconception(of="normal_equation")
def slope_alone(x, y):
    """A line is two numbers. How many does the caller get?"""
    return best_line(x, y)[1]


@misconception(of="normal_equation")
def intercept_alone(x, y):
    """A line is two numbers. How many does the caller get?"""
    return best_line(x, y)[0]


@misconception(of="normal_equation")
def first_and_last_point(x, y):
    """Your line ignores all points between the first and the last. Does each of them have a row in A?"""
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return np.array([y[0] - slope * x[0], slope])


@misconception(of="normal_equation")
def first_two_points(x, y):
    """Your line ignores all points after the second. Does each of them have a row in A?"""
    slope = (y[1] - y[0]) / (x[1] - x[0])
    return np.array([y[0] - slope * x[0], slope])


@misconception(of="normal_equation")
def x_and_y_exchanged(x, y):
    """You describe x by y. Which of the two stands in the matrix, and which on the right?"""
    return normal_equation(y, x)


@misconception(of="normal_equation")
def intercept_is_the_mean(x, y):
    """Your slope is right. Your intercept is the mean of y; where would the line have to be flat for that?"""
    return np.array([np.mean(y), best_line(x, y)[1]])


@misconception(of="normal_equation")
def slope_divided_by_variance_of_y(x, y):
    """Your slope has the right sign, but it divides by how much y varies. What has to be in the denominator?"""
    slope = np.mean((x - np.mean(x)) * (y - np.mean(y))) / np.var(y)
    return np.array([np.mean(y) - slope * np.mean(x), slope])


@misconception(of="normal_equation")
def always_the_same_line(x, y):
    """Your line is the same for all points. Which arrays does your function use: the ones that are passed in?"""
    return np.array([5.0, 20.0])


@misconception(of="normal_equation")
def line_rounded(x, y):
    """Your numbers are close, but only whole ones. Is anything rounding?"""
    return np.round(best_line(x, y))


@misconception(of="normal_equation")
def line_rounded_to_two_decimals(x, y):
    """Your numbers are right to two decimals only. Is anything rounding?"""
    return np.round(best_line(x, y), 2)


@misconception(of="normal_equation")
def decimals_of_x_lost(x, y):
    """Right wherever all x are whole numbers. What kind of numbers does your matrix hold?"""
    return best_line(np.trunc(x), y)


@misconception(of="normal_equation")
def line_through_the_origin(x, y):
    """Your intercept is always zero: the line goes through the origin. How does the intercept enter the matrix?"""
    return np.array([0.0, (x @ y) / (x @ x)])


@misconception(of="normal_equation")
def reshaped_for_transposed(x, y):
    """`reshape` fills a new shape row by row, so that ones and x get mixed. What makes columns of rows instead?"""
    A = ones_and(x)
    turned = A.reshape(2, -1)
    return np.linalg.inv(turned @ A) @ turned @ y


@misconception(of="normal_equation")
def matrix_with_two_rows(x, y):
    """Your matrix has a row for each unknown, and should have one for each point. How can it be turned?"""
    A = np.array([np.ones(len(x)), x])
    return np.linalg.inv(A.T @ A) @ A.T @ y


@misconception(of="normal_equation")
def inverse_times_right_side_entry_by_entry(x, y):
    """You return a table of two by two numbers: `*` multiplies entry by entry. Which sign multiplies a matrix with a
    vector?"""
    A = ones_and(x)
    return np.linalg.inv(A.T @ A) * (A.T @ y)


@misconception(of="normal_equation")
def columns_of_the_product_added_up(x, y):
    """`*` multiplies entry by entry, and adding up afterwards does not always mend that. Which sign multiplies a
    matrix with a vector?"""
    A = ones_and(x)
    return np.sum(np.linalg.inv(A.T @ A) * (A.T @ y), axis=0)


@misconception(of="normal_equation")
def inverse_of_the_other_product(x, y):
    """The shapes fit for two points only. Which product of A with itself has a row for each unknown, `A @ A.T` or the
    other one?"""
    A = ones_and(x)
    return np.linalg.inv(A @ A.T) @ A.T @ y


@misconception(of="normal_equation")
def three_ones_only(x, y):
    """This works for three points only. How does your function know how many ones the column needs?"""
    A = np.column_stack([np.ones(3), x])
    return np.linalg.inv(A.T @ A) @ A.T @ y


@misconception(of="normal_equation")
def x_of_the_course(x, y):
    """This works for as many points as the notebook has, and with their x. Which arrays does your function use: the
    ones that are passed in?"""
    return best_line(np.array([2.0, 4.0, 5.0]), y)


@misconception(of="normal_equation")
def first_three_points(x, y):
    """Your line ignores all points after the third. Does each of them have a row in A?"""
    return best_line(x[:3], y[:3])


@misconception(of="normal_equation")
def laid_through_the_first_point(x, y):
    """Your slope is right. Must the best line pass through the first point? Which point does it always pass through?"""
    slope = best_line(x, y)[1]
    return np.array([y[0] - slope * x[0], slope])


@misconception(of="normal_equation")
def mean_of_x_added(x, y):
    """Your slope is right. Put the mean of x into your line: does the mean of y come out? Mind the sign."""
    slope = best_line(x, y)[1]
    return np.array([np.mean(y) + slope * np.mean(x), slope])


@misconception(of="normal_equation")
def covariance_and_variance_of_two_kinds(x, y):
    """You are close: your slope is too large by a factor that depends on the number of points. Do `np.cov` and `np.var`
    divide by the same number?"""
    return through_the_middle(x, y, np.cov(x, y)[0, 1] / np.var(x))


@misconception(of="normal_equation")
def correlation_for_slope(x, y):
    """Your slope is never larger than 1: a correlation knows nothing of the units of x and y. What has to be in the
    denominator of the slope?"""
    with np.errstate(divide="ignore", invalid="ignore"):
        return through_the_middle(x, y, np.corrcoef(x, y)[0, 1])


@misconception(of="normal_equation")
def squared_sum_and_sum_of_squares_exchanged(x, y):
    """The upper part of your slope is right. Look at the lower part: which of the two is multiplied by n, the sum of the
    squares or the square of the sum?"""
    n, total = len(x), np.sum(x)
    over = n * np.sum(x * y) - total * np.sum(y)
    return through_the_middle(x, y, over / (n * total**2 - np.sum(x**2)))


@misconception(of="normal_equation")
def x_sorted_alone(x, y):
    """Right where x comes in order. What becomes of the pairs when only one of the two arrays is sorted?"""
    return best_line(np.sort(x), y)


@misconception(of="normal_equation")
def errors_at_the_points(x, y):
    """You return the error at each point, not the line. Which two numbers make the line?"""
    return y - ones_and(x) @ best_line(x, y)


# ---------------------------------------------------------------- least_squares


@misconception(of="least_squares")
def all_that_lstsq_returns(x, y):
    """`lstsq` gives back four things. Which of them does the exercise ask for?"""
    return np.linalg.lstsq(ones_and(x), y, rcond=None)


@misconception(of="least_squares")
def squared_errors_returned(x, y):
    """You return how well the line fits, not the line. Which of the four things from `lstsq` is it?"""
    return np.linalg.lstsq(ones_and(x), y, rcond=None)[1]


@misconception(of="least_squares")
def singular_values_returned(x, y):
    """Your numbers do not depend on y. Which of the four things from `lstsq` did you take?"""
    return np.linalg.lstsq(ones_and(x), y, rcond=None)[3]


@misconception(of="least_squares")
def library_slope_first(x, y):
    """Both numbers are right, but not in the places where the caller looks for them. Which one does the exercise
    name first?"""
    return least_squares(x, y)[::-1]


@misconception(of="least_squares")
def library_without_ones(x, y):
    """You get one number instead of two. How does the intercept enter the matrix?"""
    return np.linalg.lstsq(np.reshape(x, (-1, 1)), y, rcond=None)[0]


@misconception(of="least_squares")
def library_with_zeros(x, y):
    """Your intercept is always zero. What stands in its column of the matrix?"""
    return np.linalg.lstsq(np.column_stack([np.zeros(len(x)), x]), y, rcond=None)[0]


@misconception(of="least_squares")
def intercept_given_twice(x, y):
    """Your first number is always zero. Does the library find the intercept by itself, so that your column of
    ones is one too many?"""
    return np.array([0.0, best_line(x, y)[1]])


@misconception(of="least_squares")
def matrix_on_its_side(x, y):
    """Your matrix has a row for each unknown, and should have one for each point. How can it be turned?"""
    return np.linalg.lstsq(np.vstack([np.ones(len(x)), x]), y, rcond=None)[0]


@misconception(of="least_squares")
def flat_x_as_matrix(x, y):
    """The library got a flat array where it wants a matrix with a row for each point. What do you hand over first,
    and does the intercept have a column in it?"""
    return np.linalg.lstsq(x, y, rcond=None)[0]


@misconception(of="least_squares")
def flat_x_refused(x, y):
    """The library refuses a flat array: it wants a table with a row for each point. Which method gives x another
    shape?"""
    raise ValueError("Expected 2D array, got 1D array instead")


@misconception(of="least_squares")
def library_gets_y_first(x, y):
    """You describe x by y. Which of the two stands in the matrix, and which on the right?"""
    return best_line(y, x)


@misconception(of="least_squares")
def matrix_and_right_side_exchanged(x, y):
    """Look at the order of the arguments in your call of `lstsq`. Which one is the matrix?"""
    return np.linalg.lstsq(np.reshape(y, (-1, 1)), ones_and(x), rcond=None)[0]


@misconception(of="least_squares")
def square_systems_only(x, y):
    """`solve` wants as many equations as unknowns, so two points work and more do not. Which function takes
    more of them?"""
    return np.linalg.solve(ones_and(x), y)


@misconception(of="least_squares")
def library_slope_alone(x, y):
    """A line is two numbers. How many does the caller get?"""
    return best_line(x, y)[1]


@misconception(of="least_squares")
def library_intercept_alone(x, y):
    """A line is two numbers. How many does the caller get?"""
    return best_line(x, y)[0]


@misconception(of="least_squares")
def library_always_the_same_line(x, y):
    """Your line is the same for all points. Which arrays does your function use: the ones that are passed in?"""
    return np.array([5.0, 20.0])


@misconception(of="least_squares")
def library_line_rounded(x, y):
    """Your numbers are close, but only whole ones. Is anything rounding?"""
    return np.round(best_line(x, y))


@misconception(of="least_squares")
def library_line_rounded_to_two_decimals(x, y):
    """Your numbers are right to two decimals only. Is anything rounding?"""
    return np.round(best_line(x, y), 2)


@misconception(of="least_squares")
def parabola_fitted(x, y):
    """You return three numbers: a curve, not a line. Which degree does a straight line have?"""
    return np.polyfit(x, y, 2)[::-1]


@misconception(of="least_squares")
def values_on_the_line(x, y):
    """You return one number for every point, what the line says there. Which two numbers make the line?"""
    return ones_and(x) @ best_line(x, y)


@misconception(of="least_squares")
def rank_returned(x, y):
    """You return how many columns of the matrix count, which is the same for all points. Which of the four things from
    `lstsq` is the line?"""
    return 2


@misconception(of="least_squares")
def model_returned(x, y):
    """You return the whole model. Where does it keep the intercept, and where the slope?"""
    return LinearRegression()


@misconception(of="least_squares")
def solution_and_errors_returned(x, y):
    """The line is in what you return, but there is more beside it. Which of the four things from `lstsq` does the
    exercise ask for?"""
    return np.linalg.lstsq(ones_and(x), y, rcond=None)[:2]


@misconception(of="least_squares")
def slope_and_errors_returned(x, y):
    """You take one number of the solution and one of the squared errors. What does each index count: the results of
    `lstsq`, or the numbers of the solution?"""
    solution, errors, *_ = np.linalg.lstsq(ones_and(x), y, rcond=None)
    return [solution[1], float(np.sum(errors))]


@misconception(of="least_squares")
def intercept_and_errors_returned(x, y):
    """You take one number of the solution and one of the squared errors. What does each index count: the results of
    `lstsq`, or the numbers of the solution?"""
    solution, errors, *_ = np.linalg.lstsq(ones_and(x), y, rcond=None)
    return [solution[0], float(np.sum(errors))]


@misconception(of="least_squares")
def polynomial_not_converted(x, y):
    """Your numbers belong to a line over another x: `Polynomial.fit` shifts and stretches it to reach from -1 to 1.
    What brings the coefficients back?"""
    return np.polynomial.Polynomial.fit(x, y, 1).coef


@misconception(of="least_squares")
def parabola_cut_short(x, y):
    """You fit a curve and leave out its bend; what remains is not the best line. Which degree does a straight line
    have?"""
    return np.polyfit(x, y, 2)[:0:-1]


@misconception(of="least_squares")
def library_with_three_ones(x, y):
    """This works for three points only. How does your function know how many ones the column needs?"""
    return np.linalg.lstsq(np.column_stack([np.ones(3), x]), y, rcond=None)[0]


@misconception(of="least_squares")
def library_sees_three_points(x, y):
    """Your line ignores all points after the third. Does each of them have a row in the matrix?"""
    return best_line(x[:3], y[:3])


@misconception(of="least_squares")
def library_sees_exactly_three_points(x, y):
    """Your line ignores all points after the third, and wants three at least. How does your function know how many
    points there are?"""
    return np.linalg.lstsq(np.column_stack([np.ones(3), x[:3]]), y[:3], rcond=None)[0]


@misconception(of="least_squares")
def library_sees_x_of_the_course(x, y):
    """This works for as many points as the notebook has, and with their x. Which arrays does your function use: the
    ones that are passed in?"""
    return best_line(np.array([2.0, 4.0, 5.0]), y)


@misconception(of="least_squares")
def first_and_last_point_joined(x, y):
    """Your line ignores all points between the first and the last. Which function of the library looks at all of
    them?"""
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return np.array([y[0] - slope * x[0], slope])


@misconception(of="least_squares")
def steepness_of_the_ends(x, y):
    """Your slope sees the first and the last point only. Which function of the library looks at all of them?"""
    return through_the_middle(x, y, (y[-1] - y[0]) / (x[-1] - x[0]))


@misconception(of="least_squares")
def no_falling_line(x, y):
    """Right for rising lines. What does `positive=True`, or an absolute value, do to a line that falls?"""
    line = best_line(x, y)
    return line if line[1] > 0 else np.array([np.mean(y), 0.0])


@misconception(of="least_squares")
def small_singular_value_dropped(x, y):
    """You return a solution that leaves out one direction of the matrix, because `rcond` is too large. Which value
    does the notebook use?"""
    return np.linalg.lstsq(ones_and(x), y, rcond=0.5)[0]


@misconception(of="least_squares")
def distances_from_the_line(x, y):
    """You return the error at each point, not the line. Which two numbers make the line?"""
    return y - ones_and(x) @ best_line(x, y)


@misconception(of="least_squares")
def library_covariances_of_two_kinds(x, y):
    """You are close: your slope is too large by a factor that depends on the number of points. Do `np.cov` and `np.var`
    divide by the same number?"""
    return through_the_middle(x, y, np.cov(x, y)[0, 1] / np.var(x))


# ---------------------------------------------------------------- add


@misconception(of="add")
def lists_joined(v, w):
    """For lists `+` means joining: length 2 plus length 2 becomes length 4. What should the length be here?"""
    return v + w


@misconception(of="add")
def equally_long_lists_joined(v, w):
    """For lists `+` means joining: length 2 plus length 2 becomes length 4. What should the length be here?"""
    add(v, w)
    return v + w


@misconception(of="add")
def first_component_left_out(v, w):
    """The first components are not added. At which place does your loop begin?"""
    return add(v, w)[1:]


@misconception(of="add")
def last_component_left_out(v, w):
    """The last components are not added. At which place does your loop end?"""
    return add(v, w)[:-1]


@misconception(of="add")
def single_number_stretched(v, w):
    """The sums are right. But NumPy fits a vector of length 1 to any other one. How do you refuse that too?"""
    return np.array(v) + np.array(w)


@misconception(of="add")
def lengths_never_compared(v, w):
    """The sums are right, but vectors of different lengths get an answer too: what is left over of the longer one
    is lost silently. What does the exercise want in that case?"""
    return [a + b for a, b in zip(v, w, strict=False)]


@misconception(of="add")
def shorter_vector_filled_up(v, w):
    """The sums are right, but you fill up the shorter of two vectors. What does the exercise want in that case?"""
    return [a + b for a, b in zip_longest(v, w, fillvalue=0)]


@misconception(of="add")
def counted_by_the_first_vector(v, w):
    """The sums are right. But try a first vector that is shorter than the second, and one that is longer: what
    does the exercise want there?"""
    return [v[i] + w[i] for i in range(len(v))]


@misconception(of="add")
def counted_by_the_second_vector(v, w):
    """The sums are right. But try a second vector that is shorter than the first, and one that is longer: what
    does the exercise want there?"""
    return [v[i] + w[i] for i in range(len(w))]


@misconception(of="add")
def counted_by_the_longer_vector(v, w):
    """The sums are right, and vectors of different lengths lead to an error, though by accident and of another
    kind. How do you refuse them on purpose?"""
    return [v[i] + w[i] for i in range(max(len(v), len(w)))]


@misconception(of="add")
def nothing_for_different_lengths(v, w):
    """The sums are right. For vectors of different lengths you hand back nothing (None), and the caller goes on
    with it. How does a function stop with an error?"""
    return add(v, w) if len(v) == len(w) else None


@misconception(of="add")
def empty_list_for_different_lengths(v, w):
    """The sums are right. For vectors of different lengths you hand back an empty list, and the caller goes on with
    it. How does a function stop with an error?"""
    return add(v, w) if len(v) == len(w) else []


@misconception(of="add")
def refused_with_another_error(v, w):
    """The sums are right, and you stop where there is none. Look once more at which kinds of errors the exercise
    names."""
    if len(v) != len(w):
        raise Exception("different lengths")  # noqa: TRY002  as students write it
    return add(v, w)


@misconception(of="add")
def equal_lengths_refused(v, w):
    """You refuse vectors that do have a sum. Read your condition aloud: when does it stop?"""
    if len(v) == len(w):
        raise ValueError("different lengths")
    return [a + b for a, b in zip(v, w, strict=False)]


@misconception(of="add")
def components_subtracted(v, w):
    """You take w away from v. Which sign stands between the components?"""
    return add(v, [-component for component in w])


@misconception(of="add")
def anything_subtracted(v, w):
    """You take w away from v. Which sign stands between the components? And what should happen where the lengths
    differ?"""
    return [a - b for a, b in zip(v, w, strict=False)]


@misconception(of="add")
def components_multiplied(v, w):
    """You multiply the components. Which sign stands between them?"""
    add(v, w)
    return [a * b for a, b in zip(v, w, strict=True)]


@misconception(of="add")
def one_number_for_two_vectors(v, w):
    """You return one number. What does the sum of two vectors look like?"""
    return sum(add(v, w))


@misconception(of="add")
def products_summed(v, w):
    """You return one number, made of products: that is another operation with vectors. What does their sum look
    like?"""
    add(v, w)
    return sum(a * b for a, b in zip(v, w, strict=True))


@misconception(of="add")
def returned_after_the_first_component(v, w):
    """Only the first components are added. If you use a loop, what do you collect, and where does the function return?"""
    return add(v, w)[:1]


@misconception(of="add")
def only_the_last_component_left(v, w):
    """Each pass of your loop replaces what the one before had found. How does a list grow?"""
    return add(v, w)[-1]


@misconception(of="add")
def last_of_any_components_left(v, w):
    """Each pass of your loop replaces what the one before had found. How does a list grow?"""
    for i in range(len(v)):
        last = v[i] + w[i]
    return last


@misconception(of="add")
def two_components_only(v, w):
    """This works for vectors of length 2 only. How does your function know how long they are?"""
    return [v[0] + w[0], v[1] + w[1]]


@misconception(of="add")
def written_into_v(v, w):
    """The sum is right, but afterwards the caller's v holds it too. Which of your lines writes into a list that is
    not yours?"""
    total = add(v, w)
    v[:] = total
    return v


@misconception(of="add")
def anything_written_into_v(v, w):
    """The sum is right, but afterwards the caller's v holds it too. Which of your lines writes into a list that is
    not yours? And what should happen where the lengths differ?"""
    for i in range(len(v)):
        v[i] += w[i]
    return v


@misconception(of="add")
def every_component_with_every_other(v, w):
    """You add each component of v to each one of w. Which ones belong together?"""
    return [a + b for a in v for b in w]


@misconception(of="add")
def added_a_vector_to_itself(v, w):
    """Your answer does not change when w changes. Which vector do you add to v?"""
    return add(v, v)


@misconception(of="add")
def components_paired(v, w):
    """You put the components that belong together side by side. What is still to be done with each pair?"""
    add(v, w)
    return list(zip(v, w, strict=True))


@misconception(of="add")
def sums_cut_to_whole_numbers(v, w):
    """Your sums lose their decimals. Look for a conversion to whole numbers."""
    return [int(component) for component in add(v, w)]


@misconception(of="add")
def longer_second_vector_cut(v, w):
    """The sums are right, and you refuse a second vector that is too short. What if it is too long?"""
    if len(w) < len(v):
        raise ValueError("w is too short")
    return [a + b for a, b in zip(v, w, strict=False)]


@misconception(of="add")
def longer_first_vector_cut(v, w):
    """The sums are right, and you refuse a first vector that is too short. What if it is too long?"""
    if len(v) < len(w):
        raise ValueError("v is too short")
    return [a + b for a, b in zip(v, w, strict=False)]


@misconception(of="add")
def longer_first_vector_counted(v, w):
    """The sums are right, and you refuse a first vector that is too short. If it is too long, your function stops by
    accident, with another kind of error. How do you refuse that too?"""
    if len(v) < len(w):
        raise ValueError("v is too short")
    return [v[i] + w[i] for i in range(len(v))]


@misconception(of="add")
def error_handed_back(v, w):
    """The sums are right. For vectors of different lengths you hand an error back as if it were the sum. Which word
    makes Python stop with it?"""
    return add(v, w) if len(v) == len(w) else ValueError("different lengths")


@misconception(of="add")
def false_for_different_lengths(v, w):
    """The sums are right. For vectors of different lengths you hand back False, and the caller goes on with it. How
    does a function stop with an error?"""
    return add(v, w) if len(v) == len(w) else False


@misconception(of="add")
def zero_for_different_lengths(v, w):
    """The sums are right. For vectors of different lengths you hand back a number, and the caller goes on with it. How
    does a function stop with an error?"""
    return add(v, w) if len(v) == len(w) else 0


@misconception(of="add")
def first_vector_for_different_lengths(v, w):
    """The sums are right. For vectors of different lengths you hand back the first one. What does the exercise want in
    that case?"""
    return add(v, w) if len(v) == len(w) else v


@misconception(of="add")
def refused_with_a_type_error(v, w):
    """The sums are right, and you stop where there is none. Look once more at which kinds of errors the exercise
    names."""
    if len(v) != len(w):
        raise TypeError("different lengths")
    return add(v, w)


@misconception(of="add")
def equal_components_looked_up(v, w):
    """Right where all numbers of v differ. Which place does `index` find when a number occurs twice?"""
    add(v, w)
    return [a + w[v.index(a)] for a in v]


@misconception(of="add")
def equal_components_looked_up_in_w(v, w):
    """Right where all numbers of w differ. Which place does `index` find when a number occurs twice?"""
    add(v, w)
    return [v[w.index(b)] + b for b in w]


@misconception(of="add")
def every_pair_of_components(v, w):
    """You add each component of v to each one of w: a loop inside a loop. Which ones belong together?"""
    add(v, w)
    return [a + b for a in v for b in w]


@misconception(of="add")
def first_of_any_sums_handed_back(v, w):
    """You return one number, the sum of the first components. Where does the function return? And what should happen
    where the lengths differ?"""
    return v[0] + w[0]


@misconception(of="add")
def one_number_for_any_vectors(v, w):
    """You return one number, also where the lengths differ. What does the sum of two vectors look like?"""
    return sum(v) + sum(w)


@misconception(of="add")
def written_into_w(v, w):
    """The sum is right, but afterwards the caller's w holds it too. Which of your lines writes into a list that is
    not yours?"""
    w[:] = add(v, w)
    return w


@misconception(of="add")
def halved_as_well(v, w):
    """You go one step too far: the sum is already the answer here. Which exercise divides?"""
    return [component / 2 for component in add(v, w)]


@misconception(of="add")
def zip_not_listed(v, w):
    """The numbers are right, but they come in something that can be read only once. What makes a list of it?"""
    add(v, w)
    return (a + b for a, b in zip(v, w, strict=True))


@misconception(of="add")
def map_not_listed(v, w):
    """The numbers are right, but `map` hands back something that can be read only once. What makes a list of it?"""
    add(v, w)
    return map(lambda a, b: a + b, v, w)


@misconception(of="add")
def first_two_components_added(v, w):
    """Right for vectors of length 2, and you refuse different lengths. How does your function know how long they
    are?"""
    add(v, w)
    return [v[0] + w[0], v[1] + w[1]]


# ---------------------------------------------------------------- vector_sum


@misconception(of="vector_sum")
def one_grand_total(vectors):
    """You return one number. What does a sum of vectors look like?"""
    return sum(vector_sum(vectors))


@misconception(of="vector_sum")
def each_vector_summed(vectors):
    """You add up the components within each vector. Which numbers belong together: those of one vector, or those
    in the same place?"""
    vector_sum(vectors)
    return [sum(vector) for vector in vectors]


@misconception(of="vector_sum")
def grand_total_by_numpy(vectors):
    """You return one number. `np.sum` adds up everything; how can it be told to add only what stands in the same
    place?"""
    return np.sum(vectors)


@misconception(of="vector_sum")
def grand_total_of_anything(vectors):
    """You return one number, also where there is no sum at all. What does a sum of vectors look like?"""
    return sum(sum(vector) for vector in vectors)


@misconception(of="vector_sum")
def each_of_any_vectors_summed(vectors):
    """You add up the components within each vector, so that even different lengths fit. Which numbers belong together:
    those of one vector, or those in the same place?"""
    return [sum(vector) for vector in vectors]


@misconception(of="vector_sum")
def each_vector_summed_by_numpy(vectors):
    """You add up the components within each vector. Which axis of NumPy's runs through the vectors?"""
    return np.sum(vectors, axis=1)


@misconception(of="vector_sum")
def first_two_vectors_added(vectors):
    """Right for two vectors. What becomes of the third?"""
    return add(vectors[0], vectors[1])


@misconception(of="vector_sum")
def returned_inside_the_loop_of_vectors(vectors):
    """You stop after adding two vectors. If you use a loop, where does the function return?"""
    vector_sum(vectors)
    return vector_sum(vectors[:2])


@misconception(of="vector_sum")
def all_vectors_joined(vectors):
    """Your answer is longer than a single vector: the lists are joined. What should the length of the sum be?"""
    vector_sum(vectors)
    return sum(vectors, [])  # noqa: RUF017  as students write it


@misconception(of="vector_sum")
def any_vectors_joined(vectors):
    """Your answer is longer than a single vector: the lists are joined. What should the length of the sum be, and
    what if there is none?"""
    return sum(vectors, [])  # noqa: RUF017  as students write it


@misconception(of="vector_sum")
def some_vectors_joined(vectors):
    """Your answer is longer than a single vector: the lists are joined. What should the length of the sum be, and
    what if the vectors differ in length?"""
    if not vectors:
        raise ValueError("nothing to add")
    return sum(vectors, [])  # noqa: RUF017  as students write it


@misconception(of="vector_sum")
def first_vector_twice(vectors):
    """Your sum is too large, by exactly one of the vectors. With what does your total begin, and with which vector
    does your loop?"""
    total = vector_sum(vectors)
    return add(vectors[0], total)


@misconception(of="vector_sum")
def first_of_some_vectors_twice(vectors):
    """Your sum is too large, by exactly one of the vectors. With what does your total begin, and with which vector
    does your loop? Mind the empty list too."""
    return add(vectors[0], vector_sum(vectors))


@misconception(of="vector_sum")
def first_vector_left_out(vectors):
    """One vector is missing in your sum. With which one does your loop begin?"""
    return vector_sum(vectors[1:])


@misconception(of="vector_sum")
def last_vector_left_out(vectors):
    """One vector is missing in your sum. With which one does your loop end?"""
    return vector_sum(vectors[:-1])


@misconception(of="vector_sum")
def last_vector_returned(vectors):
    """Each pass of your loop replaces the total of the one before. How do you keep a running sum?"""
    vector_sum(vectors)
    return vectors[-1]


@misconception(of="vector_sum")
def first_vector_returned(vectors):
    """You return the first vector alone. If you use a loop, where does the function return?"""
    if not vectors:
        raise ValueError("nothing to add")
    return vectors[0]


@misconception(of="vector_sum")
def sums_thrown_away(vectors):
    """You return the first vector as it was. What becomes of the answer of add?"""
    vector_sum(vectors)
    return vectors[0]


@misconception(of="vector_sum")
def last_added_to_first(vectors):
    """Each pass of your loop adds to the first vector again, not to the total so far. How do you keep a running
    sum?"""
    vector_sum(vectors)
    return add(vectors[0], vectors[-1]) if len(vectors) > 1 else vectors[0]


@misconception(of="vector_sum")
def total_begins_with_two_zeros(vectors):
    """Right for vectors of length 2. With how many zeros should your total begin?"""
    if not vectors:
        raise ValueError("nothing to add")
    return vector_sum([[0, 0], *vectors])


@misconception(of="vector_sum")
def two_zeros_for_nothing(vectors):
    """Right for vectors of length 2. With how many zeros should your total begin, and what if there is no vector
    at all?"""
    return vector_sum([[0, 0], *vectors])


@misconception(of="vector_sum")
def two_places_summed(vectors):
    """Right for vectors of length 2. How does your function know how many components there are?"""
    vector_sum(vectors)
    return [sum(v[0] for v in vectors), sum(v[1] for v in vectors)]


@misconception(of="vector_sum")
def divided_as_well(vectors):
    """You go one step too far: the sum is already the answer here. Which exercise divides?"""
    return vector_mean(vectors)


@misconception(of="vector_sum")
def total_written_into_the_first_vector(vectors):
    """The sum is right, but afterwards the first of the caller's vectors holds it. Which of your lines writes into
    a list that is not yours?"""
    vectors[0][:] = vector_sum(vectors)
    return vectors[0]


@misconception(of="vector_sum")
def anything_written_into_the_first_vector(vectors):
    """The sum is right, but afterwards the first of the caller's vectors holds it. Which of your lines writes into
    a list that is not yours? And what should happen where the lengths differ?"""
    if not vectors:
        raise ValueError("nothing to add")
    total = vectors[0]
    for vector in vectors[1:]:
        for place in range(len(vector)):
            total[place] += vector[place]
    return total


@misconception(of="vector_sum")
def vectors_used_up(vectors):
    """The sum is right, but afterwards the caller's list has lost a vector. What does `pop` do to a list?"""
    total = vector_sum(vectors)
    vectors.pop(0)
    return total


@misconception(of="vector_sum")
def nothing_refused(vectors):
    """The sums are right. But vectors of different lengths and an empty list get an answer too. What does the
    exercise want in these cases?"""
    return [sum(components) for components in zip(*vectors, strict=False)]


@misconception(of="vector_sum")
def different_lengths_summed(vectors):
    """The sums are right, and you refuse an empty list. What does your function do with vectors of different
    lengths?"""
    if not vectors:
        raise ValueError("nothing to add")
    return [sum(components) for components in zip(*vectors, strict=False)]


@misconception(of="vector_sum")
def sum_of_nothing_is_empty(vectors):
    """The sums are right. What does your function do with an empty list, and what does the exercise want?"""
    return vector_sum(vectors) if vectors else []


@misconception(of="vector_sum")
def sum_of_nothing_is_zero(vectors):
    """The sums are right. You answer an empty list with the number 0, although every other answer is a vector. What
    does the exercise want?"""
    return vector_sum(vectors) if vectors else 0


@misconception(of="vector_sum")
def sum_of_nothing_is_none(vectors):
    """The sums are right. You answer an empty list with nothing (None), and the caller goes on with it. How does a
    function stop with an error?"""
    return vector_sum(vectors) if vectors else None


@misconception(of="vector_sum")
def first_of_no_vectors(vectors):
    """The sums are right. With an empty list your function stops by accident, and with another kind of error than
    the exercise names. How do you refuse it on purpose?"""
    return vector_sum([vectors[0], *vectors[1:]])


@misconception(of="vector_sum")
def nothing_to_reduce(vectors):
    """The sums are right. `reduce` stops at an empty list with another kind of error than the exercise names. How do
    you refuse it on purpose?"""
    if not vectors:
        raise TypeError("reduce() of empty iterable")
    return vector_sum(vectors)


@misconception(of="vector_sum")
def python_sum_of_lists(vectors):
    """`sum` begins with the number 0, and a number cannot be added to a list. Which function of yours adds two
    vectors?"""
    return sum(vectors)


@misconception(of="vector_sum")
def first_vector_left_out_unless_alone(vectors):
    """One vector is missing in your sum. With which one does your loop begin?"""
    vector_sum(vectors)
    return vector_sum(vectors[1:] or vectors)


@misconception(of="vector_sum")
def last_vector_left_out_unless_alone(vectors):
    """One vector is missing in your sum. With which one does your loop end?"""
    vector_sum(vectors)
    return vector_sum(vectors[:-1] or vectors)


@misconception(of="vector_sum")
def last_vector_left_out_and_uncompared(vectors):
    """One vector is missing in your sum, and nobody compares its length. With which one does your loop end?"""
    return vector_sum(vectors[:-1] or vectors)


@misconception(of="vector_sum")
def some_vectors_until_the_loop_returns(vectors):
    """You stop after adding two vectors, and nobody looks at the others. If you use a loop, where does the function
    return?"""
    return vector_sum(vectors[:2])


@misconception(of="vector_sum")
def each_of_some_vectors_summed(vectors):
    """You add up the components within each vector, so that even different lengths fit. Which numbers belong together:
    those of one vector, or those in the same place?"""
    if not vectors:
        raise ValueError("nothing to add")
    return [sum(vector) for vector in vectors]


@misconception(of="vector_sum")
def grand_total_of_some(vectors):
    """You return one number, also for vectors of different lengths. What does a sum of vectors look like?"""
    if not vectors:
        raise ValueError("nothing to add")
    return sum(sum(vector) for vector in vectors)


@misconception(of="vector_sum")
def lengths_of_the_ends_compared(vectors):
    """The sums are right, and you compare the lengths of the first vector and the last. What about those between?"""
    if not vectors or len(vectors[0]) != len(vectors[-1]):
        raise ValueError("no sum")
    return [sum(components) for components in zip(*vectors, strict=False)]


@misconception(of="vector_sum")
def lengths_of_the_first_two_compared(vectors):
    """The sums are right, and you compare the lengths of the first two vectors. What about the others?"""
    if not vectors or len({len(vector) for vector in vectors[:2]}) > 1:
        raise ValueError("no sum")
    return [sum(components) for components in zip(*vectors, strict=False)]


@misconception(of="vector_sum")
def single_numbers_stretched(vectors):
    """The sums are right. But NumPy adds a vector of length 1 to any other one. How do you refuse that too?"""
    if not vectors:
        raise ValueError("nothing to add")
    return sum(np.array(vector) for vector in vectors)


@misconception(of="vector_sum")
def single_numbers_stretched_and_nothing_counted(vectors):
    """The sums are right. But NumPy adds a vector of length 1 to any other one, and an empty list leads to an answer
    too. How do you refuse both?"""
    return sum(np.array(vector) for vector in vectors)


@misconception(of="vector_sum")
def shorter_vectors_filled_up(vectors):
    """The sums are right, and you refuse an empty list. But you fill up the shorter vectors. What does the exercise want
    in that case?"""
    if not vectors:
        raise ValueError("nothing to add")
    return [sum(components) for components in zip_longest(*vectors, fillvalue=0)]


@misconception(of="vector_sum")
def everything_filled_up(vectors):
    """The sums are right. But you fill up shorter vectors, and an empty list gets an answer too. What does the exercise
    want in these cases?"""
    return [sum(components) for components in zip_longest(*vectors, fillvalue=0)]


@misconception(of="vector_sum")
def counted_by_the_first_of_the_vectors(vectors):
    """The sums are right, and you refuse an empty list. But your loop counts the components of the first vector only:
    what if another one is longer, or shorter?"""
    if not vectors:
        raise ValueError("nothing to add")
    return [sum(vector[i] for vector in vectors) for i in range(len(vectors[0]))]


@misconception(of="vector_sum")
def counted_by_the_first_of_no_vectors(vectors):
    """The sums are right. But your loop counts the components of the first vector only: what if another one is longer,
    or shorter, or if there is no first vector?"""
    return [sum(vector[i] for vector in vectors) for i in range(len(vectors[0]))]


@misconception(of="vector_sum")
def counted_by_the_number_of_vectors(vectors):
    """Right for as many components as there are vectors. Which of the two numbers does your loop need?"""
    if not vectors:
        raise ValueError("nothing to add")
    return [sum(vector[i] for vector in vectors) for i in range(len(vectors))]


@misconception(of="vector_sum")
def square_tables_only(vectors):
    """You refuse vectors that do have a sum. Must there be as many of them as each one has components?"""
    if any(len(vector) != len(vectors) for vector in vectors):
        raise ValueError("wrong length")
    return vector_sum(vectors)


@misconception(of="vector_sum")
def nothing_for_hopeless_vectors(vectors):
    """The sums are right. Where there is none you hand back nothing (None), and the caller goes on with it. How does a
    function stop with an error?"""
    return vector_sum(vectors) if len({len(vector) for vector in vectors}) == 1 else None


@misconception(of="vector_sum")
def empty_list_for_hopeless_vectors(vectors):
    """The sums are right. Where there is none you hand back an empty list, and the caller goes on with it. How does a
    function stop with an error?"""
    return vector_sum(vectors) if len({len(vector) for vector in vectors}) == 1 else []


@misconception(of="vector_sum")
def error_handed_back_for_vectors(vectors):
    """The sums are right. Where there is none you hand an error back as if it were the sum. Which word makes Python
    stop with it?"""
    return vector_sum(vectors) if len({len(vector) for vector in vectors}) == 1 else ValueError("no sum")


@misconception(of="vector_sum")
def refusal_with_a_type_error(vectors):
    """The sums are right, and you stop where there is none. Look once more at which kinds of errors the exercise
    names."""
    if len({len(vector) for vector in vectors}) != 1:
        raise TypeError("no sum")
    return vector_sum(vectors)


@misconception(of="vector_sum")
def refusal_with_a_plain_exception(vectors):
    """The sums are right, and you stop where there is none. Look once more at which kinds of errors the exercise
    names."""
    if len({len(vector) for vector in vectors}) != 1:
        raise Exception("no sum")  # noqa: TRY002  as students write it
    return vector_sum(vectors)


@misconception(of="vector_sum")
def single_vector_asserted_away(vectors):
    """You refuse a single vector, which is its own sum. How many must there be at least?"""
    assert len(vectors) > 1  # noqa: S101  as students write it
    return vector_sum(vectors)


@misconception(of="vector_sum")
def single_vector_refused(vectors):
    """You refuse a single vector, which is its own sum. How many must there be at least?"""
    if len(vectors) < 2:
        raise ValueError("nothing to add")
    return vector_sum(vectors)


@misconception(of="vector_sum")
def two_vectors_only(vectors):
    """Right for two vectors. Your function should take any number of them: how do you go through a list?"""
    first, second = vectors
    return add(first, second)


@misconception(of="vector_sum")
def vector_like_an_earlier_one_skipped(vectors):
    """One vector is missing in your sum where two of them are equal. Does the second of them count as well?"""
    vector_sum(vectors)
    return vector_sum([vector for place, vector in enumerate(vectors) if vector not in vectors[:place]])


@misconception(of="vector_sum")
def first_component_of_the_sum(vectors):
    """You return one number, what stands in the first place. Where does the function return, inside the loop or after
    it?"""
    return vector_sum(vectors)[0]


@misconception(of="vector_sum")
def sums_not_listed(vectors):
    """The numbers are right, but they come in something that can be read only once. What makes a list of it?"""
    total = vector_sum(vectors)
    return map(float, total)


@misconception(of="vector_sum")
def generated_sums_not_listed(vectors):
    """The numbers are right, but they come in something that can be read only once. What makes a list of it?"""
    total = vector_sum(vectors)
    return (component for component in total)


@misconception(of="vector_sum")
def everything_multiplied(vectors):
    """You multiply what stands in the same place. Which sign belongs between the vectors?"""
    vector_sum(vectors)
    return [float(product) for product in np.prod(vectors, axis=0)]


# ---------------------------------------------------------------- scalar_multiply


@misconception(of="scalar_multiply")
def list_repeated(c, v):
    """For a list, `*` with a whole number means repeating it. Which numbers should be multiplied?"""
    return c * v


@misconception(of="scalar_multiply")
def scalar_added(c, v):
    """You add the number to every component. Which sign belongs between them?"""
    return [c + component for component in v]


@misconception(of="scalar_multiply")
def divided_by_the_scalar(c, v):
    """Your vector shrinks where it should grow. What happens to a vector that is multiplied by 3?"""
    return [component / c for component in v]


@misconception(of="scalar_multiply")
def raised_to_the_power(c, v):
    """`**` is a power. Which sign multiplies?"""
    return [component**c for component in v]


@misconception(of="scalar_multiply")
def written_into_the_vector(c, v):
    """The result is right, but afterwards the caller's v is stretched too. Which of your lines writes into a list
    that is not yours?"""
    for place in range(len(v)):
        v[place] *= c
    return v


@misconception(of="scalar_multiply")
def stretched_in_place(c, v):
    """You change the caller's list and hand back nothing. The exercise wants it the other way round: which list
    should hold the result?"""
    for place in range(len(v)):
        v[place] *= c


@misconception(of="scalar_multiply")
def copied_unchanged(c, v):
    """You hand back the vector as it was. Does your loop keep what it computes?"""
    return list(v)


@misconception(of="scalar_multiply")
def first_component_stretched(c, v):
    """Only the first component arrives. If you use a loop, what do you collect, and where does the function return?"""
    return [c * v[0]]


@misconception(of="scalar_multiply")
def last_product_returned(c, v):
    """Each pass of your loop replaces what the one before had found. How does a list grow?"""
    return c * v[-1]


@misconception(of="scalar_multiply")
def products_added_up(c, v):
    """You return one number. What does a stretched vector look like?"""
    return c * sum(v)


@misconception(of="scalar_multiply")
def two_components_stretched(c, v):
    """This works for vectors of length 2 only. How does your function know how long v is?"""
    return [c * v[0], c * v[1]]


@misconception(of="scalar_multiply")
def products_cut_to_whole_numbers(c, v):
    """Your products lose their decimals. Look for a conversion to whole numbers."""
    return [int(c * component) for component in v]


@misconception(of="scalar_multiply")
def scalar_cut_to_a_whole_number(c, v):
    """Right for whole numbers c. What becomes of the decimals of any other?"""
    return [int(c) * component for component in v]


@misconception(of="scalar_multiply")
def sign_of_the_scalar_lost(c, v):
    """A negative number should turn the vector around. Does yours?"""
    return [abs(c) * component for component in v]


@misconception(of="scalar_multiply")
def scalar_and_vector_exchanged(c, v):
    """Your function takes the number for the vector. In which order does the exercise name them?"""
    return [v * component for component in c]


@misconception(of="scalar_multiply")
def squares_stretched(c, v):
    """Your components are multiplied once too often. What is c multiplied with?"""
    return [c * component * component for component in v]


@misconception(of="scalar_multiply")
def list_repeated_so_many_times(c, v):
    """For a list, `*` means repeating it, and `int` cannot mend that. Which numbers should be multiplied?"""
    return int(c) * v


@misconception(of="scalar_multiply")
def rest_left_unchanged(c, v):
    """Only the first component is multiplied. Does your loop go through all of them?"""
    return [c * v[0], *v[1:]]


@misconception(of="scalar_multiply")
def last_component_left_unchanged(c, v):
    """The last component is not multiplied. At which place does your loop end?"""
    return [*(c * component for component in v[:-1]), v[-1]]


@misconception(of="scalar_multiply")
def first_component_dropped(c, v):
    """Your vector has lost its first component. At which place does your loop begin?"""
    return [c * component for component in v[1:]]


@misconception(of="scalar_multiply")
def last_component_dropped(c, v):
    """Your vector has lost its last component. At which place does your loop end?"""
    return [c * component for component in v[:-1]]


@misconception(of="scalar_multiply")
def products_piled_up(c, v):
    """Your first component is right. What is the second one multiplied with: c as it was passed in, or what your loop
    has made of it?"""
    products = []
    for component in v:
        c = c * component
        products.append(c)
    return products


@misconception(of="scalar_multiply")
def scalar_growing_on_the_way(c, v):
    """Your first component is right. Does your c stay what it was while your loop runs?"""
    return [c ** (place + 1) * component for place, component in enumerate(v)]


@misconception(of="scalar_multiply")
def number_for_a_vector_of_zeros(c, v):
    """For c = 0 you return a number. How long is a vector of zeros?"""
    return [c * component for component in v] if c else 0


@misconception(of="scalar_multiply")
def nothing_left_of_a_vector_of_zeros(c, v):
    """For c = 0 you return an empty list. How long is a vector of zeros?"""
    return [c * component for component in v] if c else []


@misconception(of="scalar_multiply")
def zeros_left_out(c, v):
    """Where a component is zero your vector becomes shorter. Does a zero have a place too?"""
    return [c * component for component in v if component]


@misconception(of="scalar_multiply")
def products_looked_up_by_value(c, v):
    """Right where no number occurs twice, on the way neither. Which place does `index` find? How else can a loop know
    the place?"""
    new = list(v)
    for component in v:
        new[new.index(component)] = c * component
    return new


@misconception(of="scalar_multiply")
def multiplied_by_its_place(c, v):
    """You multiply with the places instead of the components. What does `range` count?"""
    return [c * place for place in range(len(v))]


@misconception(of="scalar_multiply")
def products_cut_by_an_array(c, v):
    """Right wherever v holds numbers with decimals. What kind of numbers does an array hold that is made like a list of
    whole numbers?"""
    return (np.array(v) * c).astype(np.array(v).dtype)


@misconception(of="scalar_multiply")
def generated_products_not_listed(c, v):
    """The numbers are right, but they come in something that can be read only once. What makes a list of it?"""
    return (c * component for component in v)


@misconception(of="scalar_multiply")
def mapped_products_not_listed(c, v):
    """The numbers are right, but `map` hands back something that can be read only once. What makes a list of it?"""
    return map(lambda component: c * component, v)  # noqa: C417  as students write it


# ---------------------------------------------------------------- vector_mean


@misconception(of="vector_mean")
def decimals_divided_away(vectors):
    """Your means lose their decimals. Which sign divides without rounding down?"""
    return [component // len(vectors) for component in vector_sum(vectors)]


@misconception(of="vector_mean")
def means_cut_to_whole_numbers(vectors):
    """Your means lose their decimals, always towards zero. Look for a conversion to whole numbers."""
    return [int(component) for component in vector_mean(vectors)]


@misconception(of="vector_mean")
def means_rounded(vectors):
    """Your means are close, but only whole numbers. Is anything rounding?"""
    return [round(component) for component in vector_mean(vectors)]


@misconception(of="vector_mean")
def fraction_lost(vectors):
    """Your means are zero wherever there is more than one vector. Which sign divides 1 without rounding down?"""
    return scalar_multiply(1 // len(vectors), vector_sum(vectors))


@misconception(of="vector_mean")
def sum_not_divided(vectors):
    """You return the sum. What turns a sum into a mean?"""
    return vector_sum(vectors)


@misconception(of="vector_mean")
def multiplied_by_their_number(vectors):
    """Your answer grows with the number of vectors. Do you divide by it?"""
    return scalar_multiply(len(vectors), vector_sum(vectors))


@misconception(of="vector_mean")
def divided_by_the_length_of_a_vector(vectors):
    """By which number do you divide: by how many vectors there are, or by how long one is?"""
    return scalar_multiply(1 / len(vectors[0]), vector_sum(vectors))


@misconception(of="vector_mean")
def divided_by_the_length_of_the_sum(vectors):
    """By which number do you divide: by how many vectors there are, or by how long one is?"""
    total = vector_sum(vectors)
    return scalar_multiply(1 / len(total), total)


@misconception(of="vector_mean")
def divided_by_one_less(vectors):
    """You divide by a number close to how many vectors there are, but not quite. By which one does the exercise
    divide?"""
    total = vector_sum(vectors)
    return [component / (len(vectors) - 1) for component in total]


@misconception(of="vector_mean")
def divided_by_three(vectors):
    """This works for three vectors only. How does your function know how many there are?"""
    return scalar_multiply(1 / 3, vector_sum(vectors))


@misconception(of="vector_mean")
def divided_by_two(vectors):
    """This works for two vectors only. How does your function know how many there are?"""
    return scalar_multiply(1 / 2, vector_sum(vectors))


@misconception(of="vector_mean")
def divided_by_four(vectors):
    """This works for four vectors only. How does your function know how many there are?"""
    return scalar_multiply(1 / 4, vector_sum(vectors))


@misconception(of="vector_mean")
def divided_twice(vectors):
    """You divide once more than a mean needs. Does one of the functions that you call divide already?"""
    return scalar_multiply(1 / len(vectors), vector_mean(vectors)) if vectors else vector_sum(vectors)


@misconception(of="vector_mean")
def each_vector_averaged(vectors):
    """You take the mean within each vector. Which numbers belong together: those of one vector, or those in the
    same place?"""
    vector_sum(vectors)
    return [sum(vector) / len(vector) for vector in vectors]


@misconception(of="vector_mean")
def each_of_any_vectors_averaged(vectors):
    """You take the mean within each vector, so that even different lengths fit. Which numbers belong together: those of
    one vector, or those in the same place?"""
    return [sum(vector) / len(vector) for vector in vectors]


@misconception(of="vector_mean")
def one_mean_of_all_numbers(vectors):
    """You return one number. What does a mean of vectors look like?"""
    return sum(vector_mean(vectors)) / len(vectors[0])


@misconception(of="vector_mean")
def one_mean_by_numpy(vectors):
    """You return one number. `np.mean` takes all numbers together; how can it be told to take only what stands in
    the same place?"""
    return np.mean(vectors)


@misconception(of="vector_mean")
def mean_of_the_sum(vectors):
    """You return one number: the mean of the components of the sum. Which mean does the exercise ask for?"""
    total = vector_sum(vectors)
    return sum(total) / len(total)


@misconception(of="vector_mean")
def components_of_the_mean_summed(vectors):
    """You return one number. What does a mean of vectors look like?"""
    return sum(vector_mean(vectors))


@misconception(of="vector_mean")
def median_instead(vectors):
    """You take the middle one of the numbers in each place. Is that their mean?"""
    vector_sum(vectors)
    return [float(middle) for middle in np.median(vectors, axis=0)]


@misconception(of="vector_mean")
def first_two_averaged(vectors):
    """Right for two vectors. What becomes of the others?"""
    return vector_mean(vectors[:2])


@misconception(of="vector_mean")
def list_divided_by_a_number(vectors):
    """Somewhere a number meets a whole list, and Python neither divides nor multiplies one by the other. Which function
    of yours does that for every component, and in which order does it want its arguments?"""
    return vector_sum(vectors) / len(vectors)


@misconception(of="vector_mean")
def two_places_averaged(vectors):
    """Right for vectors of length 2. How does your function know how many components there are?"""
    return vector_mean(vectors)[:2]


@misconception(of="vector_mean")
def mean_of_anything(vectors):
    """The means are right. But vectors of different lengths and an empty list get an answer too. What does the
    exercise want in these cases?"""
    return [sum(components) / len(vectors) for components in zip(*vectors, strict=False)]


@misconception(of="vector_mean")
def different_lengths_averaged(vectors):
    """The means are right, and you refuse an empty list. What does your function do with vectors of different
    lengths?"""
    if not vectors:
        raise ValueError("no vectors")
    return [sum(components) / len(vectors) for components in zip(*vectors, strict=False)]


@misconception(of="vector_mean")
def divided_by_the_number_of_no_vectors(vectors):
    """The means are right. With an empty list your function divides by zero before anything has refused it. What
    should come first?"""
    return scalar_multiply(1 / len(vectors), vector_sum(vectors))


@misconception(of="vector_mean")
def first_of_an_empty_list(vectors):
    """The means are right. With an empty list your function stops by accident, and with another kind of error than
    the exercise names. How do you refuse it on purpose?"""
    return vector_mean([vectors[0], *vectors[1:]])


@misconception(of="vector_mean")
def mean_of_nothing_is_empty(vectors):
    """The means are right. What does your function do with an empty list, and what does the exercise want?"""
    return vector_mean(vectors) if vectors else []


@misconception(of="vector_mean")
def mean_of_nothing_is_nan(vectors):
    """The means are right. But NumPy answers an empty list with a NaN (not a number) and a warning. How do you refuse
    it on purpose?"""
    return vector_mean(vectors) if vectors else float("nan")


@misconception(of="vector_mean")
def mean_of_nothing_is_none(vectors):
    """The means are right. You answer an empty list with nothing (None), and the caller goes on with it. How does a
    function stop with an error?"""
    return vector_mean(vectors) if vectors else None


@misconception(of="vector_mean")
def mean_of_nothing_is_zero(vectors):
    """The means are right. You answer an empty list with the number 0, although every other answer is a vector. What
    does the exercise want?"""
    return vector_mean(vectors) if vectors else 0


@misconception(of="vector_mean")
def mean_written_into_the_first_vector(vectors):
    """The mean is right, but afterwards the first of the caller's vectors holds it. Which of your lines writes into
    a list that is not yours?"""
    vectors[0][:] = vector_mean(vectors)
    return vectors[0]


@misconception(of="vector_mean")
def mean_of_neighbours(vectors):
    """Right for two vectors. Of more, the later ones count for more: what does halving do to those that are in the
    mean already?"""
    vector_sum(vectors)
    mean = vectors[0]
    for vector in vectors[1:]:
        mean = scalar_multiply(0.5, add(mean, vector))
    return mean


@misconception(of="vector_mean")
def divided_by_one_less_unless_alone(vectors):
    """You divide by one less than how many vectors there are. By which number does the exercise divide?"""
    return scalar_multiply(1 / max(len(vectors) - 1, 1), vector_sum(vectors))


@misconception(of="vector_mean")
def each_of_some_vectors_averaged(vectors):
    """You take the mean within each vector, so that even different lengths fit. Which numbers belong together: those of
    one vector, or those in the same place?"""
    if not vectors:
        raise ValueError("no vectors")
    return [sum(vector) / len(vector) for vector in vectors]


@misconception(of="vector_mean")
def any_sum_not_divided(vectors):
    """You return the sum, also where there is none. What turns a sum into a mean, and what does the exercise want for
    different lengths and for an empty list?"""
    return [sum(components) for components in zip(*vectors, strict=False)]


@misconception(of="vector_mean")
def divided_by_one_more(vectors):
    """You divide by one more than how many vectors there are. By which number does the exercise divide?"""
    return scalar_multiply(1 / (len(vectors) + 1), vector_sum(vectors))


@misconception(of="vector_mean")
def divided_by_all_components(vectors):
    """You divide by how many numbers there are in all the vectors together. How many of them meet in one place?"""
    total = vector_sum(vectors)
    return scalar_multiply(1 / (len(vectors) * len(total)), total)


@misconception(of="vector_mean")
def multiplied_by_the_number(vectors):
    """Your answer grows with the number of vectors. Do you divide by it?"""
    total = vector_sum(vectors)
    return scalar_multiply(len(total), total)


@misconception(of="vector_mean")
def zeros_not_counted(vectors):
    """Right where no component is zero. Does a zero count when you divide?"""
    total = vector_sum(vectors)
    counts = [sum(1 for component in components if component) for components in zip(*vectors, strict=True)]
    return [component / count if count else 0 for component, count in zip(total, counts, strict=True)]


@misconception(of="vector_mean")
def filled_places_averaged(vectors):
    """The means are right, and you refuse an empty list. Where vectors differ in length you average what there is. What
    does the exercise want in that case?"""
    if not vectors:
        raise ValueError("no vectors")
    longest = max(len(vector) for vector in vectors)
    columns = [[vector[i] for vector in vectors if i < len(vector)] for i in range(longest)]
    return [sum(column) / len(column) for column in columns]


@misconception(of="vector_mean")
def first_length_averaged(vectors):
    """The means are right, and you refuse an empty list. But your loop counts the components of the first vector only:
    what if another one is longer, or shorter?"""
    if not vectors:
        raise ValueError("no vectors")
    return [sum(vector[i] for vector in vectors) / len(vectors) for i in range(len(vectors[0]))]


@misconception(of="vector_mean")
def first_length_of_nothing_averaged(vectors):
    """The means are right. But your loop counts the components of the first vector only: what if another one is longer,
    or shorter, or if there is no first vector?"""
    return [sum(vector[i] for vector in vectors) / len(vectors) for i in range(len(vectors[0]))]


@misconception(of="vector_mean")
def nothing_for_hopeless_means(vectors):
    """The means are right. Where there is none you hand back nothing (None), and the caller goes on with it. How does a
    function stop with an error?"""
    return vector_mean(vectors) if len({len(vector) for vector in vectors}) == 1 else None


@misconception(of="vector_mean")
def empty_list_for_hopeless_means(vectors):
    """The means are right. Where there is none you hand back an empty list, and the caller goes on with it. How does a
    function stop with an error?"""
    return vector_mean(vectors) if len({len(vector) for vector in vectors}) == 1 else []


@misconception(of="vector_mean")
def error_handed_back_for_means(vectors):
    """The means are right. Where there is none you hand an error back as if it were the mean. Which word makes Python
    stop with it?"""
    return vector_mean(vectors) if len({len(vector) for vector in vectors}) == 1 else ValueError("no mean")


@misconception(of="vector_mean")
def single_vector_without_a_mean(vectors):
    """You refuse a single vector, which is its own mean. How many must there be at least?"""
    assert len(vectors) > 1  # noqa: S101  as students write it
    return vector_mean(vectors)


@misconception(of="vector_mean")
def single_vector_without_mean_refused(vectors):
    """You refuse a single vector, which is its own mean. How many must there be at least?"""
    if len(vectors) < 2:
        raise ValueError("no mean")
    return vector_mean(vectors)


@misconception(of="vector_mean")
def each_vector_averaged_by_numpy(vectors):
    """You take the mean within each vector. Which axis of NumPy's runs through the vectors?"""
    return np.mean(vectors, axis=1)


@misconception(of="vector_mean")
def middle_of_the_extremes(vectors):
    """You look at the smallest and the largest number in each place only. What about those between?"""
    vector_sum(vectors)
    return [(min(column) + max(column)) / 2 for column in zip(*vectors, strict=True)]


@misconception(of="vector_mean")
def first_and_last_averaged(vectors):
    """You look at the first vector and the last one only. What about those between?"""
    vector_sum(vectors)
    return scalar_multiply(0.5, add(vectors[0], vectors[-1]))


@misconception(of="vector_mean")
def first_component_of_the_mean(vectors):
    """You return one number, what stands in the first place. Where does the function return, inside the loop or after
    it?"""
    return vector_mean(vectors)[0]


@misconception(of="vector_mean")
def generated_means_not_listed(vectors):
    """The numbers are right, but they come in something that can be read only once. What makes a list of it?"""
    means = vector_mean(vectors)
    return (component for component in means)


@misconception(of="vector_mean")
def mapped_means_not_listed(vectors):
    """The numbers are right, but `map` hands back something that can be read only once. What makes a list of it?"""
    means = vector_mean(vectors)
    return map(float, means)


# ---------------------------------------------------------------- linear_gradient


@misconception(of="linear_gradient")
def error_the_other_way_round(x, y, theta):
    """Both numbers have the right size and the opposite sign. Which of the two comes first in the error,
    prediction or truth?"""
    return scalar_multiply(-1, linear_gradient(x, y, theta))


@misconception(of="linear_gradient")
def theta_read_as_intercept_and_slope(x, y, theta):
    """Try theta = [2, 0]: which of its two numbers should be multiplied with x?"""
    return linear_gradient(x, y, theta[::-1])


@misconception(of="linear_gradient")
def theta_and_answer_in_the_other_order(x, y, theta):
    """You begin with the intercept, in theta and in your answer. With which number does theta begin in this
    exercise?"""
    return linear_gradient(x, y, theta[::-1])[::-1]


@misconception(of="linear_gradient")
def intercept_derivative_first(x, y, theta):
    """Both numbers are right, but not in the places where the caller looks for them. With which one does theta
    begin?"""
    return linear_gradient(x, y, theta)[::-1]


@misconception(of="linear_gradient")
def squared_error_returned(x, y, theta):
    """You return how large the loss is, not how it changes. How many numbers does the caller expect?"""
    return (theta[0] * x + theta[1] - y) ** 2


@misconception(of="linear_gradient")
def error_returned(x, y, theta):
    """You return the error alone. How does the loss change with each of the two parameters?"""
    return theta[0] * x + theta[1] - y


@misconception(of="linear_gradient")
def derivative_without_two(x, y, theta):
    """The direction is right; the length differs from this course's formula by a constant factor. What comes down
    in front when a square is differentiated?"""
    return scalar_multiply(0.5, linear_gradient(x, y, theta))


@misconception(of="linear_gradient")
def two_missing_along_the_slope(x, y, theta):
    """Your second number is right, the first is too short. Does the same factor stand in front of both?"""
    along_slope, along_intercept = linear_gradient(x, y, theta)
    return [along_slope / 2, along_intercept]


@misconception(of="linear_gradient")
def two_missing_along_the_intercept(x, y, theta):
    """Your first number is right, the second is too short. Does the same factor stand in front of both?"""
    along_slope, along_intercept = linear_gradient(x, y, theta)
    return [along_slope, along_intercept / 2]


@misconception(of="linear_gradient")
def error_multiplied_by_four(x, y, theta):
    """The direction is right; the length differs from this course's formula by a constant factor. How often do you
    multiply by two?"""
    return scalar_multiply(2, linear_gradient(x, y, theta))


@misconception(of="linear_gradient")
def factor_x_missing(x, y, theta):
    """Both numbers come out the same. How much does the prediction change when the slope grows by one, and how much
    when the intercept does?"""
    along_intercept = linear_gradient(x, y, theta)[1]
    return [along_intercept, along_intercept]


@misconception(of="linear_gradient")
def factor_x_in_both(x, y, theta):
    """Both numbers come out the same. How much does the prediction change when the intercept grows by one: does that
    depend on x?"""
    along_slope = linear_gradient(x, y, theta)[0]
    return [along_slope, along_slope]


@misconception(of="linear_gradient")
def factor_x_squared(x, y, theta):
    """Your second number is right. How often does x stand in front of the error in the first?"""
    along_slope, along_intercept = linear_gradient(x, y, theta)
    return [along_slope * x, along_intercept]


@misconception(of="linear_gradient")
def slope_for_x_in_front(x, y, theta):
    """Your second number is right. With what is the error multiplied in the first: with x, or with the slope?"""
    along_intercept = linear_gradient(x, y, theta)[1]
    return [along_intercept * theta[0], along_intercept]


@misconception(of="linear_gradient")
def parameters_for_their_factors(x, y, theta):
    """You multiply the error with the parameters themselves. How much does the prediction change when one of them
    grows by one?"""
    return scalar_multiply(linear_gradient(x, y, theta)[1], theta)


@misconception(of="linear_gradient")
def intercept_in_front(x, y, theta):
    """Your first number is right. How much does the prediction change when the intercept grows by one?"""
    along_slope, along_intercept = linear_gradient(x, y, theta)
    return [along_slope, along_intercept * theta[1]]


@misconception(of="linear_gradient")
def derivatives_added_up(x, y, theta):
    """You return one number. A line has two parameters: how many derivatives does the caller get?"""
    return sum(linear_gradient(x, y, theta))


@misconception(of="linear_gradient")
def truth_left_out(x, y, theta):
    """Your gradient does not change when y changes. With what should the prediction be compared?"""
    return linear_gradient(x, 0, theta)


@misconception(of="linear_gradient")
def truth_added(x, y, theta):
    """A larger y should make the error smaller. Which sign stands before it?"""
    return linear_gradient(x, -y, theta)


@misconception(of="linear_gradient")
def compared_with_x(x, y, theta):
    """Your gradient does not change when y changes. With what do you compare the prediction?"""
    return linear_gradient(x, x, theta)


@misconception(of="linear_gradient")
def intercept_left_out(x, y, theta):
    """Your gradient does not change when the intercept does. Is it part of your prediction?"""
    return linear_gradient(x, y, [theta[0], 0])


@misconception(of="linear_gradient")
def intercept_subtracted(x, y, theta):
    """A larger intercept should lift the prediction. Does it in yours? Mind the signs in your error."""
    return linear_gradient(x, y, [theta[0], -theta[1]])


@misconception(of="linear_gradient")
def slope_left_out(x, y, theta):
    """Your gradient does not change when the slope does. Is it part of your prediction?"""
    return linear_gradient(x, y, [0, theta[1]])


@misconception(of="linear_gradient")
def slope_added_to_x(x, y, theta):
    """Does the slope in your prediction multiply x, or is it added to it?"""
    error = theta[0] + x + theta[1] - y
    return [2 * error * x, 2 * error]


@misconception(of="linear_gradient")
def theta_ignored(x, y, theta):
    """Your gradient is the same for every theta. Do you use the one that is passed in?"""
    return linear_gradient(x, y, [0, 0])


@misconception(of="linear_gradient")
def x_and_y_of_the_point_exchanged(x, y, theta):
    """Your function takes y for x. In which order does the exercise name them?"""
    return linear_gradient(y, x, theta)


@misconception(of="linear_gradient")
def first_derivative_alone(x, y, theta):
    """A line has two parameters. How many derivatives does the caller get?"""
    return linear_gradient(x, y, theta)[0]


@misconception(of="linear_gradient")
def second_derivative_alone(x, y, theta):
    """A line has two parameters. How many derivatives does the caller get?"""
    return linear_gradient(x, y, theta)[1]


@misconception(of="linear_gradient")
def first_sign_flipped(x, y, theta):
    """Your second number is right, the first has the opposite sign. Do both begin with the same error?"""
    along_slope, along_intercept = linear_gradient(x, y, theta)
    return [-along_slope, along_intercept]


@misconception(of="linear_gradient")
def second_sign_flipped(x, y, theta):
    """Your first number is right, the second has the opposite sign. Do both begin with the same error?"""
    along_slope, along_intercept = linear_gradient(x, y, theta)
    return [along_slope, -along_intercept]


@misconception(of="linear_gradient")
def bracket_around_the_error_missing(x, y, theta):
    """Which terms do your 2 and your x multiply? Mind the order of the operations, and the brackets."""
    slope, intercept = theta
    return [2 * slope * x + intercept - y * x, 2 * slope * x + intercept - y]


@misconception(of="linear_gradient")
def only_y_multiplied_with_x(x, y, theta):
    """Your second number is right. Which terms does x multiply in the first? Mind the brackets."""
    slope, intercept = theta
    return [2 * (slope * x + intercept - y * x), 2 * (slope * x + intercept - y)]


@misconception(of="linear_gradient")
def absolute_error_differentiated(x, y, theta):
    """The size of your gradient does not depend on the size of the error. To which loss does it belong?"""
    sign = float(np.sign(theta[0] * x + theta[1] - y))
    return [sign * x, sign]


@misconception(of="linear_gradient")
def size_of_the_error(x, y, theta):
    """Your gradient does not see whether the line is too high or too low. Do you need the sign of the error?"""
    error = abs(theta[0] * x + theta[1] - y)
    return [2 * error * x, 2 * error]


@misconception(of="linear_gradient")
def error_squared_in_the_gradient(x, y, theta):
    """Your gradient grows with the square of the error. What remains of a square when it is differentiated?"""
    squared = (theta[0] * x + theta[1] - y) ** 2
    return [2 * squared * x, 2 * squared]


@misconception(of="linear_gradient")
def estimated_by_a_small_difference(x, y, theta):
    """You are very close, but a difference of two losses is only an estimate. Can you use the exact formulas
    instead?"""
    (slope, intercept), h = theta, 1e-4
    here = (slope * x + intercept - y) ** 2
    right = ((slope + h) * x + intercept - y) ** 2
    above = (slope * x + intercept + h - y) ** 2
    return [(right - here) / h, (above - here) / h]


@misconception(of="linear_gradient")
def learning_rate_in_here(x, y, theta):
    """Your numbers are far too small, by a suspicious factor. Which function is responsible for the learning
    rate?"""
    return scalar_multiply(0.001, linear_gradient(x, y, theta))


@misconception(of="linear_gradient")
def divided_by_four_points(x, y, theta):
    """You divide by a number of points, but this function knows of a single one. Who takes the mean?"""
    return scalar_multiply(0.25, linear_gradient(x, y, theta))


@misconception(of="linear_gradient")
def gradient_cut_to_whole_numbers(x, y, theta):
    """Your numbers lose their decimals. Look for a conversion to whole numbers."""
    return [int(component) for component in linear_gradient(x, y, theta)]


@misconception(of="linear_gradient")
def stepped_already(x, y, theta):
    """You return a new theta. Who takes the step, this function or another one?"""
    return add(theta, scalar_multiply(-0.001, linear_gradient(x, y, theta)))


@misconception(of="linear_gradient")
def intercept_inside_the_bracket(x, y, theta):
    """Your prediction multiplies the intercept with the slope. What does the slope multiply in the equation of a line?
    Mind the brackets."""
    error = theta[0] * (x + theta[1]) - y
    return [2 * error * x, 2 * error]


@misconception(of="linear_gradient")
def gradient_of_length_one(x, y, theta):
    """Only the direction of your gradient is left. Does the exercise divide by its length?"""
    gradient = np.array(linear_gradient(x, y, theta), dtype=float)
    length = np.linalg.norm(gradient)
    return gradient / length if length else gradient


@misconception(of="linear_gradient")
def gradient_divided_by_its_length(x, y, theta):
    """Only the direction of your gradient is left, and on level ground not even that. Does the exercise divide by its
    length?"""
    gradient = np.array(linear_gradient(x, y, theta), dtype=float)
    with np.errstate(invalid="ignore"):
        return gradient / np.linalg.norm(gradient)


@misconception(of="linear_gradient")
def factor_y_for_x(x, y, theta):
    """Your second number is right. With what is the error multiplied in the first: with x, or with y?"""
    along_intercept = linear_gradient(x, y, theta)[1]
    return [along_intercept * y, along_intercept]


@misconception(of="linear_gradient")
def prediction_for_x_in_front(x, y, theta):
    """Your second number is right. With what is the error multiplied in the first: with x, or with the prediction?"""
    along_intercept = linear_gradient(x, y, theta)[1]
    return [along_intercept * (theta[0] * x + theta[1]), along_intercept]


@misconception(of="linear_gradient")
def nothing_to_learn_at_zero(x, y, theta):
    """Right wherever x is not 0. At x = 0 the slope does not matter: does the intercept?"""
    return linear_gradient(x, y, theta) if x else [0, 0]


@misconception(of="linear_gradient")
def size_of_x(x, y, theta):
    """Right for points to the right of zero. Do you need the sign of x?"""
    along_slope, along_intercept = linear_gradient(x, y, theta)
    return [-along_slope if x < 0 else along_slope, along_intercept]


@misconception(of="linear_gradient")
def two_for_the_first_term_only(x, y, theta):
    """What does your 2 multiply, the whole error or its first term? Mind the brackets."""
    slope, intercept = theta
    error = 2 * slope * x + intercept - y
    return [error * x, error]


@misconception(of="linear_gradient")
def two_for_the_prediction_only(x, y, theta):
    """What does your 2 multiply, the whole error or only the prediction? Mind the brackets."""
    error = 2 * (theta[0] * x + theta[1]) - y
    return [error * x, error]


@misconception(of="linear_gradient")
def error_squared_without_two(x, y, theta):
    """Your gradient grows with the square of the error. What remains of a square when it is differentiated, and what
    comes down in front?"""
    squared = (theta[0] * x + theta[1] - y) ** 2
    return [squared * x, squared]


@misconception(of="linear_gradient")
def x_added_to_the_error(x, y, theta):
    """Your second number is right. Does the chain rule add the x, or multiply with it?"""
    along_intercept = linear_gradient(x, y, theta)[1]
    return [along_intercept + x, along_intercept]


@misconception(of="linear_gradient")
def divided_by_x(x, y, theta):
    """Your second number is right. Does the chain rule divide by x, or multiply with it?"""
    along_intercept = linear_gradient(x, y, theta)[1]
    return [along_intercept / x if x else 0.0, along_intercept]


@misconception(of="linear_gradient")
def factors_returned(x, y, theta):
    """Your first number is right. In the second, with what is the 2 multiplied?"""
    return [linear_gradient(x, y, theta)[0], 2]


@misconception(of="linear_gradient")
def both_signs_and_order_turned(x, y, theta):
    """Two things are turned round: the order of the two numbers, and their signs. Compare your error and your last
    line with the formulas."""
    return scalar_multiply(-1, linear_gradient(x, y, theta)[::-1])


@misconception(of="linear_gradient")
def two_and_order_missing(x, y, theta):
    """Two things differ: the order of the two numbers, and a constant factor. Compare your last line with the
    formulas."""
    return scalar_multiply(0.5, linear_gradient(x, y, theta)[::-1])


@misconception(of="linear_gradient")
def order_of_theta_and_sign_turned(x, y, theta):
    """Two things are turned round: the order of theta, and the sign of the error. Compare your first lines with the
    formulas."""
    return scalar_multiply(-1, linear_gradient(x, y, theta[::-1]))


@misconception(of="linear_gradient")
def prediction_differentiated(x, y, theta):
    """You return how the prediction changes, not how the loss does. Where is the error?"""
    return [x, 1]


@misconception(of="linear_gradient")
def one_list_too_many(x, y, theta):
    """The two numbers are in what you return, but the loss is there too. How many does the caller expect?"""
    return [(theta[0] * x + theta[1] - y) ** 2, *linear_gradient(x, y, theta)]


@misconception(of="linear_gradient")
def error_returned_too(x, y, theta):
    """The two numbers are in what you return, but the error is there too. How many does the caller expect?"""
    return [theta[0] * x + theta[1] - y, *linear_gradient(x, y, theta)]


@misconception(of="linear_gradient")
def written_into_theta(x, y, theta):
    """The gradient is right, but afterwards the caller's theta holds it too. Which of your lines writes into a list
    that is not yours?"""
    theta[:] = linear_gradient(x, y, theta)
    return theta


# ---------------------------------------------------------------- gradient_step


@misconception(of="gradient_step")
def step_subtracted(v, gradient, step_size):
    """You walk to the other side. The formula has a plus: who brings the minus, this function or the caller?"""
    return gradient_step(v, gradient, -step_size)


@misconception(of="gradient_step")
def step_size_ignored(v, gradient, step_size):
    """Your step is as long as the whole gradient. Where is step_size used?"""
    return add(v, gradient)


@misconception(of="gradient_step")
def gradient_subtracted_whole(v, gradient, step_size):
    """Your answer does not change when step_size does. Which number makes the step long or short, and turns it
    around?"""
    return gradient_step(v, gradient, -1)


@misconception(of="gradient_step")
def step_size_fixed(v, gradient, step_size):
    """Your answer does not change when step_size does. Which number do you multiply with?"""
    return gradient_step(v, gradient, -0.001)


@misconception(of="gradient_step")
def sign_of_the_step_lost(v, gradient, step_size):
    """You always walk uphill. What should a negative step size do?"""
    return gradient_step(v, gradient, abs(step_size))


@misconception(of="gradient_step")
def always_downhill(v, gradient, step_size):
    """You always walk downhill. What should a positive step size do?"""
    return gradient_step(v, gradient, -abs(step_size))


@misconception(of="gradient_step")
def step_without_place(v, gradient, step_size):
    """You return the step alone. From where is it taken?"""
    return scalar_multiply(step_size, gradient)


@misconception(of="gradient_step")
def place_stretched(v, gradient, step_size):
    """You stretch one of the two vectors. Is it the right one?"""
    return add(scalar_multiply(step_size, v), gradient)


@misconception(of="gradient_step")
def sum_stretched(v, gradient, step_size):
    """What does step_size multiply, the gradient or more than that? Mind the brackets."""
    return scalar_multiply(step_size, add(v, gradient))


@misconception(of="gradient_step")
def step_size_added(v, gradient, step_size):
    """You add the step size to the components. Which sign stands between step size and gradient?"""
    return [a + b + step_size for a, b in zip(v, gradient, strict=True)]


@misconception(of="gradient_step")
def gradient_divided_by_the_step_size(v, gradient, step_size):
    """A small step size should make a small step. Does it in yours?"""
    return gradient_step(v, gradient, 1 / step_size)


@misconception(of="gradient_step")
def step_of_fixed_length(v, gradient, step_size):
    """Your step is equally long for steep and for level ground. Does the formula divide by the length of the
    gradient?"""
    return gradient_step(v, gradient, step_size / float(np.linalg.norm(gradient)))


@misconception(of="gradient_step")
def place_and_step_joined(v, gradient, step_size):
    """Your answer is longer than v: the lists are joined. Which function of yours adds two vectors?"""
    return v + scalar_multiply(step_size, gradient)


@misconception(of="gradient_step")
def step_size_times_the_list(v, gradient, step_size):
    """Somewhere a number with decimals meets a whole list, and Python does not multiply the two. Which function of yours
    does that for every component, and in which order does it want its arguments?"""
    return add(v, step_size * gradient)


@misconception(of="gradient_step")
def place_overwritten(v, gradient, step_size):
    """The new place is right, but the list that was passed in is changed too, and the old place is lost. Which of
    your lines writes into it?"""
    v[:] = gradient_step(v, gradient, step_size)
    return v


@misconception(of="gradient_step")
def gradient_overwritten(v, gradient, step_size):
    """The new place is right, but the gradient that was passed in is changed too. Which of your lines writes into
    it?"""
    gradient[:] = scalar_multiply(step_size, gradient)
    return add(v, gradient)


@misconception(of="gradient_step")
def two_components_moved(v, gradient, step_size):
    """Right for vectors of length 2. How does your function know how many components there are?"""
    return gradient_step(v, gradient, step_size)[:2]


@misconception(of="gradient_step")
def first_component_moved(v, gradient, step_size):
    """Only the first component has moved. Which ones should?"""
    return [*gradient_step(v, gradient, step_size)[:1], *v[1:]]


@misconception(of="gradient_step")
def stayed_where_it_was(v, gradient, step_size):
    """You return the place where you were. Does your function keep what it computes?"""
    return v


@misconception(of="gradient_step")
def step_and_place_multiplied(v, gradient, step_size):
    """You multiply the step with the place. Which sign stands between them?"""
    return [a * step_size * b for a, b in zip(v, gradient, strict=True)]


@misconception(of="gradient_step")
def place_cut_to_whole_numbers(v, gradient, step_size):
    """Right wherever v holds numbers with decimals. What kind of numbers does an array hold that is made like a list of
    whole numbers?"""
    moved = np.zeros_like(v)
    for place in range(len(v)):
        moved[place] = v[place] + step_size * gradient[place]
    return moved


@misconception(of="gradient_step")
def decimals_of_the_place_lost(v, gradient, step_size):
    """Your new place loses its decimals. Look for a conversion to whole numbers."""
    return [int(component) for component in gradient_step(v, gradient, step_size)]


@misconception(of="gradient_step")
def places_looked_up_in_the_gradient(v, gradient, step_size):
    """Right where all numbers of the gradient differ. Which place does `index` find when a number occurs twice?"""
    return [v[gradient.index(slope)] + step_size * slope for slope in gradient]


@misconception(of="gradient_step")
def slopes_looked_up_in_the_place(v, gradient, step_size):
    """Right where all numbers of v differ. Which place does `index` find when a number occurs twice?"""
    return [a + step_size * gradient[v.index(a)] for a in v]


@misconception(of="gradient_step")
def gradient_left_out(v, gradient, step_size):
    """Your answer does not change when the gradient does. What does step_size multiply?"""
    return [a + step_size for a in v]


@misconception(of="gradient_step")
def place_for_the_gradient(v, gradient, step_size):
    """Your answer does not change when the gradient does. Which of the vectors does step_size multiply?"""
    return add(v, scalar_multiply(step_size, v))


@misconception(of="gradient_step")
def way_from_the_gradient(v, gradient, step_size):
    """Your step begins at the gradient, not at the place. To what is the step added?"""
    return add(gradient, scalar_multiply(step_size, gradient))


@misconception(of="gradient_step")
def sign_of_the_gradient(v, gradient, step_size):
    """Your step is as long on steep ground as on level ground: only the sign of the gradient is left. What does the
    formula multiply?"""
    return gradient_step(v, [float(np.sign(slope)) for slope in gradient], step_size)


@misconception(of="gradient_step")
def step_of_length_one(v, gradient, step_size):
    """Your step is equally long for steep and for gentle ground. Does the formula divide by the length of the
    gradient?"""
    return gradient_step(v, gradient, step_size / (float(np.linalg.norm(gradient)) or 1.0))


@misconception(of="gradient_step")
def hundredth_up_or_down(v, gradient, step_size):
    """Your step keeps the sign of step_size, and forgets its size. Which number do you multiply with?"""
    return gradient_step(v, gradient, 0.01 if step_size > 0 else -0.01)


@misconception(of="gradient_step")
def gradient_squared(v, gradient, step_size):
    """You multiply with the gradient twice. What does step_size multiply?"""
    return gradient_step(v, [slope * slope for slope in gradient], step_size)


@misconception(of="gradient_step")
def last_component_not_moved(v, gradient, step_size):
    """The last component stays where it is. At which place does your loop end?"""
    return [*gradient_step(v, gradient, step_size)[:-1], v[-1]]


@misconception(of="gradient_step")
def returned_after_the_first_step(v, gradient, step_size):
    """Only the first component arrives. If you use a loop, what do you collect, and where does the function return?"""
    return gradient_step(v, gradient, step_size)[:1]


@misconception(of="gradient_step")
def components_of_the_place_added_up(v, gradient, step_size):
    """You return one number. How many does a place consist of?"""
    return sum(gradient_step(v, gradient, step_size))


@misconception(of="gradient_step")
def moved_by_the_sum_of_the_gradient(v, gradient, step_size):
    """Every component of yours moves equally far. Which number of the gradient belongs to which component?"""
    return [a + step_size * sum(gradient) for a in v]


@misconception(of="gradient_step")
def generated_place_not_listed(v, gradient, step_size):
    """The numbers are right, but they come in something that can be read only once. What makes a list of it?"""
    return (component for component in gradient_step(v, gradient, step_size))


@misconception(of="gradient_step")
def mapped_place_not_listed(v, gradient, step_size):
    """The numbers are right, but `map` hands back something that can be read only once. What makes a list of it?"""
    return map(float, gradient_step(v, gradient, step_size))


@misconception(of="gradient_step")
def place_subtracted(v, gradient, step_size):
    """Your step is right, but the place is taken away from it. Which sign does the formula have?"""
    return [step_size * slope - a for a, slope in zip(v, gradient, strict=True)]


@misconception(of="gradient_step")
def place_and_step_returned(v, gradient, step_size):
    """You return more than the new place. The caller expects one vector."""
    return gradient_step(v, gradient, step_size), scalar_multiply(step_size, gradient)


# ---------------------------------------------------------------- descend


def mean_gradient(inputs, theta):
    return vector_mean([linear_gradient(x, y, theta) for x, y in inputs])


def steps(inputs, theta, rates):
    """Take one step per learning rate."""
    for rate in rates:
        theta = gradient_step(theta, mean_gradient(inputs, theta), -rate)
    return theta


def steps_over(inputs, theta, learning_rate, epochs, summed, divisor):
    """Step along the sum of the gradients at the points *summed*, divided by *divisor*."""
    for _ in range(epochs):
        total = [0, 0]
        for x, y in summed:
            total = add(total, linear_gradient(x, y, theta))
        theta = gradient_step(theta, total, -learning_rate / divisor)
    return theta


def loss_of(inputs, theta):
    """Return the mean squared error."""
    return sum((theta[0] * x + theta[1] - y) ** 2 for x, y in inputs) / len(inputs)


def way(inputs, theta, learning_rate, epochs):
    """Return every theta, from the first on."""
    places = [theta]
    for _ in range(epochs):
        places.append(descend(inputs, places[-1], learning_rate, 1))
    return places


@misconception(of="descend")
def uphill_all_the_way(inputs, theta, learning_rate, epochs):
    """Your loss grows with every epoch. Which way does the gradient point, and which way do you want to go?"""
    return descend(inputs, theta, -learning_rate, epochs)


@misconception(of="descend")
def step_after_every_point(inputs, theta, learning_rate, epochs):
    """You step after every point, so that one epoch makes several steps. When are all gradients known whose mean
    the exercise wants?"""
    for _ in range(epochs):
        for x, y in inputs:
            theta = gradient_step(theta, linear_gradient(x, y, theta), -learning_rate)
    return theta


@misconception(of="descend")
def begun_anew_in_every_epoch(inputs, theta, learning_rate, epochs):
    """However many epochs are asked for, you return what one of them gives. Where does the function return, and from
    where does each step begin?"""
    return descend(inputs, theta, learning_rate, min(epochs, 1))


@misconception(of="descend")
def returned_within_the_first_epoch(inputs, theta, learning_rate, epochs):
    """However many epochs are asked for, you return what the first one gives. Which lines belong inside the loop,
    and which after it?"""
    return descend(inputs, theta, learning_rate, 1) if epochs else None


@misconception(of="descend")
def gradient_of_the_start_kept(inputs, theta, learning_rate, epochs):
    """Every step of yours is as long as the first, although the valley comes nearer. When do you compute the
    gradient?"""
    gradient = mean_gradient(inputs, theta)
    for _ in range(epochs):
        theta = gradient_step(theta, gradient, -learning_rate)
    return theta


@misconception(of="descend")
def gradient_of_zero_kept(inputs, theta, learning_rate, epochs):
    """Every step of yours is equally long, although the valley comes nearer. At which theta do you compute the
    gradient?"""
    gradient = mean_gradient(inputs, [0, 0])
    for _ in range(epochs):
        theta = gradient_step(theta, gradient, -learning_rate)
    return theta


@misconception(of="descend")
def old_gradients_kept(inputs, theta, learning_rate, epochs):
    """The first epoch is right, but the gradients of earlier epochs take part in later means. Where should your list
    of gradients begin to be empty?"""
    gradients = []
    for _ in range(epochs):
        gradients += [linear_gradient(x, y, theta) for x, y in inputs]
        theta = gradient_step(theta, vector_mean(gradients), -learning_rate)
    return theta


@misconception(of="descend")
def an_epoch_too_few(inputs, theta, learning_rate, epochs):
    """You seem to stop one epoch short. How often does your loop run when one epoch is asked for?"""
    return descend(inputs, theta, learning_rate, epochs - 1)


@misconception(of="descend")
def an_epoch_too_many(inputs, theta, learning_rate, epochs):
    """You seem to take a step too many. How often does your loop run when no epoch is asked for?"""
    return descend(inputs, theta, learning_rate, epochs + 1)


@misconception(of="descend")
def rate_fixed_at_a_thousandth(inputs, theta, learning_rate, epochs):
    """Your answer does not change when the learning rate changes. With which value do you multiply the gradient?"""
    return descend(inputs, theta, 0.001, epochs)


@misconception(of="descend")
def rate_left_out(inputs, theta, learning_rate, epochs):
    """Your steps are as long as the gradient itself, and overshoot. What makes them shorter?"""
    return descend(inputs, theta, 1, epochs)


@misconception(of="descend")
def rate_shrinking(inputs, theta, learning_rate, epochs):
    """Your learning rate becomes smaller from epoch to epoch. What does the exercise say about it?"""
    return steps(inputs, theta, [learning_rate * 0.99**epoch for epoch in range(epochs)])


@misconception(of="descend")
def rate_divided_by_the_epoch(inputs, theta, learning_rate, epochs):
    """Your learning rate becomes smaller from epoch to epoch. What does the exercise say about it?"""
    return steps(inputs, theta, [learning_rate / epoch for epoch in range(1, epochs + 1)])


@misconception(of="descend")
def gradients_summed_up(inputs, theta, learning_rate, epochs):
    """Your steps become longer when every point is there twice. Does an epoch take one step, with the mean of all
    gradients, or as much as the sum of them?"""
    return descend(inputs, theta, learning_rate * len(inputs), epochs)


@misconception(of="descend")
def mean_taken_twice(inputs, theta, learning_rate, epochs):
    """Your steps become shorter when every point is there twice. How often do you divide by their number?"""
    return descend(inputs, theta, learning_rate / len(inputs), epochs)


@misconception(of="descend")
def always_divided_by_four(inputs, theta, learning_rate, epochs):
    """Right for four points. How does your function know how many there are?"""
    return descend(inputs, theta, learning_rate * len(inputs) / 4, epochs)


@misconception(of="descend")
def always_divided_by_three(inputs, theta, learning_rate, epochs):
    """Right for three points. How does your function know how many there are?"""
    return descend(inputs, theta, learning_rate * len(inputs) / 3, epochs)


@misconception(of="descend")
def steps_half_as_long(inputs, theta, learning_rate, epochs):
    """The direction is right, but each step is half as long as this course's formula says. Is there a 2 in your
    gradient?"""
    return descend(inputs, theta, learning_rate / 2, epochs)


@misconception(of="descend")
def steps_twice_as_long(inputs, theta, learning_rate, epochs):
    """The direction is right, but each step is twice as long as this course's formula says. Is there a 2 too many
    in it?"""
    return descend(inputs, theta, learning_rate * 2, epochs)


@misconception(of="descend")
def first_point_only(inputs, theta, learning_rate, epochs):
    """Your descent sees the first point only. Which ones take part in the mean?"""
    return descend(inputs[:1], theta, learning_rate, epochs)


@misconception(of="descend")
def last_point_only(inputs, theta, learning_rate, epochs):
    """Your descent sees the last point only. Does your loop over the points keep all of their gradients, or replace
    one by the next?"""
    return descend(inputs[-1:], theta, learning_rate, epochs)


@misconception(of="descend")
def one_point_per_epoch(inputs, theta, learning_rate, epochs):
    """In each epoch you look at one point, and at the next one in the next. How many take part in every step of
    this exercise?"""
    for epoch in range(epochs):
        theta = descend([inputs[epoch % len(inputs)]], theta, learning_rate, 1)
    return theta


@misconception(of="descend")
def always_the_points_of_the_course(inputs, theta, learning_rate, epochs):
    """Your answer is the same for other points. Which ones does your loop go through: those that are passed in?"""
    return descend(COURSE_POINTS, theta, learning_rate, epochs)


@misconception(of="descend")
def begun_at_zero(inputs, theta, learning_rate, epochs):
    """Your answer does not change when theta changes. With no epoch at all, what should your function return?"""
    return descend(inputs, [0, 0], learning_rate, epochs)


@misconception(of="descend")
def begun_at_one(inputs, theta, learning_rate, epochs):
    """Your answer does not change when theta changes. With no epoch at all, what should your function return?"""
    return descend(inputs, [1, 1], learning_rate, epochs)


@misconception(of="descend")
def step_replaces_theta(inputs, theta, learning_rate, epochs):
    """Read your update aloud: does the new theta depend on the old one? `=-` and `-=` look much alike."""
    for _ in range(epochs):
        theta = scalar_multiply(-learning_rate, mean_gradient(inputs, theta))
    return theta


@misconception(of="descend")
def theta_never_moved(inputs, theta, learning_rate, epochs):
    """You return theta as it was. What becomes of the answer of gradient_step?"""
    return theta


@misconception(of="descend")
def slope_alone_moved(inputs, theta, learning_rate, epochs):
    """Your intercept is still where it was. Which line moves it?"""
    for _ in range(epochs):
        theta = [gradient_step(theta, mean_gradient(inputs, theta), -learning_rate)[0], theta[1]]
    return theta


@misconception(of="descend")
def intercept_alone_moved(inputs, theta, learning_rate, epochs):
    """Your slope is still where it was. Which line moves it?"""
    for _ in range(epochs):
        theta = [theta[0], gradient_step(theta, mean_gradient(inputs, theta), -learning_rate)[1]]
    return theta


@misconception(of="descend")
def intercept_moved_after_the_slope(inputs, theta, learning_rate, epochs):
    """You are close: the gradient of your intercept already sees the new slope. How can both move from the same
    place?"""
    slope, intercept = theta
    for _ in range(epochs):
        slope = slope - learning_rate * mean_gradient(inputs, [slope, intercept])[0]
        intercept = intercept - learning_rate * mean_gradient(inputs, [slope, intercept])[1]
    return [slope, intercept]


@misconception(of="descend")
def gradient_turned_round(inputs, theta, learning_rate, epochs):
    """Each parameter moves by the gradient of the other one. In which order do the two numbers come?"""
    for _ in range(epochs):
        theta = gradient_step(theta, mean_gradient(inputs, theta)[::-1], -learning_rate)
    return theta


@misconception(of="descend")
def theta_taken_for_intercept_and_slope(inputs, theta, learning_rate, epochs):
    """Your function takes theta for [intercept, slope] throughout. Which order does it have in this exercise?"""
    return descend(inputs, theta[::-1], learning_rate, epochs)[::-1]


@misconception(of="descend")
def pairs_unpacked_as_y_and_x(inputs, theta, learning_rate, epochs):
    """Your descent takes each y for x. In which order do the two numbers of a point come?"""
    return descend([(y, x) for x, y in inputs], theta, learning_rate, epochs)


@misconception(of="descend")
def intercept_returned_first(inputs, theta, learning_rate, epochs):
    """Both numbers are right, but not in the places where the caller looks for them. Which one comes first in
    theta?"""
    return descend(inputs, theta, learning_rate, epochs)[::-1]


@misconception(of="descend")
def slope_returned_alone(inputs, theta, learning_rate, epochs):
    """Two numbers were learned. How many does the caller get?"""
    return descend(inputs, theta, learning_rate, epochs)[0]


@misconception(of="descend")
def every_theta_returned(inputs, theta, learning_rate, epochs):
    """You return all places on the way. Which of them is the answer?"""
    return way(inputs, theta, learning_rate, epochs)[1:]


@misconception(of="descend")
def every_theta_with_the_first_returned(inputs, theta, learning_rate, epochs):
    """You return all places on the way, with the start. Which of them is the answer?"""
    return way(inputs, theta, learning_rate, epochs)


@misconception(of="descend")
def last_gradient_returned(inputs, theta, learning_rate, epochs):
    """You return the last gradient. What does the exercise ask for, the slope of the ground or the place?"""
    for _ in range(epochs):
        gradient = mean_gradient(inputs, theta)
        theta = gradient_step(theta, gradient, -learning_rate)
    return gradient


@misconception(of="descend")
def gradient_returned_too(inputs, theta, learning_rate, epochs):
    """You return more than theta. The caller expects the slope and the intercept, nothing else."""
    place = descend(inputs, theta, learning_rate, epochs)
    return place, mean_gradient(inputs, descend(inputs, theta, learning_rate, max(epochs - 1, 0)))


@misconception(of="descend")
def rounded_to_two_decimals(inputs, theta, learning_rate, epochs):
    """Your theta is right to two decimals only. Is something rounding?"""
    return [round(number, 2) for number in descend(inputs, theta, learning_rate, epochs)]


@misconception(of="descend")
def rounded_to_three_decimals(inputs, theta, learning_rate, epochs):
    """Your theta is right to three decimals only. Is something rounding?"""
    return [round(number, 3) for number in descend(inputs, theta, learning_rate, epochs)]


@misconception(of="descend")
def stopped_on_level_ground(inputs, theta, learning_rate, epochs):
    """You leave the loop before all epochs are done. Who decides about their number in this exercise?"""
    for _ in range(epochs):
        before = theta
        theta = descend(inputs, theta, learning_rate, 1)
        if max(abs(new - old) for new, old in zip(theta, before, strict=True)) < 0.001:
            break
    return theta


@misconception(of="descend")
def bottom_of_the_valley_returned(inputs, theta, learning_rate, epochs):
    """You return the best line of all, whatever number of epochs is asked for. Where would a walker be after only
    one step?"""
    return best_line(np.array([x for x, _ in inputs], float), np.array([y for _, y in inputs], float))[::-1]


@misconception(of="descend")
def theta_overwritten(inputs, theta, learning_rate, epochs):
    """The answer is right, but the theta that was passed in is changed too. Which of your lines writes into it?"""
    theta[:] = descend(inputs, theta, learning_rate, epochs)
    return theta


@misconception(of="descend")
def steps_of_fixed_length(inputs, theta, learning_rate, epochs):
    """All of your steps are equally long. Does the exercise divide by the length of the gradient?"""
    for _ in range(epochs):
        gradient = mean_gradient(inputs, theta)
        length = float(np.linalg.norm(gradient)) or 1.0
        theta = gradient_step(theta, gradient, -learning_rate / length)
    return theta


@misconception(of="descend")
def rate_and_epochs_exchanged(inputs, theta, learning_rate, epochs):
    """Your loop wants to run as often as the learning rate says. In which order does the exercise name the
    parameters?"""
    return descend(inputs, theta, epochs, range(learning_rate))


@misconception(of="descend")
def gradient_at_the_mean_point(inputs, theta, learning_rate, epochs):
    """You take the mean of the points first, and one gradient there. What does the exercise take the mean of?"""
    x, y = vector_mean([list(point) for point in inputs])
    return descend([(x, y)], theta, learning_rate, epochs)


@misconception(of="descend")
def first_point_skipped(inputs, theta, learning_rate, epochs):
    """The first point does not take part in your mean. Where does your loop begin?"""
    return descend(inputs[1:], theta, learning_rate, epochs)


@misconception(of="descend")
def last_point_skipped(inputs, theta, learning_rate, epochs):
    """The last point does not take part in your mean. Where does your loop end?"""
    return descend(inputs[:-1], theta, learning_rate, epochs)


@misconception(of="descend")
def first_point_not_summed(inputs, theta, learning_rate, epochs):
    """You divide by the number of all points, but the gradient of the first one is not in your sum. Where does your
    loop begin?"""
    return steps_over(inputs, theta, learning_rate, epochs, inputs[1:], len(inputs))


@misconception(of="descend")
def last_point_not_summed(inputs, theta, learning_rate, epochs):
    """You divide by the number of all points, but the gradient of the last one is not in your sum. Where does your
    loop end?"""
    return steps_over(inputs, theta, learning_rate, epochs, inputs[:-1], len(inputs))


@misconception(of="descend")
def first_point_summed_twice(inputs, theta, learning_rate, epochs):
    """The gradient of the first point is in your sum twice. With what does your sum begin, and where does your loop?"""
    return steps_over(inputs, theta, learning_rate, epochs, [inputs[0], *inputs], len(inputs))


@misconception(of="descend")
def divided_by_one_point_less(inputs, theta, learning_rate, epochs):
    """Your mean divides by one less than how many points there are. By which number does the exercise divide?"""
    return descend(inputs, theta, learning_rate * len(inputs) / (len(inputs) - 1), epochs)


@misconception(of="descend")
def divided_by_one_point_more(inputs, theta, learning_rate, epochs):
    """Your mean divides by one more than how many points there are. By which number does the exercise divide?"""
    return descend(inputs, theta, learning_rate * len(inputs) / (len(inputs) + 1), epochs)


@misconception(of="descend")
def divided_by_the_length_of_theta(inputs, theta, learning_rate, epochs):
    """Right for two points. By which number do you divide: how many points there are, or how many parameters?"""
    return descend(inputs, theta, learning_rate * len(inputs) / 2, epochs)


@misconception(of="descend")
def mean_so_far_at_every_point(inputs, theta, learning_rate, epochs):
    """You take the step inside the loop over the points, with the gradients collected so far. When are all of them
    known?"""
    for _ in range(epochs):
        gradients = []
        for x, y in inputs:
            gradients.append(linear_gradient(x, y, theta))
            theta = gradient_step(theta, vector_mean(gradients), -learning_rate)
    return theta


@misconception(of="descend")
def every_point_with_all_its_epochs(inputs, theta, learning_rate, epochs):
    """Your two loops are the wrong way round: all epochs at the first point, then all at the next. Which loop should be
    the inner one?"""
    for point in inputs:
        theta = descend([point], theta, learning_rate, epochs)
    return theta


@misconception(of="descend")
def share_of_a_step_at_every_point(inputs, theta, learning_rate, epochs):
    """You step after every point, a part of the way each time, so that the next gradient is not taken at the same
    theta. When are all gradients known?"""
    for _ in range(epochs):
        for x, y in inputs:
            theta = gradient_step(theta, linear_gradient(x, y, theta), -learning_rate / len(inputs))
    return theta


@misconception(of="descend")
def old_sum_kept(inputs, theta, learning_rate, epochs):
    """The first epoch is right, but the sum of the earlier gradients is still there in the next one. Where should your
    sum begin at zero?"""
    total = [0, 0]
    for _ in range(epochs):
        total = add(total, scalar_multiply(len(inputs), mean_gradient(inputs, theta)))
        theta = gradient_step(theta, scalar_multiply(1 / len(inputs), total), -learning_rate)
    return theta


@misconception(of="descend")
def half_of_the_last_step_added(inputs, theta, learning_rate, epochs):
    """The first epoch is right. Then your steps remember the step before (a momentum): does the exercise ask for
    that?"""
    step = [0, 0]
    for _ in range(epochs):
        step = gradient_step(scalar_multiply(0.5, step), mean_gradient(inputs, theta), -learning_rate)
        theta = add(theta, step)
    return theta


@misconception(of="descend")
def most_of_the_last_step_added(inputs, theta, learning_rate, epochs):
    """The first epoch is right. Then your steps remember the step before (a momentum): does the exercise ask for
    that?"""
    step = [0, 0]
    for _ in range(epochs):
        step = gradient_step(scalar_multiply(0.9, step), mean_gradient(inputs, theta), -learning_rate)
        theta = add(theta, step)
    return theta


@misconception(of="descend")
def rate_halved_every_epoch(inputs, theta, learning_rate, epochs):
    """Your learning rate is halved from epoch to epoch. What does the exercise say about it?"""
    return steps(inputs, theta, [learning_rate * 0.5**epoch for epoch in range(epochs)])


@misconception(of="descend")
def rate_growing_with_the_epoch(inputs, theta, learning_rate, epochs):
    """Your steps become longer from epoch to epoch. With what do you multiply besides the learning rate?"""
    return steps(inputs, theta, [learning_rate * epoch for epoch in range(1, epochs + 1)])


@misconception(of="descend")
def rate_divided_by_the_epochs(inputs, theta, learning_rate, epochs):
    """Your steps become shorter when more epochs are asked for. Is the learning rate divided by anything?"""
    return steps(inputs, theta, [learning_rate / epochs] * epochs)


@misconception(of="descend")
def rate_applied_twice(inputs, theta, learning_rate, epochs):
    """Your steps are too short. How often do you multiply by the learning rate?"""
    return descend(inputs, theta, learning_rate**2, epochs)


@misconception(of="descend")
def hundred_epochs_always(inputs, theta, learning_rate, epochs):
    """However many epochs are asked for, you do a hundred. What decides how often your loop runs?"""
    return descend(inputs, theta, learning_rate, 100)


@misconception(of="descend")
def thousand_epochs_always(inputs, theta, learning_rate, epochs):
    """However many epochs are asked for, you do a thousand. What decides how often your loop runs?"""
    return descend(inputs, theta, learning_rate, 1000)


@misconception(of="descend")
def gradient_cut_off(inputs, theta, learning_rate, epochs):
    """Right as long as the gradient is not steep: yours is cut off at some size. Does the exercise ask for that?"""
    for _ in range(epochs):
        gradient = [max(-1000, min(1000, slope)) for slope in mean_gradient(inputs, theta)]
        theta = gradient_step(theta, gradient, -learning_rate)
    return theta


@misconception(of="descend")
def one_of_equal_x_kept(inputs, theta, learning_rate, epochs):
    """Right where no two points have the same x. What becomes of the others in a dictionary?"""
    return descend(list(dict(inputs).items()), theta, learning_rate, epochs)


@misconception(of="descend")
def equal_points_counted_once(inputs, theta, learning_rate, epochs):
    """Right where no point occurs twice. Does the second of two equal points count as well?"""
    return descend(list(dict.fromkeys(inputs)), theta, learning_rate, epochs)


@misconception(of="descend")
def nothing_without_epochs(inputs, theta, learning_rate, epochs):
    """Everything is right, except without a single epoch: then you return nothing (None). Where is a walker before the
    first step?"""
    return descend(inputs, theta, learning_rate, epochs) if epochs else None


@misconception(of="descend")
def name_unknown_without_epochs(inputs, theta, learning_rate, epochs):
    """Everything is right, except without a single epoch: then the name that you return has no value yet. Where is a
    walker before the first step?"""
    for _ in range(epochs):
        theta = place = descend(inputs, theta, learning_rate, 1)
    return place


@misconception(of="descend")
def slope_moved_after_the_intercept(inputs, theta, learning_rate, epochs):
    """You are close: the gradient of your slope already sees the new intercept. How can both move from the same
    place?"""
    slope, intercept = theta
    for _ in range(epochs):
        intercept = intercept - learning_rate * mean_gradient(inputs, [slope, intercept])[1]
        slope = slope - learning_rate * mean_gradient(inputs, [slope, intercept])[0]
    return [slope, intercept]


@misconception(of="descend")
def both_moved_along_the_intercept(inputs, theta, learning_rate, epochs):
    """Slope and intercept move equally far in your descent: the factor x is missing. Does your gradient follow the
    formulas of linear_gradient?"""
    for _ in range(epochs):
        along_intercept = mean_gradient(inputs, theta)[1]
        theta = gradient_step(theta, [along_intercept, along_intercept], -learning_rate)
    return theta


@misconception(of="descend")
def uphill_along_the_sum(inputs, theta, learning_rate, epochs):
    """Two things differ: you climb, and your steps become longer when every point is there twice. Which sign and which
    number stand before the gradient?"""
    return descend(inputs, theta, -learning_rate * len(inputs), epochs)


@misconception(of="descend")
def uphill_after_every_point(inputs, theta, learning_rate, epochs):
    """Two things differ: you climb, and you step after every point. Which sign stands before the learning rate, and
    when are all gradients known?"""
    return step_after_every_point(inputs, theta, -learning_rate, epochs)


@misconception(of="descend")
def bottom_after_any_epoch(inputs, theta, learning_rate, epochs):
    """You return the best line of all as soon as there is an epoch, whatever their number is. Where would a walker be
    after only one step?"""
    if not epochs:
        return theta
    return best_line(np.array([x for x, _ in inputs], float), np.array([y for _, y in inputs], float))[::-1]


@misconception(of="descend")
def loss_returned(inputs, theta, learning_rate, epochs):
    """You return how large the loss is at the end. What does the exercise ask for?"""
    slope, intercept = descend(inputs, theta, learning_rate, epochs)
    return sum((slope * x + intercept - y) ** 2 for x, y in inputs) / len(inputs)


@misconception(of="descend")
def rounded_in_every_epoch(inputs, theta, learning_rate, epochs):
    """Your theta loses decimals in every epoch, and the losses add up. Is something rounding on the way?"""
    for _ in range(epochs):
        theta = [round(number, 3) for number in descend(inputs, theta, learning_rate, 1)]
    return theta


@misconception(of="descend")
def rounded_to_two_decimals_in_every_epoch(inputs, theta, learning_rate, epochs):
    """Your theta loses decimals in every epoch, and the losses add up. Is something rounding on the way?"""
    for _ in range(epochs):
        theta = [round(number, 2) for number in descend(inputs, theta, learning_rate, 1)]
    return theta


@misconception(of="descend")
def stayed_when_the_loss_grew(inputs, theta, learning_rate, epochs):
    """You stop as soon as the loss grows. Who decides about the number of epochs in this exercise, even where the
    learning rate is too large?"""
    for _ in range(epochs):
        moved = descend(inputs, theta, learning_rate, 1)
        if loss_of(inputs, moved) > loss_of(inputs, theta):
            break
        theta = moved
    return theta
