"""Who may see a notice: asked of the policy and in SQL, of everybody about each."""

import pytest
from sqlalchemy import select

from app.kernel.db import session
from app.kernel.errors import Denied
from app.notifications import Notice, actions, policy, queries
from app.saved_searches import actions as keeping
from app.saved_searches import policy as kept
from app.saved_searches.models import SavedSearch
from tests.factories.notices import told


def test_only_the_person_sees_a_notice_in_sql_as_in_python(letters, amina, boris, nadia, visitor):
    told(amina, boris)
    notices = session.scalars(select(Notice)).all()
    assert len(notices) == 2

    for actor in (amina, boris, nadia, visitor):
        seen = set(session.scalars(select(Notice.id).where(policy.visible_to(actor))))
        assert seen == {one.id for one in notices if policy.can_view(actor, one)}
        assert len(seen) == (1 if actor in (amina, boris) else 0)


def test_only_who_keeps_a_search_sees_it_in_sql_as_in_python(amina, nadia, visitor):
    saved = keeping.save("rain", {}, actor=amina)
    session.flush()

    for actor, sees in ((amina, True), (nadia, False), (visitor, False)):
        assert kept.can_view(actor, saved) is sees
        found = session.scalars(select(SavedSearch).where(kept.visible_to(actor))).all()
        assert bool(found) is sees
    with pytest.raises(Denied):
        keeping.remove(saved, actor=nadia)


def test_nobody_reads_for_somebody_else(letters, amina, nadia):
    told(amina)
    notice = session.scalars(select(Notice)).one()

    assert queries.get(nadia, notice.id) is None
    with pytest.raises(Denied):
        actions.read(notice, actor=nadia)


@pytest.mark.parametrize("bundle", ["post", "teapot:7", "thread:", ""])
def test_a_bundle_that_is_no_target_is_only_read_when_it_is_muted(letters, amina, bundle):
    told(amina, bundle=bundle)

    actions.mute(bundle, person=amina)

    assert queries.standing(amina).unread == 0
    told(amina, bundle=bundle, subject_id=2)
    assert queries.standing(amina).unread == 1
