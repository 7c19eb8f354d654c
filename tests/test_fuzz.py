"""Whatever the bytes are, they are a value within bounds or one named error: here for every input that fuzzing kept.

``make fuzz`` looks for more; `fuzz.targets` says what must hold. Inputs called *found-...* once broke it.
"""

import json
import struct

import pytest
from fuzz.targets import CORPUS, TARGETS, check_kept, check_notebook, check_reply
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.student import wire

few = settings(max_examples=40, deadline=None)


@pytest.mark.parametrize("target", TARGETS)
def test_every_kept_input_is_a_value_or_the_named_error(target, subtests):
    """The corpus is small and reaches what fuzzing has reached so far."""
    inputs = sorted((CORPUS / target).iterdir())
    assert len(inputs) >= 3
    for path in inputs:
        with subtests.test(path.name):
            TARGETS[target](path.read_bytes())


def test_every_folder_of_inputs_has_a_target():
    """A target that is renamed takes its corpus along."""
    assert {folder.name for folder in CORPUS.iterdir()} == set(TARGETS)


def kept(name):
    return sorted((CORPUS / name).iterdir())


@few
@given(st.data())
def test_kept_frames_cut_short_or_with_flipped_bits(data):
    """A reply that ends early or in which a bit is another one ends the process, or is another answer."""
    frame = bytearray(data.draw(st.sampled_from(kept("reply"))).read_bytes())
    for place in data.draw(st.lists(st.integers(0, 8 * len(frame) - 1), max_size=3)) if frame else []:
        frame[place // 8] ^= 1 << place % 8
    check_reply(bytes(frame[: data.draw(st.integers(0, len(frame)))]))


@few
@given(st.data())
def test_kept_notebooks_cut_short_or_with_flipped_bits(data):
    """A file that was damaged is read, or refused in one line."""
    content = bytearray(data.draw(st.sampled_from(kept("notebook"))).read_bytes())
    for place in data.draw(st.lists(st.integers(0, 8 * len(content) - 1), max_size=3)):
        content[place // 8] ^= 1 << place % 8
    check_notebook(bytes(content[: data.draw(st.integers(0, len(content)))]))


@few
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(-(2**70), 2**70), max_size=4), st.binary(max_size=40))
@example(2**32 - 1, [], b"")
@example(wire.MAX_HEADER, [], b"")
@example(0, [], b"{}")
def test_lengths_that_lie(length, sizes, rest):
    """A header or buffers that announce more, or less, than there is."""
    header = json.dumps(
        {"kind": "value", "values": [["array", "<f8", [1], 0], None], "buffers": sizes}
    ).encode()
    check_reply(struct.pack("!I", length) + header + rest)
    check_reply(struct.pack("!I", len(header)) + header + rest)
    check_kept(struct.pack("!I", len(header)) + header + rest)


@pytest.mark.parametrize("depth", [1, wire.MAX_DEPTH, wire.MAX_DEPTH + 1, 900, 20_000])
@pytest.mark.parametrize(
    ("opened", "closed"), [(b'["list",', b"]"), (b"[", b"]"), (b'{"a":', b"}"), (b"(", b")")]
)
def test_nesting(depth, opened, closed):
    """Brackets in brackets, in a reply and in a notebook."""
    nested = opened * depth + b"1" + closed * depth
    check_notebook(b'{"cells": [' + nested + b"]}")
    for field in (b"values", b"value", b"buffers"):
        header = b'{"kind": "value", "buffers": [], "' + field + b'": [' + nested + b", null]}"
        check_reply(struct.pack("!I", len(header)) + header)
        check_kept(struct.pack("!I", len(header)) + header)


def test_a_value_beyond_the_bounds_is_a_finding(monkeypatch):
    """Were the decoder to let it through."""
    frame = wire.pack({"value": "a" * (wire.MAX_TEXT + 1)}, [])
    check_kept(frame)
    monkeypatch.setattr(wire, "text", lambda value: value)
    with pytest.raises(AssertionError):
        check_kept(frame)


def test_another_error_than_the_named_one_is_a_finding(monkeypatch):
    """Were the decoder to raise it."""
    monkeypatch.setattr(wire, "_sizes", lambda header, _: header["buffers"])
    with pytest.raises(KeyError):
        check_reply(wire.pack({}, []).replace(b"buffers", b"bullets"))
