"""The demo network: eight regions with their teachers and lessons, and one school that is closed.

`content/` holds what people wrote for it, `scenes.yaml` what is in the middle of happening there:
drafts, a withdrawn lesson, one for members only. `loader` fills an empty installation with all of
it, `pictures` draws what the lessons show. Everybody in it is invented and has the same password.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Mount nothing: the demo has commands, and pages of other rooms."""
