"""The canaries again, at the host of files: an address opens what its reader may see, no more."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from tests.architecture.world import ACTORS, World, world
from tests.client import Client
from tests.files_host import FILES, built

CANARY = re.compile(r"canary\d\d[a-z]+")
ADDRESS = re.compile(rf'{FILES}/files/(\d+)/[^"]+')


@pytest.fixture
def made(config, rolled_back) -> World:
    return world(built(config))


def test_nobody_is_given_the_address_of_what_is_hidden_from_them(made):
    outside = Client(made.app)
    opened = {role: _opened(made, role, outside) for role in ACTORS}
    seen = {role: {w for w in _canaries(made) if role in made.seen_by[w]} for role in ACTORS}

    assert opened == seen


def test_without_a_key_only_what_visitors_see_is_there(made):
    outside = Client(made.app)
    for (place, state), file_id in made.files.items():
        word = _word(made, place + state)
        status = 200 if "visitor" in made.seen_by[word] else 404
        assert _got(outside, f"{FILES}/files/{file_id}/x.txt", status).startswith("In") == (
            status == 200
        )


def test_a_key_opens_one_file(made):
    outside = Client(made.app)
    keys = {
        i: a.partition("key=")[2] for r in ACTORS for i, a in _addresses(made, r) if "key=" in a
    }
    hidden = [
        i for (p, s), i in made.files.items() if "visitor" not in made.seen_by[_word(made, p + s)]
    ]

    assert set(keys) == set(hidden)
    assert not any("key=" in address for _id, address in _addresses(made, "visitor"))
    for file_id in hidden:
        for other, key in keys.items():
            status = 200 if other == file_id else 404
            _got(outside, f"{FILES}/files/{file_id}/x.txt?key={key}", status)


def _addresses(made: World, role: str) -> Iterator[tuple[int, str]]:
    """Yield what all pages of lessons give this person, by the files' ids."""
    for (place, _state), lesson_id in made.lessons.items():
        for path in (f"/en/{place}/lessons/{lesson_id}", f"/api/v1/lessons/{lesson_id}"):
            text = made.clients[role].browser.get(path).get_data(as_text=True)
            for found in ADDRESS.finditer(text.replace("&amp;", "&")):
                yield int(found[1]), found[0]


def _opened(made: World, role: str, outside: Client) -> set[str]:
    found = {address for _id, address in _addresses(made, role)}
    return {word for address in found for word in CANARY.findall(_got(outside, address, 200))}


def _got(client: Client, address: str, status: int) -> str:
    with client.browser.get(address) as response:
        assert response.status_code == status, unquote(address)
        return response.get_data(as_text=True)


def _canaries(made: World) -> set[str]:
    return {_word(made, place + state) for place, state in made.files}


def _word(made: World, name: str) -> str:
    return next(word for word in made.baits if word.endswith(name))
