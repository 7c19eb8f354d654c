"""The other half: what runs beside student code.

Everything in this folder is loaded by path in the nursery, a fresh interpreter, and from there lives in the process
of a student. So it imports the standard library, numpy, sympy and IPython's input transformer, and nothing of ours:
`import autograder` fails on that side of the wall. Assume that student code reads, patches and replaces all of it.
The grader's half is `autograder.sandbox`, which imports only the wire format from here.
"""
