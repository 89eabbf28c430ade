"""What the templates of badges may ask."""

from flask import Flask

from app.badges import showing
from app.badges.models import Award, Badge
from app.badges.showing import State
from app.kernel.urls import url


def init_app(app: Flask) -> None:
    """Give the templates their words and addresses."""
    app.jinja_env.globals.update(
        award_picture=award_picture,
        award_state=lambda award: showing.state_name(showing.state_of(award)),
        badge_hue=showing.hue_of,
        badge_page=badge_page,
        badge_picture=badge_picture,
        outputs=showing.outputs,
        state_name=lambda state: showing.state_name(State(state)),
    )


def badge_page(badge: Badge) -> str:
    """Return the path of a badge's page."""
    portal = badge.issuer.portal
    if portal is None:
        return url("badges.of_network", badge_id=badge.id)
    return url("badges.show", portal=portal.slug, badge_id=badge.id)


def badge_picture(badge: Badge) -> str:
    """Return where a page finds the badge's picture; another one after every change."""
    form = "png" if badge.file_id else "svg"
    return f"{url('open_badges.badge_image', badge_id=badge.id, form=form)}?v={badge.lock}"


def award_picture(award: Award) -> str:
    """Return where a page finds the picture of an award, which is seen by whoever sees the award.

    The badge itself may be one of a portal that this reader does not see.
    """
    form = "png" if award.badge.file_id else "svg"
    return url("open_badges.award_as", uid=award.uid, form=form)
