"""The ice cream assignment: what its made-up data promise, and scikit-learn behind the wall."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from autograder.model import Column, Frame, Kind, Question
from autograder.sandbox import Sandbox

SOURCE = Path(__file__).parent.parent / "solutions" / "ice-cream"
FOUR_DAYS = pd.DataFrame(
    {"daily_temperature": [21.0, 15.5, 30.0, 24.5], "ice_cream_sales": [130, 70, 210, 120]}
)
SLOPE, INTERCEPT = np.polyfit(FOUR_DAYS.daily_temperature, FOUR_DAYS.ice_cream_sales, 1)

CELL = """
import warnings
warnings.simplefilter("error")
import numpy as np, pandas as pd
import matplotlib.pyplot as plt
from sklearn.linear_model import LinearRegression
def fit(data):
    X, y = data[["daily_temperature"]], data["ice_cream_sales"]
"""
READ = "return model.coef_[0], model.intercept_"


@pytest.fixture(scope="module")
def sandbox():
    """A nursery that has imported what the notebook imports."""
    with Sandbox(preload=["numpy", "pandas", "matplotlib", "sklearn"]) as sandbox:
        yield sandbox


def test_r_squared_of_the_summer():
    """The line of the committed data has the article's R², to four digits."""
    summer = pd.read_csv(SOURCE / "ice_cream.csv")
    x, y = summer.daily_temperature, summer.ice_cream_sales
    slope, intercept = np.polyfit(x, y, 1)
    unexplained = np.sum((y - slope * x - intercept) ** 2) / np.sum((y - np.mean(y)) ** 2)
    assert round(1 - unexplained, 4) == 0.5496


@pytest.mark.parametrize(("name", "days"), [("ice_cream.csv", 92), ("next_summer.csv", 14)])
def test_data_look_like_a_summer(name, days):
    """Temperatures of a summer, whole ice creams, as many days as the notebook says, no day twice."""
    data = pd.read_csv(SOURCE / name)
    assert list(data.columns) == ["daily_temperature", "ice_cream_sales"]
    assert len(data) == len(data.drop_duplicates()) == days
    assert data.daily_temperature.between(10, 40).all()
    assert data.ice_cream_sales.dtype.kind == "i"
    assert data.ice_cream_sales.between(20, 400).all()


@pytest.mark.parametrize(
    "body",
    [
        f"model = LinearRegression().fit(X, y); print(model.score(X, y)); {READ}",
        "model = LinearRegression().fit(X, y.to_frame()); return model.coef_[0, 0], model.intercept_[0]",
        f"model = LinearRegression(n_jobs=-1).fit(X, y); plt.plot(X, model.predict(X)); plt.show(); {READ}",
        f"from sklearn.model_selection import train_test_split as split; split(X, y); model = LinearRegression().fit(X, y); {READ}",
        "return np.polyfit(X['daily_temperature'], y, 1)",
        "from scipy.stats import linregress; return linregress(X['daily_temperature'], y)[:2]",
    ],
)
def test_lines_are_fitted_under_the_seal(sandbox, body):
    """The usual libraries find the line in a sealed process without a warning, and leave the table as it was."""
    sent = Frame(
        tuple(Column(str(name), tuple(c.index), tuple(map(float, c))) for name, c in FOUR_DAYS.items())
    )
    with sandbox.open({}) as process:
        assert process.run_cell(0, CELL + "    " + body, cpu_limit=10).error == ""
        question = Question("fit", (sent,), leaves_arguments=True)
        answer = process.call(question, cpu_limit=10, show=True)
    assert (answer.kind, answer.message) == (Kind.VALUE, "")
    assert list(answer.value) == pytest.approx([SLOPE, INTERCEPT])
    assert answer.arguments_after == (sent,)
