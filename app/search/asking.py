"""From a person's request to what they are shown: asked as them, and loaded again as them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.accounts.models import Actor
from app.portals import queries as portals
from app.search import excerpts, searching
from app.search.documents import EVERYONE, Card, Hit, Query, Results, sources
from app.search.signals import Lifts


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit that the person may see, its words marked."""

    hit: Hit
    card: Card
    title: list[excerpts.Segment]
    excerpt: list[excerpts.Segment]
    editions: tuple[tuple[str, str], ...] = ()
    """Addresses and languages of the further editions."""
    reasons: tuple[str, ...] = ()
    """What speaks for it beyond its words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The results of a query and those of its hits that the person may see."""

    results: Results
    shown: list[Shown]
    total: int


def audiences(actor: Actor) -> frozenset[str]:
    """Return whose documents this person may find."""
    if actor.is_network_steward:
        ids = [portal.id for portal in portals.everything(actor)]
    else:
        ids = list(actor.portal_ids)
    return frozenset({EVERYONE, *(f"p{portal_id}" for portal_id in ids)})


def ask(actor: Actor, query: Query) -> Answer:
    """Find, and load what was found again through its room, so that a stale index cannot leak."""
    lifts = Lifts(actor)
    results = searching.find(replace(query, lift=lifts.factors))
    cards = _cards(actor, results.hits)
    known = lifts.of(cards)
    links = _links(actor, results.hits)
    texts = _texts(results.hits, cards, query.text)
    shown = [
        replace(
            _shown(hit, cards, links, texts.get((hit.type, hit.id), ""), query.text),
            reasons=known[hit.type, hit.id].words if (hit.type, hit.id) in known else (),
        )
        for hit in results.hits
        if (hit.type, hit.id) in cards
    ]
    missing = len(results.hits) - len(shown)
    return Answer(results, shown, max(results.total - missing, len(shown)))


Key = tuple[str, int]


def _cards(actor: Actor, hits: tuple[Hit, ...]) -> dict[Key, Card]:
    wanted: dict[str, set[int]] = {}
    for hit in hits:
        wanted.setdefault(hit.type, set()).add(hit.id)
    return {
        (type_, id_): card
        for type_, ids in wanted.items()
        for id_, card in sources()[type_].load(actor, ids).items()
    }


def _links(actor: Actor, hits: tuple[Hit, ...]) -> dict[Key, str]:
    """Load the addresses of further editions; nothing else of them is shown."""
    wanted: dict[str, set[int]] = {}
    for hit in hits:
        if hit.editions:
            wanted.setdefault(hit.type, set()).update(id_ for id_, _ in hit.editions)
    return {
        (type_, id_): address
        for type_, ids in wanted.items()
        for id_, address in sources()[type_].links(actor, ids).items()
    }


def _texts(hits: tuple[Hit, ...], cards: Mapping[Key, Card], query: str) -> dict[Key, str]:
    """Load the long texts of the hits whose summaries do not show why they were found."""
    if not query.strip():
        return {}
    unclear: dict[str, list[int]] = {}
    for hit in hits:
        card = cards.get((hit.type, hit.id))
        if (
            card is not None
            and hit.has_words
            and not _is_marked(card.summary, card.language, query)
        ):
            unclear.setdefault(hit.type, []).append(hit.id)
    return {
        (type_, id_): text
        for type_, ids in unclear.items()
        for id_, text in sources()[type_].texts(ids).items()
    }


def _is_marked(text: str, language: str, query: str) -> bool:
    return any(marked for _, marked in excerpts.highlight(text, language, query))


def _shown(
    hit: Hit, cards: Mapping[Key, Card], links: Mapping[Key, str], text: str, query: str
) -> Shown:
    card = cards[hit.type, hit.id]
    passage = excerpts.excerpt(text, card.language, query) if text else []
    if not any(marked for _, marked in passage):
        passage = excerpts.excerpt(card.summary, card.language, query)
    editions = ((links.get((hit.type, id_)), language) for id_, language in hit.editions)
    return Shown(
        hit,
        card,
        excerpts.highlight(card.title, card.language, query),
        passage,
        tuple((address, language) for address, language in editions if address),
    )
