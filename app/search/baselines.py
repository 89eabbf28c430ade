"""Simpler ways to search, to measure ours against: in memory, for `flask search evaluate`."""

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import pysqlite3

from app.search.analysis import analyse
from app.search.documents import Document
from app.search.evaluation import Search
from app.search.whoosh import standard_search

_WORD = re.compile(r"\w+")
_WEIGHTS = {"title": 8.0, "summary": 3.0, "body": 1.0}
_K1, _B = 1.2, 0.75


def all_of(documents: Sequence[Document]) -> dict[str, Search]:
    """Return the baselines over these documents, by name."""
    return {
        "SQLite FTS5 unicode61, OR": fts5(documents),
        "Whoosh, standard analyser": standard_search(documents, name_of),
        "BM25 over our tokens, 8:3:1": bm25(documents),
    }


def name_of(document: Document) -> str:
    """Return what judged queries call the document."""
    return document.identifier or f"{document.type}:{document.id}"


def fts5(documents: Sequence[Document]) -> Search:
    """SQLite's full text search as it comes, any of the words."""
    connection = pysqlite3.dbapi2.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE found USING fts5(title, summary, body, tokenize='unicode61')"
    )
    names = [name_of(document) for document in documents]
    connection.executemany(
        "INSERT INTO found(rowid, title, summary, body) VALUES (?, ?, ?, ?)",
        [(at, one.title, one.summary, one.body) for at, one in enumerate(documents)],
    )

    def search(text: str, language: str, limit: int) -> Sequence[str]:
        query = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        statement = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found) LIMIT ?"
        return [names[at] for (at,) in connection.execute(statement, (query, limit))]

    return search


def bm25(documents: Sequence[Document]) -> Search:
    """BM25 over our own terms, the fields weighed 8 : 3 : 1, nothing widened."""
    counted = [_terms(document) for document in documents]
    usual = sum(terms.total() for terms in counted) / max(1, len(counted))
    postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for at, terms in enumerate(counted):
        longer = 1 - _B + _B * terms.total() / usual
        for term, times in terms.items():
            postings[term][at] = times * (_K1 + 1) / (times + _K1 * longer)

    def search(text: str, language: str, limit: int) -> Sequence[str]:
        scores: defaultdict[int, float] = defaultdict(float)
        for term in analyse(text, language).terms:
            found = postings.get(term, {})
            rarity = math.log(1 + (len(counted) - len(found) + 0.5) / (len(found) + 0.5))
            for at, weight in found.items():
                scores[at] += rarity * weight
        best = heapq.nlargest(limit, scores, key=scores.__getitem__)
        return [name_of(documents[at]) for at in best]

    return search


def _terms(document: Document) -> "Counter[str]":
    terms: Counter[str] = Counter()
    for name, weight in _WEIGHTS.items():
        for term, times in analyse(document.texts[name], document.language).terms.items():
            terms[term] += int(times * weight)
    return terms
