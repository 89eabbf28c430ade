"""How facts about courses are said."""

import pytest

from app.courses.content import Completion, CompletionRule, Item, ItemKind, Rule
from app.courses.texts import words
from app.courses.wording import completion_sentences, due_sentence, hours_text, item_meta
from app.kernel.markup import Format
from app.lessons.content import Text
from tests.factories import courses

MODULES, MARKS = CompletionRule(Rule.MODULES, 2), CompletionRule(Rule.MARKS, 60)
PRESENCE = CompletionRule(Rule.ATTENDANCE, 80)


@pytest.mark.parametrize(
    ("completion", "said"),
    [
        (Completion(), ["When everything that is required is done."]),
        (Completion((MODULES,)), ["Every module is done, with all that it requires."]),
        (
            Completion((CompletionRule(Rule.MODULES, 1),)),
            ["1 module is done, with all that it requires."],
        ),
        (
            Completion((MARKS, PRESENCE)),
            [
                "All of these:",
                "You have 60% of all points.",
                "You were there in 80% of the sessions.",
            ],
        ),
    ],
)
def test_completion_is_said_in_sentences(completion, said):
    assert completion_sentences(courses.syllabus(completion=completion)) == said


def test_some_of_the_rules_may_be_enough():
    completion = Completion((MODULES, MARKS, PRESENCE), needed=2)
    assert (
        completion_sentences(courses.syllabus(completion=completion))[0] == "2 of these are enough:"
    )


def test_hours_and_days_are_counted():
    assert (hours_text(1), hours_text(12)) == ("1 hour", "12 hours")
    assert due_sentence(0) == "Due on the first day of a cohort."
    assert due_sentence(28) == "Due 28 days after a cohort’s first day."


def test_an_item_says_what_it_is():
    item = Item(ItemKind.QUIZ, "Ten questions", minutes=20, is_required=False)
    assert item_meta(item) == ["Quiz", "20 min", "if you like"]


def test_a_text_is_searched_by_its_words():
    markdown = Text("# Maps\n\n- **paper**\n1. [phones](https://example.org/x)\n> old\n\nA-B 1.5")
    assert words(markdown).split() == ["Maps", "paper", "phones", "old", "A-B", "1.5"]
    assert words(Text("<p>Maps &amp; <b>phones</b></p>", Format.HTML)).split() == [
        "Maps",
        "&",
        "phones",
    ]
