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
    """The library wants a matrix with a row for each point, and got a flat array. What should stand in it
    besides x?"""
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
    joined = []
    for vector in vectors:
        joined += vector
    return joined


@misconception(of="vector_sum")
def first_vector_twice(vectors):
    """Your sum is too large, by exactly one of the vectors. With what does your total begin, and with which vector
    does your loop?"""
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


# ---------------------------------------------------------------- descend


def mean_gradient(inputs, theta):
    return vector_mean([linear_gradient(x, y, theta) for x, y in inputs])


def steps(inputs, theta, rates):
    """Take one step per learning rate."""
    for rate in rates:
        theta = gradient_step(theta, mean_gradient(inputs, theta), -rate)
    return theta


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
    """However many epochs are asked for, you return what one of them gives: each forgets the one before. From where
    does each step begin?"""
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
    return [descend(inputs, theta, learning_rate, epoch) for epoch in range(1, min(epochs, 12) + 1)]


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
