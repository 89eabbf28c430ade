"""Rubrics to begin with: made new in the author's language, then theirs to change.

Two follow competence frameworks; their descriptions are our own words. The third looks at the
design of a lesson for what pupils need in this century.
"""

from collections.abc import Callable

from app.courses.content import Criterion, Level, Rubric
from app.kernel.i18n import gettext as _
from app.kernel.i18n import pgettext

POINTS = (1, 2, 3, 4)


def names() -> dict[str, str]:
    """Return the rubrics that there are, and what each is called."""
    return {
        "ict-cft": _("UNESCO ICT-CFT: how far technology carries the lesson"),
        "digcompedu": _("DigCompEdu: digital competence of educators"),
        "lesson-design": _("Lesson design for the 21st century"),
    }


def shipped(name: str) -> Rubric | None:
    """Return a rubric in the spoken locale, with keys of its own; None for an unknown name."""
    make = _RUBRICS.get(name)
    return Rubric(names()[name], tuple(make())) if make else None


def _criterion(title: str, *levels: tuple[str, str]) -> Criterion:
    steps = zip(POINTS, levels, strict=False)
    return Criterion(title, tuple(Level(points, *said) for points, said in steps))


def _ict_cft() -> list[Criterion]:
    acquired, deepened, created = (
        _("Knowledge acquisition"),
        _("Knowledge deepening"),
        _("Knowledge creation"),
    )
    missing = _("Not yet visible")
    return [
        _criterion(
            _("Curriculum and assessment"),
            (missing, _("The curriculum is not named, or technology has no part in it.")),
            (acquired, _("Technology serves an aim of the curriculum, and the lesson checks it.")),
            (deepened, _("Pupils apply what they know to a problem of their own surroundings.")),
            (created, _("Pupils plan, judge and improve their own work as part of the lesson.")),
        ),
        _criterion(
            _("Pedagogy"),
            (missing, _("Technology could be left out without any change.")),
            (acquired, _("Technology makes explaining and practising clearer.")),
            (deepened, _("Pupils solve a problem together for which they need technology.")),
            (created, _("Pupils lead their own learning and make something new of use to others.")),
        ),
        _criterion(
            _("Digital skills"),
            (missing, _("The tools do not fit, or are not tried out.")),
            (acquired, _("Simple tools are chosen well, with another way if they fail.")),
            (deepened, _("Several tools work together, and pupils choose among them.")),
            (created, _("Tools are put together anew to build a place for learning.")),
        ),
        _criterion(
            _("Organisation of the class"),
            (missing, _("It is open who uses what, and when.")),
            (acquired, _("The devices that there are reach every pupil.")),
            (deepened, _("Groups with tasks of their own share devices in a planned order.")),
            (created, _("Pupils organise themselves, beyond the classroom too.")),
        ),
    ]  # fmt: skip


def _digcompedu() -> list[Criterion]:
    begins, uses, shapes, leads = _("Begins"), _("Uses"), _("Shapes"), _("Leads")
    return [
        _criterion(
            _("Digital resources"),
            (begins, _("Takes what is at hand.")),
            (uses, _("Chooses resources that fit the aim and the class.")),
            (shapes, _("Changes resources, with credit to those who made them.")),
            (leads, _("Makes resources and shares them so that others can change them.")),
        ),
        _criterion(
            _("Teaching and learning"),
            (begins, _("Shows something by digital means.")),
            (uses, _("Plans when and why pupils use digital means.")),
            (shapes, _("Lets pupils work together and by themselves with digital means.")),
            (leads, _("Tries new ways of teaching, and tells how they went.")),
        ),
        _criterion(
            _("Assessment"),
            (begins, _("Looks at results only.")),
            (uses, _("Sees during the lesson who needs help.")),
            (shapes, _("Draws on several kinds of evidence, and plans from it.")),
            (leads, _("Lets pupils use evidence to plan their own next step.")),
        ),
        _criterion(
            _("Empowering learners"),
            (begins, _("Has not asked who is left out.")),
            (uses, _("Every pupil can take part.")),
            (shapes, _("Pupils take different ways at different speeds.")),
            (leads, _("Pupils create, investigate and decide.")),
        ),
        _criterion(
            _("Pupils’ digital competence"),
            (begins, _("Takes it for granted.")),
            (uses, _("Names the skill that pupils practise.")),
            (shapes, _("Has pupils judge sources, and speak with others responsibly.")),
            (leads, _("Has pupils make things and solve problems with care for others.")),
        ),
    ]


def _lesson_design() -> list[Criterion]:
    not_yet, begun, clear, strong = (
        _("Not yet"),
        pgettext("rubric", "Begun"),
        _("Clear"),
        _("Strong"),
    )
    return [
        _criterion(
            _("Working together"),
            (not_yet, _("Pupils work alone.")),
            (begun, _("Pupils work in pairs or groups, but could do without each other.")),
            (clear, _("Pupils share responsibility for one result.")),
            (strong, _("Pupils decide together what they make and how, and need each other.")),
        ),
        _criterion(
            _("Building knowledge"),
            (not_yet, _("Pupils repeat what they were told.")),
            (begun, _("Pupils explain or compare for a part of the time.")),
            (clear, _("Most of the time pupils interpret, analyse or judge.")),
            (strong, _("Pupils apply in a new place what they have understood, across subjects.")),
        ),
        _criterion(
            _("Real problems"),
            (not_yet, _("The task has one known answer.")),
            (begun, _("The task has several answers, in a made-up setting.")),
            (clear, _("The task is a problem of real people, with real facts.")),
            (strong, _("Pupils carry out a solution where it is needed.")),
        ),
        _criterion(
            _("Planning one’s own work"),
            (not_yet, _("Everything is laid down step by step.")),
            (begun, _("The task goes on for more than a lesson.")),
            (clear, _("Pupils know beforehand what counts, and plan how to get there.")),
            (strong, _("Pupils improve their work with feedback, and say what they learned.")),
        ),
        _criterion(
            _("Technology for learning"),
            (not_yet, _("Pupils do not use technology, or only watch.")),
            (begun, _("Pupils practise with technology what they could do on paper.")),
            (clear, _("Technology helps pupils to build knowledge.")),
            (strong, _("Pupils make something for others that could not be made without it.")),
        ),
        _criterion(
            _("Communication"),
            (not_yet, _("Pupils give single words or ticks.")),
            (begun, _("Pupils write or say something longer.")),
            (clear, _("Pupils give reasons and evidence for what they say.")),
            (strong, _("Pupils choose words and form for real readers or listeners.")),
        ),
    ]  # fmt: skip


_RUBRICS: dict[str, Callable[[], list[Criterion]]] = {
    "ict-cft": _ict_cft,
    "digcompedu": _digcompedu,
    "lesson-design": _lesson_design,
}
