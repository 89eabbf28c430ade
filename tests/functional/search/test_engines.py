"""What both engines promise: the same questions, the same answers."""

from pathlib import Path

import pytest

from app.search import completing, finding
from app.search.documents import Query
from app.search.embedded import Embedded
from tests.functional.search.conftest import document, ids

NETWORKS = document(
    1,
    "Sorting networks",
    summary="Pupils sort numbers outdoors.",
    body="Draw a network with chalk. Binary numbers are sorted too.",
    facets={"subject": ("computing", "mathematics"), "licence": ("CC-BY-4.0",)},
    family=1,
)
BINARY = document(
    2,
    "Binary numbers",
    summary="How computers count.",
    body="Digits and cards. Nothing outdoors.",
    facets={"subject": ("computing",), "licence": ("CC-BY-4.0",)},
)
RESEAUX = document(3, "Réseaux de tri", "fr", body="On trace un réseau à la craie.", family=1)
DRAFTS = document(4, "Zanzibar", body="Secret cloves.", audience=frozenset({"p7"}))
CODE = document(5, "行为准则", "zh-Hans", body="我们的行为准则适用于所有人。")
CONDUCT = document(6, "مُدوّنة السلوك", "ar", body="قواعد السلوك في المدرسة")
ALL = (NETWORKS, BINARY, RESEAUX, DRAFTS, CODE, CONDUCT)


@pytest.fixture(autouse=True)
def indexed(put):
    put(*ALL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sorting networks", 1),
        ("sorted network", 1),
        ("SORTING  Networks!", 1),
        ("reseau de tri", 3),
        ("binary numbers", 2),
        ("行為準則", 5),
        ("مدونة السلوك", 6),
        ("sortign netwroks", 1),
        ("netw", 1),
        ("bin*", 2),
        ("sortingnetworks", 1),
    ],
)
def test_the_first_hit_is_the_one_that_is_meant(find, text, expected):
    assert ids(find(text))[0] == expected


def test_a_title_counts_more_than_a_mention(find):
    assert ids(find("binary"))[:2] == [2, 1]


def test_what_the_audience_may_not_find_does_not_show(find):
    assert find("zanzibar").total == 0
    assert find("cloves").total == 0
    assert ids(find("zanzibar", audiences=frozenset({"*", "p7"}))) == [4]
    assert ids(find("zanzibar", audiences=None)) == [4]


def test_hidden_words_are_neither_suggested_nor_completed(find, engine):
    assert find("zanzibra").suggestion is None
    with engine.reader() as reader:
        assert completing.complete(reader, "zan", frozenset({"*"}), 5) == []
        assert completing.complete(reader, "zan", frozenset({"p7"}), 5) == ["zanzibar"]


def test_facets_count_only_what_may_be_found(find):
    assert dict(find("").facets["language"]) == {"en": 2, "fr": 1, "ar": 1, "zh-Hans": 1}


def test_a_chosen_facet_narrows_the_hits_and_keeps_its_own_choices(find):
    results = find("numbers", filters={"subject": ("mathematics",)})

    assert ids(results) == [1]
    assert dict(results.facets["subject"]) == {"computing": 2, "mathematics": 1}
    assert dict(results.facets["licence"]) == {"CC-BY-4.0": 1}


def test_the_empty_query_finds_everything_newest_first(find):
    assert ids(find("")) == [6, 5, 3, 2, 1]


def test_a_phrase_wants_its_words_side_by_side(find):
    assert ids(find('"binary numbers"'))[0] == 2
    assert ids(find('"numbers outdoors"')) == [1]


def test_a_phrase_that_nobody_wrote_is_loosened_and_said_so(find):
    results = find('"numbers binary"')

    assert 2 in ids(results)
    assert "phrases" in results.relaxed


def test_a_minus_excludes_a_word_with_its_inflections(find):
    assert ids(find("numbers -network")) == [2]


def test_a_misspelt_word_is_corrected_from_the_index(find):
    results = find("binray")

    assert results.suggestion == "binary"
    assert "spelling" in results.relaxed


def test_a_suggestion_is_spelt_as_in_the_texts(find):
    assert find("reseuax tri").suggestion == "réseaux tri"


def test_completion_goes_on_with_the_last_word(engine):
    with engine.reader() as reader:
        completed = completing.complete(reader, "sorting net", frozenset({"*"}), 5)

    assert completed == ["sorting networks"]


def test_the_readers_language_comes_first_by_the_edition(find):
    assert ids(find("sorting networks", languages=("fr",), grouped=True))[0] == 3


def test_one_hit_stands_for_a_family_when_grouped(find):
    results = find("networks tri", languages=("en",), grouped=True)

    assert ids(results) == [1]
    assert results.hits[0].editions == ((3, "fr"),)


def test_hits_are_paged_by_key_without_gaps(find):
    first = find("", limit=2)
    second = find("", limit=2, after=first.next)
    third = find("", limit=2, after=second.next)

    assert ids(first) + ids(second) + ids(third) == [6, 5, 3, 2, 1]
    assert third.next is None


def test_a_broken_cursor_begins_from_the_top(find):
    assert ids(find("", limit=1, after="nonsense~1")) == [6]


def test_newest_first_when_asked_for(find):
    assert ids(find("numbers", sort="newest")) == [2, 1]


def test_putting_again_replaces_and_dropping_forgets(engine, put, find):
    put(document(2, "Prime factors"))

    assert ids(find("prime factors")) == [2]
    assert 2 not in ids(find("binary numbers"))

    engine.put([], drop=[("lesson", 2)])

    assert find("prime").total == 0
    assert find("primes").suggestion is None
    assert engine.count() == 5


def test_a_document_that_was_found_before_is_found_as_it_is_now(put, find):
    assert find("binary numbers").facets["subject"][0][0] == "computing"

    put(document(2, "Binary numbers", facets={"subject": ("history",)}))

    assert ids(find("binary numbers"))[0] == 2
    assert ("history", 1) in find("binary numbers").facets["subject"]


def test_a_hit_tells_whether_only_its_edition_has_the_words(find):
    [own, *_] = find("tri", languages=("fr",), grouped=True).hits
    [by_edition, *_] = find("craie", languages=("en",), grouped=True).hits

    assert (own.id, own.has_words) == (3, True)
    assert (by_edition.id, by_edition.has_words) == (1, False)


def test_an_edition_that_has_only_half_of_a_word_is_found(put, find):
    put(
        document(10, "Astrokatt", "nb", family=5),
        document(11, "Un chat astro", "fr", family=5),
        document(12, "Katt", "nb"),
    )

    assert ids(find("astrokatt", languages=("fr",), grouped=True)) == [11]


def test_families_are_paged_without_gaps(put, find):
    put(*(document(n, f"Stars {n}", "en", family=n % 3 + 10) for n in range(20, 29)))

    first = find("stars", languages=("en",), grouped=True, limit=1)
    second = find("stars", languages=("en",), grouped=True, limit=1, after=first.next)
    third = find("stars", languages=("en",), grouped=True, limit=1, after=second.next)

    found = [hit.family for results in (first, second, third) for hit in results.hits]
    assert sorted(found) == [10, 11, 12]
    assert third.next is None


def test_a_rebuilt_index_has_what_it_was_given_and_nothing_else(engine, find):
    progress = []

    engine.rebuild(iter([BINARY]), progress.append)

    assert engine.count() == 1
    assert ids(find("")) == [2]
    assert progress[-1] == 1


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(engine, find):
    def broken():
        yield BINARY
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.rebuild(broken(), lambda done: None)

    assert engine.count() == 6
    assert ids(find("sorting networks"))[0] == 1


def test_similar_documents_share_words_but_not_the_family(engine, put):
    put(document(7, "Sorting numbers", body="Sort binary numbers with cards."))

    with engine.reader() as reader:
        hits = finding.similar(reader, Query("", languages=("en",), limit=3), to=("lesson", 1))

    assert hits[0].id == 7
    assert 3 not in [hit.id for hit in hits]


def test_similar_documents_of_hidden_ones_are_not_shown(engine):
    with engine.reader() as reader:
        assert finding.similar(reader, Query(""), to=("lesson", 4)) == ()


HOSTILE = [
    "?*",
    "*" * 500,
    "a" * 10_000,
    "ab " * 5_000,
    '"' * 999,
    "-" * 1_000,
    "((((((((((",
    "' OR 1=1 --",
    "foo' | 'bar & !baz:*",
    "\\",
    "\x00\x01 null",
    "title:binary^9 AND NOT body:*",
    "数" * 3_000,
    "ก" * 3_000,
    "mixed भाषा текст 文字 نص",
    "\u202e\u200f\u200b",
    "😀 🧑‍🏫",
    "~english~binari",
    "%_%",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_input_is_wrong(find, text):
    results = find(text)

    assert results.total <= len(ALL)


def test_a_reader_in_another_process_sees_what_was_put(tmp_path: Path):
    writing, reading = Embedded(tmp_path / "shared"), Embedded(tmp_path / "shared")
    writing.put([BINARY])
    with reading.reader() as reader:
        assert reader.sizes == {"en": 1}

    writing.put([NETWORKS, RESEAUX])
    with reading.reader() as reader:
        assert reader.sizes == {"en": 2, "fr": 1}

    writing.rebuild([CODE], lambda done: None)
    with reading.reader() as reader:
        assert reader.sizes == {"zh-Hans": 1}
