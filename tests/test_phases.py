"""Where the time goes: each phase has its own time, and grading says what it took."""

import time
from contextlib import suppress

from autograder import phases
from autograder.phases import Spent, add_up, during, measuring, phase


def work(seconds):
    """Compute for so long."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_of_nested_phases_each_has_its_own_time():
    with measuring() as spent, phase("outer"):
        work(0.02)
        with phase("inner"):
            work(0.04)
        work(0.02)
    assert spent.keys() == {"other", "outer", "inner"}
    assert (spent["outer"].own >= 0.04, spent["inner"].own >= 0.04) == (True, True)
    assert spent["outer"].seconds >= spent["outer"].own - 0.01


def test_a_phase_that_fails_is_over():
    with measuring() as spent:
        with suppress(ZeroDivisionError), phase("failing"):
            1 / 0  # noqa: B018
        work(0.03)
    assert spent["other"].own >= 0.03


def test_what_other_processes_computed_counts_for_the_running_phase():
    with measuring() as spent, phase("cells"):
        phases.add_others(1.5)
        phases.add_others(0.5)
    assert spent["cells"].others == 2.0


def test_waiting_for_items_is_a_phase_and_working_on_them_is_none():
    def items():
        work(0.02)
        yield 1
        work(0.02)
        yield 2

    with measuring() as spent:
        for _ in during("waiting", items()):
            work(0.03)
    assert (spent["waiting"].own >= 0.04, spent["other"].own >= 0.06) == (True, True)


def test_outside_of_a_measurement_nothing_is_measured():
    with phase("cells"):
        phases.add_others(1.0)
    with measuring() as spent:
        pass
    assert spent.keys() == {"other"}


def test_phases_of_several_submissions_add_up():
    total = {}
    add_up(total, {"cells": Spent(3.0, 1.0, 2.0)})
    add_up(total, {"cells": Spent(1.0, 0.5, 0.5), "page": Spent(1.0, 1.0)})
    assert total == {"cells": Spent(4.0, 1.5, 2.5), "page": Spent(1.0, 1.0, 0.0)}
