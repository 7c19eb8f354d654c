"""How a mark came about, told on a terminal to those who defend it.

`story` tells what a student's page shows, `explanation` how one verdict came about,
`difference` what a batch would change. Every text that is no word of ours goes through `paper`, which takes from
it whatever a terminal would obey.
"""

from autograder.telling.difference import preview_as_data, print_preview
from autograder.telling.explanation import print_explanation
from autograder.telling.story import print_story

__all__ = ["preview_as_data", "print_explanation", "print_preview", "print_story"]
