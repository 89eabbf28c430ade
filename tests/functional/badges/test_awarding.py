"""Awards: signed once, one for a person and badge, taken back with a reason, bound again."""

import json

import pytest

from app.badges import awarding, issuing, queries, writing_down
from app.badges.awarding import Grant
from app.badges.models import Means
from app.badges.openbadges import checking
from app.kernel import clock
from app.kernel.db import session
from app.kernel.errors import Denied, Refused
from tests.factories.badges import awarded, badge, one_computer
from tests.factories.courses import ict, spring, tala
from tests.factories.people import person
from tests.factories.portals import north

__all__ = ["ict", "north", "one_computer", "spring", "tala"]


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context():
        yield


def checked(award, **more):
    issuer = award.badge.issuer
    return checking.verify(
        award.credential, keys=writing_down.verification_keys(issuer), now=clock.now(), **more
    )


def test_an_award_proves_itself_and_names_nobody(one_computer, boris, tala):
    made = awarded(one_computer, boris, tala)

    document = json.loads(made.credential)
    assert document["id"] == f"http://localhost/awards/{made.uid}"
    assert boris.name not in made.credential
    assert boris.email not in made.credential
    assert checked(made).signature.code == "signature.valid"


def test_a_person_has_a_badge_once(one_computer, boris, tala):
    awarded(one_computer, boris, tala)

    with pytest.raises(Refused):
        awarded(one_computer, boris, tala)


def test_a_badge_that_can_be_renewed_is_given_again(north, tala, boris):
    yearly = badge(north, tala, is_renewable=True, valid_days=365)

    first, second = awarded(yearly, boris, tala), awarded(yearly, boris, tala)

    assert (first.renewal, second.renewal) == (0, 1)
    assert second.expires_at is not None
    assert first.status_index != second.status_index


@pytest.mark.parametrize("name", ["boris", "amina", "eka"])
def test_who_does_not_train_awards_nothing(one_computer, chidi, name, request):
    with pytest.raises(Denied):
        awarded(one_computer, chidi, request.getfixturevalue(name))


def test_nobody_awards_to_themselves_unless_the_badge_says_so(one_computer, north, tala):
    with pytest.raises(Denied):
        awarded(one_computer, tala, tala)

    own = badge(north, tala, "Own", is_own_claim_allowed=True)
    assert awarded(own, tala, tala).holder_id == tala.id


def test_a_badge_is_bound_to_a_confirmed_address(one_computer, tala):
    unsure = person("Unsure", confirmed_at=None)

    with pytest.raises(Refused):
        awarded(one_computer, unsure, tala)


def test_an_award_is_taken_back_with_a_reason(one_computer, boris, tala, dana):
    made = awarded(one_computer, boris, tala)
    with pytest.raises(Refused):
        awarding.revoke(made, "  ", actor=dana)

    awarding.revoke(made, "It was somebody else's work.", actor=dana)

    assert made.revoked_because == "It was somebody else's work."
    assert list(queries.revoked_indexes(one_computer.issuer)) == [made.status_index]
    with pytest.raises(Refused):
        awarding.revoke(made, "Again", actor=dana)


def test_a_new_key_signs_and_the_old_one_still_proves(one_computer, boris, amina, tala):
    before = awarded(one_computer, boris, tala)
    old = before.key
    issuing.rotate(one_computer.issuer)
    after = awarded(one_computer, amina, tala)

    assert old.is_retired
    assert after.key.name == "key-2"
    assert after.key.id != old.id
    assert checked(after).signature.code == "signature.valid"


def test_what_is_held_is_bound_to_a_new_address(one_computer, boris, tala):
    old = awarded(one_computer, boris, tala)
    boris.email = "boris.new@school.example"
    session.flush()

    (new,) = awarding.bind_again(boris)

    assert old.replaced_by_id == new.id
    assert old.is_revoked
    assert new.issued_at == old.issued_at
    assert [one.id for one in queries.backpack(boris)] == [new.id]
    assert awarding.bind_again(boris) == []


def test_an_erased_holder_is_named_nowhere_and_the_award_still_proves(one_computer, boris, tala):
    made = awarded(one_computer, boris, tala)

    awarding.forget(boris)

    assert made.holder_id is None
    assert made.holder_name == ""
    assert checked(made).signature.code == "signature.valid"


def test_many_are_awarded_at_once_and_each_has_a_place_in_the_list(one_computer, tala):
    people = [person(f"Learner {number}") for number in range(5)]

    made = awarding.give(one_computer, [Grant(one) for one in people], Means.COMPLETION, by_id=None)

    assert sorted(one.status_index for one in made) == [0, 1, 2, 3, 4]
    assert awarding.give(one_computer, [Grant(people[0])], Means.COMPLETION, by_id=None) == []


def test_an_issuer_keeps_its_name_when_the_house_moves(
    app, one_computer, boris, amina, tala, monkeypatch
):
    before = awarded(one_computer, boris, tala)
    moved = writing_down.Desk("https://new.example", writing_down.desk().secret_key)
    monkeypatch.setitem(app.extensions, "badges", moved)

    after = awarded(one_computer, amina, tala)

    assert json.loads(after.credential)["id"].startswith("https://new.example/awards/")
    for award in (before, after):
        assert checked(award).signature.code == "signature.valid"
