"""The form in which a course is aligned to competence frameworks."""

from collections.abc import Iterable

from wtforms import StringField
from wtforms.validators import Length

from app.courses.forms import OpenedForm
from app.kernel.i18n import lazy_gettext
from app.lessons.form_parts import Ticks
from app.taxonomy import frameworks
from app.taxonomy.frameworks import FRAMEWORKS, Competence, Framework, Group


class AlignmentForm(OpenedForm):
    """Competences to tick; `find` shows fewer of them, and all that are ticked."""

    find = StringField(lazy_gettext("Find a competence"), [Length(max=100)])
    chosen = Ticks(lazy_gettext("Aligned to"))

    def offer(self) -> None:
        """Fill in what can be chosen."""
        self.chosen.choices = [
            (item.id, item.name.text) for one in FRAMEWORKS.values() for item in one.items
        ]

    def shown(self) -> list[tuple[Framework, list[tuple[Group, list[Competence]]]]]:
        """Return frameworks, groups and competences that fit what is looked for."""
        text = (self.find.data or "").strip()
        fitting = frameworks.matching(text) | set(self.chosen.data or ()) if text else None
        found = ((one, list(_shown(one.groups, fitting))) for one in FRAMEWORKS.values())
        return [(one, groups) for one, groups in found if groups]

    def alignments(self, before: Iterable[str]) -> tuple[str, ...]:
        """Return what is ticked; what no framework here knows stays."""
        ticked = set(self.chosen.data or ())
        known = [item.id for one in FRAMEWORKS.values() for item in one.items if item.id in ticked]
        return (*known, *(id_ for id_ in before if not frameworks.is_known(id_)))


def _shown(
    groups: Iterable[Group], fitting: frozenset[str] | None
) -> Iterable[tuple[Group, list[Competence]]]:
    for group in groups:
        items = [item for item in group.items if fitting is None or item.id in fitting]
        if items:
            yield group, items
