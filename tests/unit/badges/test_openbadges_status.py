"""Lists of revocations."""

import gzip

import pytest

from app.badges.openbadges import errors, status
from app.badges.openbadges.encoding import base64url
from tests.factories import openbadges as made


def test_bits_are_counted_from_the_left():
    content = status.decode(status.encode([0, 9, status.BITS - 1]))

    assert len(content) == 16_384
    assert (content[0], content[1], content[-1]) == (0b1000_0000, 0b0100_0000, 0b0000_0001)


def test_each_bit_is_its_own():
    revoked = {0, 7, 8, 1000, status.BITS - 1}
    encoded = status.encode(revoked)

    assert {
        n for n in (*range(20), 999, 1000, 1001, status.BITS - 1) if status.is_set(encoded, n)
    } == revoked


def test_the_same_list_is_the_same_text():
    assert status.encode([3]) == status.encode([3])


def test_the_standards_own_list_is_read():
    """Bitstring Status List 1.0, example: nothing revoked."""
    theirs = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"

    assert not any(status.decode(theirs))


def test_a_list_is_a_credential():
    listed = status.list_credential(
        made.LIST, issuer=made.DID, revoked=[5], valid_from=made.ISSUED, valid_until=made.EXPIRES
    )

    assert listed["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert listed["credentialSubject"]["statusPurpose"] == "revocation"
    assert status.is_set(listed["credentialSubject"]["encodedList"], 5)
    assert listed["validUntil"] == "2090-01-01T00:00:00Z"


@pytest.mark.parametrize("index", [-1, status.BITS])
def test_there_is_nothing_beyond_the_list(index):
    with pytest.raises(errors.Invalid):
        status.encode([index])
    with pytest.raises(errors.Unreadable):
        status.is_set(status.encode([]), index)


@pytest.mark.parametrize("bits", [status.BITS - 8, status.BITS + 1])
def test_a_list_is_never_so_short_that_it_tells_who_is_asked_for(bits):
    with pytest.raises(errors.Invalid):
        status.encode([], bits)


@pytest.mark.parametrize(
    "encoded",
    [
        None, 7, "", "u", "uAAAA", "x" + status.encode([])[1:], status.encode([])[1:],
        status.encode([])[:-8], "u" + base64url(gzip.compress(b"\0" * 100, mtime=0)),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(encoded):
    with pytest.raises(errors.Unreadable):
        status.decode(encoded)


def test_a_bomb_is_not_opened(room):
    bomb = "u" + base64url(gzip.compress(b"\0" * 80_000_000, mtime=0))

    with room(20_000_000), pytest.raises(errors.TooLarge):
        status.decode(bomb)
