"""The canaries: a unique word in every hidden record, looked for in every output, as everyone."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from app.kernel.jobs import record
from app.notifications import digests
from app.notifications.events import DigestsDue
from tests.architecture.world import ACTORS, World, world
from tests.client import Client
from tests.walk import tell

MOST_LINKS = 150
"""Pages that are found on others, besides those whose addresses somebody may have guessed."""

CANARY = re.compile(r"canary\d{2,3}[a-z]+")
LINK = re.compile(r'(?:href|src|action|data-[a-z]+)="([^"#]+)')
TEXTS = ("text/plain", "text/html")
OUTPUTS = (
    "/", "/en/", "/ar/", "/en/north/", "/en/cove/", "/en/south/", "/en/cove/lessons/",
    "/en/north/lessons/?subject=science&devices=none", "/en/cove/people", "/en/north/people",
    "/sitemap.xml", "/robots.txt", "/api/v1/portals", "/api/v1/openapi.json",
    "/api/v1/search?q=title&limit=100", "/en/search?q=title", "/en/search?q=summary",
    "/en/notices", "/en/notices/count", "/en/subscriptions", "/en/searches", "/en/messages",
)  # fmt: skip


def test_nobody_finds_what_is_hidden_from_them(app, run_jobs, tmp_path):
    made = world(app)
    run_jobs()
    leaks = [leak for role in ACTORS for leak in _leaks(made, role)]
    leaks += [f"in an export: {word}" for word in _in_export(made, tmp_path)]

    tell(canaries=len(made.baits), leaks=len(leaks))
    assert not leaks, "\n".join(leaks)


def test_no_mail_tells_what_is_hidden_from_its_reader(app, posted):
    made = world(app)
    heard = posted()

    leaks = {(to, word) for to, word in heard if to not in made.seen_by[word]}
    assert not leaks
    assert {to for to, _word in heard} == set(made.people)
    for to, name in (
        ("author", "northprivate"),
        ("moderator", "northwithdrawnreport"),
        ("stranger", "norththreadopen"),
        ("member", "savedsearch"),
        ("member", "covethreadmembers"),
    ):
        assert any(role == to and word.endswith(name) for role, word in heard), f"{to}: {name}"


def test_the_canaries_sing_for_those_who_may_hear_them(app, run_jobs):
    """The search for leaks is not blind: whoever may see a lesson does meet its canary."""
    made = world(app)
    run_jobs()
    heard = {word for _, word in _met(made, "network")}

    for state in ("published", "members"):
        assert any(f"north{state}" in word for word in heard)
    told = made.clients["member"].get("/en/notices").html
    assert _word(made, "coveopenheldpost") not in told
    assert _word(made, "covethreadopen") in told
    assert _word(made, "savedsearch") in made.clients["member"].get("/en/searches").html
    for place in ("north", "cove"):
        found = _json(made.clients["member"], f"/api/v1/search?q={_bait(made, place + 'members')}")
        assert f"{place}members" in found["results"][0]["title"]


def _leaks(made: World, role: str) -> Iterator[str]:
    for address, word in _met(made, role):
        if role not in made.seen_by[word]:
            yield f"{role} met {word} at {address}"
    for word, bait in made.baits.items():
        if role not in made.seen_by[word]:
            yield from _counted(made, role, bait)


def _counted(made: World, role: str, bait: str) -> Iterator[str]:
    """Look for numbers that tell of a hidden record: totals, facets, suggestions, completions."""
    client = made.clients[role]
    found = _json(client, f"/api/v1/search?q={bait}")
    if found["total"] or any(found["facets"].values()):
        yield f"{role} is told that {bait} is in {found['total']} lessons: {found['facets']}"
    if found["suggestion"]:
        yield f"{role} is offered {found['suggestion']} for {bait}"
    words = client.browser.get(f"/en/search/completions?q={bait[:5]}").get_data(as_text=True)
    if bait in words:
        yield f"{role} is offered {bait} as a completion"


def _met(made: World, role: str) -> Iterator[tuple[str, str]]:
    """Crawl all that this person can reach, and yield every canary with its address."""
    client = made.clients[role]
    waiting = [*OUTPUTS, *_addresses(made)]
    seen = set(waiting)
    most = len(waiting) + MOST_LINKS
    for count, address in enumerate(waiting):
        if count > most:
            break
        with client.browser.get(address) as response:
            text = response.get_data(as_text=True) + "\n"
        text += " ".join(value for _, value in response.headers)
        yield from ((address, word) for word in set(CANARY.findall(unquote(text))))
        for link in _links(address, text):
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def _addresses(made: World) -> Iterator[str]:
    """Yield the addresses of every hidden record: somebody may have guessed them."""
    for (place, state), lesson_id in made.lessons.items():
        base = f"/en/{place}/lessons/{lesson_id}"
        yield from (base, f"{base}/print", f"{base}/revisions/", f"{base}/revisions/1")
        yield f"/api/v1/lessons/{lesson_id}"
        yield f"/files/{made.files[place, state]}/x.txt"
    for (place, _state), values in made.records["thread_id"].items():
        base = f"/en/{place}/discussions/{values['thread_id']}"
        yield from (base, f"{base}/feed.atom", f"{base}/moderation", f"{base}/title")
        yield f"/api/v1/threads/{values['thread_id']}"
    for (place, _state), values in made.records["report_id"].items():
        base = f"/en/{place}/lessons/{values['lesson_id']}"
        yield from (f"{base}/reports", f"{base}/reports/{values['report_id']}")
        yield f"/api/v1/lessons/{values['lesson_id']}/reports"
    for (place, _state), values in made.records["post_id"].items():
        base = f"/en/{place}/discussions/posts/{values['post_id']}"
        yield from (
            base,
            f"{base}/history",
            f"{base}/edit",
            f"{base}/quotation",
            f"{base}/withdrawal",
        )
    for (place, _state), values in made.records["board_id"].items():
        base = f"/en/{place}/discussions/boards/{values['board_id']}"
        yield from (base, f"{base}/feed.atom", f"{base}/new", f"{base}/edit")
    for word, bait in made.baits.items():
        yield from (f"/en/search?q={bait}", f"/en/search?q={bait[:5]}*", f"/api/v1/search?q={bait}")
        del word
    yield from (f"/en/people/{user.id}" for user in made.people.values())
    yield f"/en/people/{made.values['asking_id']}"


def _links(address: str, text: str) -> Iterator[str]:
    for link in LINK.findall(text.replace("&amp;", "&")):
        parts = urlsplit(urljoin(address, link))
        is_ours = not parts.netloc or parts.netloc == "localhost"
        if is_ours and parts.path.startswith(("/en/", "/files/", "/api/")):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def _json(client: Client, address: str) -> dict:
    return json.loads(client.browser.get(address).get_data())


def _bait(made: World, name: str) -> str:
    return next(bait for word, bait in made.baits.items() if word.endswith(name))


@pytest.fixture
def posted(mails, later, monkeypatch) -> Callable[[], set[tuple[str, str]]]:
    """Send all mails and digests that are due; return who reads which canaries in them."""
    monkeypatch.setattr(digests, "MOST", 1_000)

    def post() -> set[tuple[str, str]]:
        sent = mails()
        later(timedelta(minutes=2))
        sent += mails()
        record(DigestsDue())
        return set(_heard(sent + mails()))

    return post


def _heard(mails: Iterable[EmailMessage]) -> Iterator[tuple[str, str]]:
    for mail in mails:
        texts = [part.get_content() for part in mail.walk() if part.get_content_type() in TEXTS]
        said = unquote(" ".join([*map(str, mail.values()), *texts]))
        yield from ((mail["To"].split(".")[0], word) for word in CANARY.findall(said))


def _word(made: World, name: str) -> str:
    return next(word for word in made.baits if word.endswith(name))


def _in_export(made: World, tmp_path: Path) -> set[str]:
    runner = made.app.test_cli_runner()
    target = tmp_path / "out"
    done = runner.invoke(args=["export", "lessons", "--portal", "north", str(target)])
    assert done.exit_code == 0, done.output
    text = "".join(path.read_text() for path in target.rglob("*") if path.is_file())
    hidden = {word for word in CANARY.findall(text) if "draft" in word or "withdrawn" in word}
    return hidden | {word for word in CANARY.findall(text) if "cove" in word}
