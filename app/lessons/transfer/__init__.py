"""Lessons come in and go out: as a JSONL file, or as a folder of Markdown with YAML front matter.

A *source* is one line or one file of what is read, a *record* is what it says in our words. What a
record says that a lesson has no field for stays with its *origin*, and an export gives it back:
what went out and came in again is the same. A record that cannot be read or is not complete is
reported with its place; the rest goes on.

`reading` -> `records` (with `fields`, `saying`, `enclosures`) -> `bringing` (one record into a
portal) -> `running` (all of them, in chunks) or `uploads` (a steward's, as jobs). `naming` and
`describing` -> `writing` is the way out; what rooms above say of a lesson, their `additions`, goes
with it.
"""
