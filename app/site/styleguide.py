"""The living page of all components, in every state they have."""

from flask import render_template
from wtforms import (
    BooleanField,
    FieldList,
    FileField,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.widgets import CheckboxInput, ListWidget

from app.courses.bodies import Body
from app.courses.content import Assignment, Item, ItemKind, PeerReview
from app.courses.rubrics import shipped
from app.kernel import i18n
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.lessons.content import Text
from app.taxonomy import languages


class _Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _StepForm(PlainForm):
    title = StringField(lazy_gettext("What happens"))


class SampleForm(Form):
    """One field of each kind."""

    title = StringField(lazy_gettext("Title of the lesson"))
    faulty = StringField(lazy_gettext("A field to mend"))
    summary = TextAreaField(lazy_gettext("Summary"), render_kw={"rows": 3})
    grouping = SelectField(
        lazy_gettext("How pupils work"),
        choices=lambda: [("", _("not said")), ("pairs", _("pairs"))],
    )
    language = SelectField(lazy_gettext("Language"), choices=languages.named)
    devices = RadioField(
        lazy_gettext("Devices needed"),
        choices=lambda: [("none", _("No devices")), ("each", _("One for each pupil"))],
        default="none",
    )
    subjects = _Ticks(
        lazy_gettext("Subjects"),
        choices=lambda: [("science", _("Science")), ("music", _("Music")), ("art", _("Art"))],
        default=["science"],
    )
    agree = BooleanField(lazy_gettext("Others may share and change it, with credit"))
    picture = FileField(lazy_gettext("Picture"))
    text = TextAreaField(lazy_gettext("Text of the step"), render_kw={"rows": 5})
    steps = FieldList(FormField(_StepForm), min_entries=2)


def styleguide() -> str:
    """Show every component; route: `/<locale>/styleguide`, open to everyone."""
    form = SampleForm(formdata=None)
    form.faulty.errors = [form.faulty.gettext("This field is required.")]
    return render_template("styleguide.html", form=form, sample_body=_body())


def _body() -> Body:
    """Return an assignment with a rubric, as a page of a course shows it."""
    text = Text(_("Plan it for your own class."))
    work = Assignment(pass_points=12, rubric=shipped("ict-cft"), peers=PeerReview(2))
    item = Item(ItemKind.ASSIGNMENT, _("Plan a lesson"), text, assignment=work)
    return Body(item=item, text=text.render().markup, language=i18n.current().tag)
