"""An award as a certificate on paper, in the language that is spoken."""

from app.badges import pictures, showing, writing_down
from app.badges.certificates import Certificate, Fact, Look, Paper, Text, draw
from app.badges.models import Award, Badge, language_of
from app.badges.showing import State
from app.kernel.errors import Refused
from app.kernel.i18n import current, date
from app.kernel.i18n import gettext as _


def certificate(award: Award, *, is_letter: bool = False) -> bytes:
    """Return the certificate as PDF; Refused where the award counts no more or names nobody."""
    if showing.state_of(award) in (State.REVOKED, State.REPLACED):
        raise Refused(_("This award was revoked, so there is no certificate of it."))
    if not showing.holder_of(award):
        raise Refused(_("The holder’s account was erased, so there is no name for a certificate."))
    return draw(_values(award, Paper.LETTER if is_letter else Paper.A4))


def _values(award: Award, paper: Paper) -> Certificate:
    badge, locale = award.badge, current().tag
    stands_for = badge.description_in(locale), language_of(badge.descriptions, locale)
    return Certificate(
        title=_said(_("Certificate")),
        opening=_said(_("This is to certify that")),
        holder=_said(showing.holder_of(award)),
        deed=_said(_("has earned the badge")),
        achievement=Text(badge.name_in(locale), badge.language_in(locale)),
        issuers=tuple(_said(one.name_in(locale)) for one in showing.issuers_of(badge)),
        address=writing_down.award_url(award.uid),
        award_id=award.uid,
        verify=_said(_("Anyone can check this award at")),
        issued_at=award.issued_at,
        criteria=Text(*stands_for) if stands_for[0] else None,
        facts=tuple(_facts(award)),
        badge=None if badge.file else pictures.template_of(badge),
        look=_look(badge, paper),
    )


def _facts(award: Award) -> list[Fact]:
    facts = [Fact(_said(_("Awarded on")), _said(date(award.issued_at)))]
    if award.expires_at is not None:
        facts.append(Fact(_said(_("Valid until")), _said(date(award.expires_at))))
    return facts


def _look(badge: Badge, paper: Paper) -> Look:
    return Look(hue=showing.hue_of(badge), paper=paper)


def _said(text: str) -> Text:
    return Text(text, current().tag)
