"""The shared vocabulary: subjects, levels, languages of the world, licences, parts of the world.

Its words: a *slug* names a subject or a level, a *tag* (BCP-47) a language, a *code* (SPDX) a
licence. All of it is constants: nothing here is kept in the database, nothing costs a query. What
readers of the interface see comes from gettext or CLDR. Names in every language stand in JSON
beside the modules, because people search in their own language, and imports say in theirs what a
lesson is about and for whom: `subjects_for`, `levels_for`, `ages_for`, `licence_for` and
`normalise` turn free text into the vocabulary, the one door by which it comes in. An unknown value
that is already stored is shown as it is, never refused.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: the vocabulary has no settings and no pages; rooms hand it to templates."""
