"""The grader's half of the wall: start, seal, ask, kill.

Theory of operation. Three processes take part.

    grader            this one. Knows questions, references and expected answers; runs no student code.
      │ control socket, stdin of nobody
    nursery           a fresh interpreter (never a fork of the grader, so the grader's memory is not in it) that has
      │ fork          imported numpy and the like. Knows nothing about the assignment. Several of them are forked from
      │               a *greenhouse*, which is one in all else but that it has no student processes.
    student process   sealed, in an empty private folder with the assignment's data files. Runs the cells, answers calls.

The grader makes a socket pair per student process and hands one end to the nursery, which forks, reports the pid and
later kills and reaps it. Over that pair go one request and one reply at a time (`autograder.student.wire`), each under
a random id. Whatever else arrives is tampering and ends the process. CPU time is read from outside. Nothing that came
back is ever anything but plain data: see `values`.
"""

from autograder.sandbox.greenhouse import Greenhouse
from autograder.sandbox.policy import NOT_LINUX, Limits
from autograder.sandbox.process import Oracle, Sandbox, StudentProcess
from autograder.sandbox.trial import Protection, try_bounds, try_walls
from autograder.sandbox.values import freeze, thaw

__all__ = [
    "NOT_LINUX",
    "Greenhouse",
    "Limits",
    "Oracle",
    "Protection",
    "Sandbox",
    "StudentProcess",
    "freeze",
    "thaw",
    "try_bounds",
    "try_walls",
]
