"""What an attempt shows: by chance, but the same each time."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from app.courses.quizzes.drawing import Draw, available, choices, draw, items, options
from app.courses.quizzes.questions import Choice, Item, Matching, Ordering, Pair, SingleChoice
from app.kernel.markup import RichText

TEXT = RichText.from_markdown("Which?")
CHOICES = tuple(Choice(key, TEXT, Fraction(key == "a")) for key in "abcd")
BANK = [
    SingleChoice(
        key=f"q{number}",
        language="en",
        text=TEXT,
        choices=CHOICES,
        tags=("Easy",) if number % 2 else (),
        category="Maths/Algebra" if number < 10 else "Biology",
    )
    for number in range(20)
]
SEEDS = [f"seed {number}" for number in range(200)]


def keys(drawn) -> list[str]:
    return [one.key for one in drawn]


def test_the_same_attempt_shows_the_same() -> None:
    wanted = [Draw(3, "easy"), Draw(4, "maths")]
    assert keys(draw(BANK, wanted, "1")) == keys(draw(list(reversed(BANK)), wanted, "1"))
    assert keys(choices(BANK[0], "1")) == keys(choices(BANK[0], "1"))
    assert len({tuple(keys(draw(BANK, wanted, seed))) for seed in SEEDS}) > 190


def test_an_attempt_is_the_same_in_every_release() -> None:
    assert keys(draw(BANK, [Draw(4)], "an attempt")) == ["q10", "q15", "q13", "q12"]


def test_a_draw_takes_by_tag_or_category_and_nothing_twice() -> None:
    drawn = draw(BANK, [Draw(10, "EASY"), Draw(10, "maths/algebra"), Draw(99)], "x")
    assert all("Easy" in one.tags for one in drawn[:10])
    assert all(one.category == "Maths/Algebra" for one in drawn[10:15])
    assert sorted(keys(drawn)) == sorted(keys(BANK))
    assert (available(BANK, "maths"), available(BANK, "math"), available(BANK)) == (10, 0, 20)


def test_every_question_has_the_same_chance() -> None:
    counted = Counter(key for seed in SEEDS for key in keys(draw(BANK, [Draw(5)], seed)))
    assert len(counted) == 20
    assert 25 < min(counted.values()) <= max(counted.values()) < 80


def test_a_bank_that_grows_changes_little() -> None:
    before = keys(draw(BANK[:-1], [Draw(5)], "y"))
    after = keys(draw(BANK, [Draw(5)], "y"))
    assert len(set(before) & set(after)) >= 4


def test_choices_are_shuffled_unless_they_stay() -> None:
    firsts = Counter(choices(BANK[0], seed)[0].key for seed in SEEDS)
    assert set(firsts) == set("abcd")
    assert min(firsts.values()) > 25
    assert keys(choices(replace(BANK[0], shuffle=False), "x")) == list("abcd")


def test_what_is_matched_is_never_in_the_order_of_the_pairs() -> None:
    pairs = tuple(Pair(word, TEXT, word) for word in ("Rome", "Bamako", "Oslo"))
    question = Matching(key="m", language="en", text=TEXT, pairs=pairs, decoys=("Amman",))
    orders = {tuple(one.text for one in options(question, seed)) for seed in SEEDS}
    assert len(orders) == 24
    calm = options(replace(question, shuffle=False), "x")
    assert [one.text for one in calm] == ["Amman", "Bamako", "Oslo", "Rome"]


def test_items_are_never_given_in_the_right_order() -> None:
    two = Ordering(key="o", language="en", text=TEXT, items=(Item("a", TEXT), Item("b", TEXT)))
    assert {tuple(keys(items(two, seed))) for seed in SEEDS} == {("b", "a")}
