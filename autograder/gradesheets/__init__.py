"""Grades as learning management systems take them: pure text in, pure text out.

    download ──read_table──▶ Table ─┐
    gradebook ─────────────▶ Grades ┴─fill──▶ Sheet: the filled table, what changed, what a person must know

The rules of each system's importer are in `systems`, one class each, and hold for all of them:

- What the importer matches on (ids, e-mail, headings) goes back exactly as it was downloaded. Only what is there for
  people to read (names, sections) is made safe for a spreadsheet program.
- Of the download only what the importer needs is kept: the ids, the columns of the assignments at hand, the rows with
  a grade of ours. A cell that we do not know would set back what somebody entered in the meantime, or erase it.
- A student is the one row that an id names. No row, two rows, or two students for one row: no grade, and a line that
  says so. Names are never compared.
- A grade that waits for a person is not handed on, unless asked for; no hand-in is no grade. Nothing becomes zero here.
"""
