"""Tell nbgrader about this course, whose steps have plainer names.

`solutions/` is nbgrader's *source* and `assignments/` its *release* directory.
"""

c = get_config()  # noqa: F821  nbgrader's configuration loader puts this function in scope

c.CourseDirectory.course_id = "gradient-descent"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
# What nbgrader must never copy to students: its own default keeps none of the instructor's .py files back.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "exercises.py",
    "misconceptions.py",
    "variants.py",
    "seed",
    "result.json",
    "feedback",
]
# `nbgrader autograde`, `nbgrader generate_feedback` and formgrader's buttons grade and make pages as `autograde` does.
c.Autograde.exporter_class = "autograder.nbgrader_plugins.AutogradedNotebook"
c.GenerateFeedback.exporter_class = "autograder.nbgrader_plugins.FeedbackPage"
