"""Coverage-guided fuzzing of what reads strangers' bytes: `make fuzz`. What it kept is replayed by `make test`.

`targets` says what must hold of any bytes, `mutating` makes new bytes of old ones, `loop` is one libFuzzer process, and
`__main__` runs one of them for each target, within limits that are set from outside.
"""
