"""A person's own account: what they say about themselves, their languages, their browsers."""

from flask import flash, g, redirect
from werkzeug.wrappers import Response

from app.accounts import actions, browsers, queries
from app.accounts import languages as tags
from app.accounts.current import person
from app.accounts.forms import LanguageForm, ProfileForm, said
from app.accounts.pages import account_tabs, bp, page
from app.kernel import i18n
from app.kernel.access import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.urls import url

Answer = Response | tuple[str, int]


@bp.route("/account", methods=["GET", "POST"])
@signed_in
def profile() -> Answer:
    """Change the profile; a new language of the pages holds from the next page on."""
    form = ProfileForm(person())
    if not form.validate_on_submit():
        return page("profile", form, tabs=account_tabs("profile"))
    actions.describe(person(), form.profile(), actor=person())
    i18n.speak(person().locale)
    flash(_("Your profile is saved."))
    return redirect(url("accounts.profile"), 303)


@bp.route("/account/languages", methods=["GET", "POST"])
@signed_in
def languages() -> Answer:
    """Show the languages the person reads, best first, and add one."""
    form = LanguageForm()
    if not form.validate_on_submit():
        known = [(tag, tags.name(tag)) for tag in person().languages]
        return page("languages", form, tabs=account_tabs("languages"), known=known)
    actions.prefer_language(person(), said(form.language), actor=person())
    return redirect(url("accounts.languages"), 303)


@bp.post("/account/languages/<tag>/promotion")
@signed_in
def promote_language(tag: str) -> Response:
    """Put a language before the one above it."""
    actions.promote_language(person(), tag, actor=person())
    return redirect(url("accounts.languages"), 303)


@bp.post("/account/languages/<tag>/removal")
@signed_in
def remove_language(tag: str) -> Response:
    """Take a language off the list."""
    actions.give_up_language(person(), tag, actor=person())
    return redirect(url("accounts.languages"), 303)


@bp.get("/account/security")
@signed_in
def security() -> Answer:
    """List the browsers in which the person is signed in."""
    sessions = [(one, browsers.name(one.user_agent)) for one in queries.sessions_of(person())]
    here = g.user_session.id
    return page("security", tabs=account_tabs("security"), sessions=sessions, here=here)


@bp.post("/account/sessions/<int:session_id>/revocation")
@signed_in
def revoke_session(session_id: int) -> Response:
    """Sign one browser out."""
    actions.end_session(session_id, actor=person())
    flash(_("That browser is signed out."))
    return redirect(url("accounts.security"), 303)


@bp.post("/account/sessions/revocation")
@signed_in
def revoke_other_sessions() -> Response:
    """Sign out every browser but this one."""
    actions.end_sessions(person(), but=g.user_session.id)
    flash(_("All other browsers are signed out."))
    return redirect(url("accounts.security"), 303)
