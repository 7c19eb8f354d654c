#!/usr/bin/env python
# coding: utf-8

# # How many visitors tomorrow?
# 
# You run the ticket office of an amusement park. On cold days a few dozen people come, on hot days several hundred, and every evening you must decide how many people will work tomorrow. You know tomorrow's temperature from the forecast. You would like to know the number of visitors.
# 
# In this notebook you teach a program to guess that number from fourteen past days. You will write seven short functions that build on one another. The sixth answers the question for a day of 33 °C, the seventh finds out by itself when to stop.

# ## How to work with this notebook
# 
# - Write your code where it says `YOUR CODE HERE`, and delete the line `raise NotImplementedError()`.
# - **Return** your result. A function that only prints it shows you a number, but hands nothing to the function that called it.
# - Keep the name of each function and the order of its parameters. What happens inside is up to you: arrays or loops, one line or ten. Only leave the arrays that you are given as they are.
# - Under every exercise is a cell that checks a few examples. Run it as often as you like. When it says nothing, your function has passed it.
# - After you have handed in, your functions are also asked about other numbers and other data. So never rely on there being fourteen days.
# 
# Stuck on one exercise? Go on with the next one. Each has points of its own, 17 in all.

# In[1]:


import matplotlib.pyplot as plt
import numpy as np


# ## The data
# 
# The file `park.csv` has one line for each day: the temperature in °C and the number of visitors. The next cell reads it into two arrays of the same length. Day number `i` had the temperature `temperatures[i]` and brought `visitors[i]` guests.

# In[2]:


temperatures, visitors = np.loadtxt("park.csv", delimiter=",", skiprows=1, unpack=True)

print(len(temperatures), "days, from", min(temperatures), "°C to", max(temperatures), "°C")


# In[3]:


plt.scatter(temperatures, visitors)
plt.title("Warm days bring visitors")
plt.xlabel("temperature (°C)")
plt.ylabel("visitors")
plt.grid(alpha=0.3)


# ## 1. A line that predicts (2 points)
# 
# The points in the picture climb from left to right, so we try a straight line:
# 
# $$\hat y = w\,x + b$$
# 
# Here $x$ is a temperature and $\hat y$ ("y hat") is the number of visitors that the line predicts for it. The **weight** $w$ says how many more visitors one more degree brings. The **bias** $b$ moves the whole line up or down.
# 
# *Example.* With $w = 4$ and $b = 10$, a day of 20 °C gets the prediction $4 \cdot 20 + 10 = 90$.
# 
# Write `predict`. It takes an array `X` of temperatures and returns an array of the same length: one prediction for each temperature.

# In[4]:


def predict(X, w, b):
    """Return the predicted number of visitors for each temperature in X."""
    # YOUR CODE HERE
    y_hat = w*X + b
    return y_hat


# In[5]:


# Check predict.
test_X = np.array([10.0, 20.0, 30.0, 40.0])
try:
    predictions = predict(test_X, 4, 10)
except NotImplementedError:
    raise AssertionError("predict is not written yet.") from None

assert predictions is not None, "predict returns nothing. Does it only print?"
assert np.shape(predictions) == (4,), "predict should return a number for each temperature."
assert np.allclose(predictions, [50, 90, 130, 170]), f"Expected 50, 90, 130, 170; got {predictions}."
assert np.allclose(predict(test_X, 1.25, -3), [9.5, 22, 34.5, 47]), "Wrong for w = 1.25, b = -3."


# ## 2. How wrong is a line? (2 points)
# 
# Different $w$ and $b$ make different lines. To choose among them we need one number that says how badly a line fits. It is called the **loss**, and small is good.
# 
# The **error** of one day is prediction minus truth, $\hat y_i - y_i$. Errors can be positive or negative, so we square them before we take the mean over all $n$ days. The result is the *mean squared error*:
# 
# $$L(w, b) = \frac{1}{n} \sum_{i=1}^{n} \left( w\,x_i + b - y_i \right)^2$$

# ### The loss by hand
# 
# Four made-up days and the line $w = 4$, $b = 10$:
# 
# | temperature $x$ | visitors $y$ | prediction $4x + 10$ | error | error squared |
# |---:|---:|---:|---:|---:|
# | 10 | 40 | 50 | 10 | 100 |
# | 20 | 96 | 90 | −6 | 36 |
# | 30 | 126 | 130 | 4 | 16 |
# | 40 | 174 | 170 | −4 | 16 |
# 
# The squares add up to 168. There are four days, so the loss is $168 / 4 = 42$.
# 
# Write `loss`. It takes the temperatures `X`, the visitors `Y`, and a line, and returns one number. Your `predict` can do half of the work.

# In[6]:


def loss(X, Y, w, b):
    """Return the mean squared error of the line (w, b) on the days X, Y."""
    # YOUR CODE HERE
    errors = predict(X, w, b) - Y
    squared = errors**2
    return squared.mean()


# In[7]:


# Check loss.
test_X = np.array([10.0, 20.0, 30.0, 40.0])
test_Y = np.array([40.0, 96.0, 126.0, 174.0])
try:
    by_hand = loss(test_X, test_Y, 4, 10)
except NotImplementedError:
    raise AssertionError("loss, or a function it calls, is not written yet.") from None

assert by_hand is not None, "loss returns nothing. Does it only print?"
assert np.size(by_hand) == 1, "loss should return one number for all days together."
assert np.isclose(by_hand, 42), f"For the days in the table expected 42; got {by_hand}."
assert np.isclose(loss(test_X, 2 * test_X + 1, 2, 1), 0), "A line through every point has the loss 0."
assert np.isclose(loss(test_X[:3], test_Y[:3], 4, 10), 152 / 3), "Wrong for the first three days alone."


# ## 3. Which way is down? (1 point)
# 
# We look for the line with the smallest loss. Imagine standing on a hillside in the fog: you cannot see the valley, but you feel with your feet which way the ground slopes. Take a step downhill, feel again, take another. This is **gradient descent**.
# 
# The slope of a function is its derivative. Take $f(x) = (x - 3)^2 + 2$, whose lowest point is at $x = 3$. Its derivative is $f'(x) = 2\,(x - 3)$:
# 
# - at $x = 6$ the slope is $2 \cdot 3 = 6$: steep, the valley is far;
# - at $x = 4$ the slope is $2 \cdot 1 = 2$: gentler, the valley is near;
# - at $x = 1$ the slope is $-4$: the ground falls to the right, so we should go right.
# 
# The slope points **uphill**. We want to go down, so we always step *against* it.

# ### The slope of the loss along $w$
# 
# Let us begin with one parameter and keep $b = 0$: a line through the origin, $\hat y = w\,x$. Only $w$ can change. Differentiating the loss brings down the 2 from the square, and the chain rule adds a factor $x_i$:
# 
# $$\frac{dL}{dw} = \frac{2}{n} \sum_{i=1}^{n} \left( w\,x_i - y_i \right) x_i$$
# 
# *Example.* The four days above with $w = 4$: the errors are $0, -16, -6, -14$. Multiplied by the temperatures they are $0, -320, -180, -560$, with the mean $-265$. The slope is $2 \cdot (-265) = -530$. It is negative, so a larger $w$ would fit better.
# 
# Write `slope_gradient`. It returns this one number. Use the formula: comparing the losses of two nearby lines gives only an estimate.

# In[8]:


def slope_gradient(X, Y, w):
    """Return the slope of the loss along w for the line through the origin, where b is 0."""
    # YOUR CODE HERE
    n = len(X)
    return (2/n) * np.sum((w*X - Y) * X)


# In[9]:


# Check slope_gradient.
test_X = np.array([10.0, 20.0, 30.0, 40.0])
test_Y = np.array([40.0, 96.0, 126.0, 174.0])
try:
    slope = slope_gradient(test_X, test_Y, 4)
except NotImplementedError:
    raise AssertionError("slope_gradient, or a function it calls, is not written yet.") from None

assert slope is not None, "slope_gradient returns nothing. Does it only print?"
assert np.size(slope) == 1, "slope_gradient should return one number."
assert np.isclose(slope, -530), f"For the example expected -530; got {slope}."
assert np.isclose(slope_gradient(test_X, 3 * test_X, 3), 0), "For a line through every point expected 0."


# ## 4. Two slopes at once (3 points)
# 
# Now $b$ may change too. At every line $(w, b)$ the loss has two slopes, one along $w$ and one along $b$. Together they are the **gradient**:
# 
# $$\frac{\partial L}{\partial w} = \frac{2}{n} \sum_{i=1}^{n} \left( w\,x_i + b - y_i \right) x_i
# \qquad
# \frac{\partial L}{\partial b} = \frac{2}{n} \sum_{i=1}^{n} \left( w\,x_i + b - y_i \right)$$
# 
# They differ in a single factor $x_i$. Why? Make $w$ larger by one, and the prediction for a day of 30 °C grows by 30. Make $b$ larger by one, and every prediction grows by one.
# 
# *Example.* In the table of section 2 the errors are $10, -6, 4, -4$.
# 
# - Along $w$: multiplied by the temperatures they are $100, -120, 120, -160$, with the mean $-15$. The slope is $-30$.
# - Along $b$: their mean is $1$. The slope is $2$.
# 
# So the line should become steeper and at the same time move down a little.
# 
# Write `gradient`. It returns two numbers, first the slope along `w`, then the slope along `b`.

# In[10]:


def gradient(X, Y, w, b):
    """Return the slope of the loss along w and the slope along b, in this order."""
    # YOUR CODE HERE
    n = len(X)
    err = w*X + b - Y
    dw = (2/n) * np.sum(err * X)
    db = (2/n) * np.sum(err)
    return dw, db


# In[11]:


# Check gradient.
test_X = np.array([10.0, 20.0, 30.0, 40.0])
test_Y = np.array([40.0, 96.0, 126.0, 174.0])
try:
    slopes = gradient(test_X, test_Y, 4, 10)
except NotImplementedError:
    raise AssertionError("gradient, or a function it calls, is not written yet.") from None

assert slopes is not None, "gradient returns nothing. Does it only print?"
assert np.shape(slopes) == (2,), "gradient should return two numbers."
assert np.allclose(slopes, [-30, 2]), f"For the example expected -30 and 2; got {slopes}."
three_days = gradient(test_X[:3], test_Y[:3], 0, 0)
assert np.allclose(three_days, [-12200 / 3, -524 / 3]), "Wrong for the first three days, w = b = 0."


# ## 5. Down into the valley (4 points)
# 
# Everything is ready for the descent. Start with $w = 0$ and $b = 0$. Then repeat, as many times as `iterations` says: compute the gradient where you are, and take a step against it.
# 
# $$w \leftarrow w - \mathit{lr} \cdot \frac{\partial L}{\partial w}
# \qquad
# b \leftarrow b - \mathit{lr} \cdot \frac{\partial L}{\partial b}$$
# 
# The **learning rate** $\mathit{lr}$ sets how long a step is. Both parameters move in the same step, so **both new values come from the same gradient**, the one at the old $w$ and the old $b$.

# ### A descent by hand
# 
# For $f(x) = (x - 3)^2 + 2$ from $x = 6$ with a learning rate of 0.25:
# 
# | step | $x$ | slope $2(x - 3)$ | next $x$ |
# |---:|---:|---:|---:|
# | 1 | 6 | 6 | $6 - 0.25 \cdot 6 = 4.5$ |
# | 2 | 4.5 | 3 | $4.5 - 0.25 \cdot 3 = 3.75$ |
# | 3 | 3.75 | 1.5 | $3.75 - 0.25 \cdot 1.5 = 3.375$ |
# 
# The steps become shorter by themselves, because the slope does. With a learning rate of 1 the first step would be $6 - 6 = 0$: past the valley and just as high on the other side. Larger still, and every step ends higher than it began.
# 
# Write `train`. It returns the final `w` and `b`. If you would like to watch the loss fall, you may return a list of the losses as a third value.

# In[12]:


def train(X, Y, iterations, lr):
    """Start at w = 0, b = 0, take this many steps of gradient descent, and return w and b."""
    # YOUR CODE HERE
    w, b = 0.0, 0.0
    for step in range(iterations):
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr*dw, b - lr*db
    return w, b


# In[13]:


# Check train.
test_X = np.array([10.0, 20.0, 30.0, 40.0])
test_Y = np.array([40.0, 96.0, 126.0, 174.0])
try:
    one_step = train(test_X, test_Y, 1, 0.0001)
except NotImplementedError:
    raise AssertionError("train, or a function it calls, is not written yet.") from None

assert one_step is not None, "train returns nothing. Does it only print?"
assert isinstance(one_step, (tuple, list, np.ndarray)), "train should return both w and b."
assert np.allclose(one_step[:2], [0.653, 0.0218]), f"Expected 0.653 and 0.0218; got {one_step[:2]}."
two_steps = train(test_X, test_Y, 2, 0.0001)
assert np.allclose(two_steps[:2], [1.207941, 0.04033064]), "Right after one step, wrong after two."
no_step = train(test_X, test_Y, 0, 0.0001)
assert np.allclose(no_step[:2], [0, 0]), "Without a single step w and b should still be 0."


# ## 6. Tomorrow: 33 °C (1 point)
# 
# Now the real data, the arrays `temperatures` and `visitors` from the beginning. Train on them with **20,000 iterations** and a learning rate of **0.001**, and use the line that you get.
# 
# The learning rate is small for a reason. On these data, steps with a rate above about 0.0013 overshoot further each time, until the numbers overflow.
# 
# Write `visitors_at`. It takes one temperature and returns the number of visitors that your trained line predicts for it. No need to round; half a visitor is fine.

# In[14]:


def visitors_at(temperature):
    """Train on the park's data and return the prediction for a day of this temperature."""
    # YOUR CODE HERE
    w, b = train(temperatures, visitors, 20000, 0.001)
    return w*temperature + b


# In[15]:


# Check visitors_at.
try:
    tomorrow = visitors_at(33)
except NotImplementedError:
    raise AssertionError("visitors_at, or a function it calls, is not written yet.") from None

assert tomorrow is not None, "visitors_at returns nothing. Does it only print?"
assert np.size(tomorrow) == 1, "visitors_at should return one number."
assert np.allclose(tomorrow, 542.8219), f"For 33 °C expected about 542.82; got {tomorrow}."
assert np.allclose(visitors_at(20), 143.4329), "For 20 °C expected about 143.43."


# ## 7. When is it enough? (2 points)
# 
# The 20,000 iterations were a guess. Better to let the descent tell when it has arrived: near the valley the steps become short, and a step that hardly moves anything is a good place to stop.
# 
# So look back after every update. How far has it moved $w$, and how far $b$?
# 
# $$\left| w_\text{new} - w_\text{old} \right|
# \qquad
# \left| b_\text{new} - b_\text{old} \right|$$
# 
# If **both** are smaller than a given `precision`, stop right after this update: it has been made, so it counts, and its $w$ and $b$ are the result.
# 
# Some descents never come to rest, for instance those that overshoot. Therefore there is a limit, too. After `max_iterations` updates it is over in any case.

# ### A stop by hand
# 
# Two days in winter, −2 °C with 20 visitors and 2 °C with 60. The learning rate is 0.1, the precision is 0.1 as well:
# 
# | update | $w$ | $b$ | $w$ moved by | $b$ moved by |
# |---:|---:|---:|---:|---:|
# | 1 | 8 | 8 | 8 | 8 |
# | 2 | 9.6 | 14.4 | 1.6 | 6.4 |
# | 3 | 9.92 | 19.52 | 0.32 | 5.12 |
# | 4 | 9.984 | 23.616 | 0.064 | 4.096 |
# | ... | | | | |
# | 20 | 10.000 | 39.539 | 0.000 | 0.115 |
# | 21 | 10.000 | 39.631 | 0.000 | 0.092 |
# 
# After update 4 $w$ hardly moves any more, but $b$ has come little more than half of its way to 40. Only update 21 moves both by less than 0.1, and there the descent stops. With `max_iterations = 4` it would have stopped after update 4.
# 
# On the park's data this is even clearer. With a learning rate of 0.001 and a precision of 0.01, $w$ is ready to stop after a dozen updates, $b$ after 16,316.
# 
# Write `train_until`. It starts at $w = 0$ and $b = 0$ like `train`, and returns three numbers: the final `w`, the final `b`, and how many updates it made. With `max_iterations = 0` it makes none. As in `train`, a list of the losses may follow as one more value.

# In[16]:


def train_until(X, Y, lr, precision, max_iterations):
    """Descend until w and b both move by less than precision; return both and the number of updates."""
    # YOUR CODE HERE
    w, b = 0.0, 0.0
    for step in range(max_iterations):
        dw, db = gradient(X, Y, w, b)
        w, b = w - lr*dw, b - lr*db
        if abs(lr*dw) < precision and abs(lr*db) < precision:
            return w, b, step + 1
    return w, b, max_iterations


# In[17]:


# Check train_until.
test_X = np.array([-2.0, 2.0])
test_Y = np.array([20.0, 60.0])
try:
    at_rest = train_until(test_X, test_Y, 0.1, 0.1, 100)
except NotImplementedError:
    raise AssertionError("train_until, or a function it calls, is not written yet.") from None

assert at_rest is not None, "train_until returns nothing. Does it only print?"
assert isinstance(at_rest, (tuple, list, np.ndarray)), "train_until should return three numbers."
assert len(at_rest) >= 3, "train_until should return w and b and the number of updates."
assert np.allclose(at_rest[:3], [10, 39.631065, 21]), f"Expected 10, 39.631 and 21; got {at_rest[:3]}."
limited = train_until(test_X, test_Y, 0.1, 0.1, 4)
assert limited is not None, "train_until returns nothing where max_iterations comes first."
assert np.allclose(limited[:3], [9.984, 23.616, 4]), f"At most 4 updates were allowed; got {limited[:3]}."
untouched = train_until(test_X, test_Y, 0.1, 0.1, 0)
assert np.allclose(untouched[:3], [0, 0, 0]), "Without a single update all three should be 0."


# ## 8. In your own words (2 points)
# 
# For a day of 33 °C your line predicts 543 visitors. The director reads this and orders exactly 543 lunches.
# 
# Write two or three sentences to the director. Name **two reasons** why the number of visitors may well be far from 543, and for one of them say which further data would help. A person reads and grades this answer.

# Only fourteen days, and no rain in the data. Rain would help.

# ## Before you hand in
# 
# Choose *Kernel → Restart & Run All*. Your notebook then runs from top to bottom in a fresh state, as it will when it is graded. Save it and hand it in even if some tests still fail: every exercise counts for itself.
