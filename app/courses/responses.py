"""What is kept of an answer, and how it becomes a response that can be marked.

Kept is what the page sent, whole or not: a text, the key of a choice, a list of keys, or for what
is matched and ordered an object from the key of each line to what was picked for it. Of an
ordering that are places, “1” to the number of lines; a response lists the keys in their places.
"""

from collections.abc import Mapping
from typing import Any

from app.courses.quizzes import marking
from app.courses.quizzes.questions import Ordering, Question

LONGEST = 5_000
"""What is longer comes from no page of ours."""


def response(question: Question, answers: Mapping[str, Any]) -> Any:
    """Return what was answered to a question as `marking.mark` understands it."""
    kept = answers.get(question.key)
    if isinstance(question, Ordering) and isinstance(kept, Mapping):
        return _in_places(question, kept)
    return kept


def is_empty(kept: Any) -> bool:
    """Return whether nothing was answered."""
    return marking.is_empty(kept)


def merged(before: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return both put together: what is sent counts, but an empty answer takes nothing away.

    For a page that did not know what another one had saved.
    """
    return {
        **before,
        **{key: _both(before.get(key), answer) for key, answer in sent.items()},
    }


def _both(before: Any, sent: Any) -> Any:
    if isinstance(before, Mapping) and isinstance(sent, Mapping):
        return {**before, **{key: picked for key, picked in sent.items() if picked}}
    return before if is_empty(sent) else sent


def _in_places(question: Ordering, kept: Mapping[str, Any]) -> Any:
    """Return the keys in the places given to them; what was kept, if these are not all different.

    That is no order, and `marking.complaint` says so.
    """
    places = {kept.get(item.key): item.key for item in question.items}
    wanted = [str(place + 1) for place in range(len(question.items))]
    if sorted(places, key=str) != sorted(wanted):
        return kept
    return [places[place] for place in wanted]
