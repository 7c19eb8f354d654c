"""One libFuzzer process: ``python -m fuzz.loop TARGET [libFuzzer's own options and corpus folders]``.

Only the modules that are named below are watched for new paths, since a path through a library is no reason to keep an
input. The limits stand in `__main__`.
"""

import sys
from functools import partial

import atheris

WATCHED = [
    *(
        "autograder.student.wire",
        "autograder.sandbox.values",
        "autograder.sandbox.channel",
        "autograder.notebook",
    ),
    *(
        "autograder.comparing",
        "autograder.showing",
        "autograder.mathml",
        "autograder.settings",
        "autograder.model",
    ),
]

with atheris.instrument_imports(include=WATCHED):
    from fuzz.mutating import WORDS, mutate_frame, mutate_json
    from fuzz.targets import TARGETS

FRAMES = ("reply", "kept")
JSON = {"tree": "wire", "notebook": "notebook", "result": "result"}


def main() -> None:
    """Run the target that the command line names until libFuzzer has had enough."""
    name = sys.argv[1]
    mutator = None
    if name in FRAMES:
        mutator = partial(_frame, mutate_frame)
    elif name in JSON:
        mutator = partial(_json, WORDS[JSON[name]])
    more = {} if mutator is None else {"custom_mutator": mutator}
    myself = f"{sys.executable} -m fuzz.loop {name}"  # libFuzzer starts it again, in a shell, to merge
    atheris.Setup([myself, *sys.argv[2:]], TARGETS[name], **more)
    atheris.Fuzz()


def _frame(mutate, data: bytes, size: int, seed: int) -> bytes:
    return mutate(data, size, seed, atheris.Mutate)


def _json(words: list, data: bytes, size: int, seed: int) -> bytes:
    return mutate_json(data, size, seed, atheris.Mutate, words)


if __name__ == "__main__":
    main()
