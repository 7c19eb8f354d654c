"""One tree of errors. What the user can mend is a *CourseError*; what is ours to mend is an *InternalError*.

    AutograderError
    ├── CourseError            the command or the course folder is wrong: one line, exit status 2
    │   ├── AssignmentError    an assignment's notebook, exercises.py or misconceptions.py
    │   ├── IsolationError     this machine cannot seal student code
    │   └── RoomError          no room is left for the files of student code
    ├── SubmissionError        one submission cannot be read: its own row says so, the batch goes on
    └── InternalError          we failed: the exercise is *ungraded* and a person must look
        └── SandboxError       the nursery, not the student's process, went away or broke its word
            └── WireError      bytes that are no message, or a message beyond its bounds

A wrong answer, a crash or an endless loop of the student's is none of these: it is a verdict.
"""


class AutograderError(Exception):
    """Stand at the root of everything this program raises on purpose."""


class CourseError(AutograderError):
    """Say what is wrong with the command or the course folder, and what to do about it."""


class AssignmentError(CourseError):
    """Say what is wrong in an assignment that the instructor keeps."""


class IsolationError(CourseError):
    """Say why student code cannot be sealed here, and the way out."""


class RoomError(CourseError):
    """Say where room is missing for the files of student code, and what to do."""


class SubmissionError(AutograderError):
    """Say why a submission as a whole cannot be read."""


class InternalError(AutograderError):
    """Report a failure of ours. Never points, never a silent zero."""


class SandboxError(InternalError):
    """Report that the nursery is gone, or answered what it may not."""


class WireError(SandboxError):
    """Report bytes from the other side of the wall that are no message within the bounds."""
