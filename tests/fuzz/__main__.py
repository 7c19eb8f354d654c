"""Fuzz every target for some time: ``PYTHONPATH=tests python -m fuzz [--seconds N] [target ...]``.

Each target gets a process of its own, with limits from outside on time and memory per input, and as many seconds of the
whole as the others. New inputs are kept in build/fuzz/, so that the next run goes on where this one ended; the corpus
in tests/fuzz/corpus/ is only read, except with ``--keep``, which adds what reaches new code, made small.
Status 1: something was found; the input that did it lies in build/fuzz/found/, and its traceback is printed.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

from fuzz.targets import CORPUS, MAX_INPUT, TARGETS

BUILD = Path("build") / "fuzz"
SECONDS_PER_INPUT = 10
MEGABYTES = 1024


def main() -> int:
    """Fuzz, print a line for each target, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("targets", nargs="*", help=f"some of {', '.join(TARGETS)}; all when left out")
    parser.add_argument("--seconds", type=int, default=300, help="for all targets together")
    parser.add_argument("--keep", action="store_true", help="add to the corpus what earlier runs have found")
    options = parser.parse_args()
    names = options.targets or list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    if options.keep:
        return max(_keep(name) for name in names)
    return max(_fuzz(name, max(1, options.seconds // len(names))) for name in names)


def _fuzz(name: str, seconds: int) -> int:
    grown, found = BUILD / name, BUILD / "found"
    for folder in (grown, found):
        folder.mkdir(parents=True, exist_ok=True)
    limits = [f"-timeout={SECONDS_PER_INPUT}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={MAX_INPUT}"]
    options = [f"-max_total_time={seconds}", "-print_final_stats=1", f"-artifact_prefix={found}/{name}-"]
    ended = _loop(name, *limits, *options, str(grown), str(CORPUS / name))
    runs = re.search(r"number_of_executed_units: +(\d+)", ended.stderr)
    paths = re.findall(r"cov: (\d+)", ended.stderr)
    print(
        f"{name}: {runs[1] if runs else 0} inputs, {paths[0] if paths else 0} branches at first, "
        f"{paths[-1] if paths else 0} in the end",
        flush=True,
    )
    if ended.returncode:
        print(ended.stderr[-4000:], f"{name}: FOUND SOMETHING, see {found}", sep="\n", flush=True)
    return int(ended.returncode != 0)


def _keep(name: str) -> int:
    """Add to the corpus of *name* what reaches code that it does not reach yet."""
    ended = _loop(name, "-merge=1", "-use_counters=0", str(CORPUS / name), str(BUILD / name))
    print(f"{name}: {len(list((CORPUS / name).iterdir()))} inputs kept")
    return int(ended.returncode != 0)


def _loop(name: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run libFuzzer on the target *name* until it ends."""
    command = [sys.executable, "-m", "fuzz.loop", name, *options]
    path = str(Path(__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(
        command, env=environment, stderr=subprocess.PIPE, text=True, errors="replace", check=False
    )


if __name__ == "__main__":
    sys.exit(main())
