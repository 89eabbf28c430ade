"""GIFT as teachers and programs write it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from app.courses.quizzes import gathering, gift
from app.courses.quizzes.problems import Code, Read
from app.courses.quizzes.questions import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    OrderRule,
    Question,
    ShortText,
    SingleChoice,
)
from app.kernel.i18n import speaking
from app.kernel.markup import Format


def read(text: str, language: str = "en") -> Read:
    return gift.read(text.encode(), language)


def one(text: str) -> Question:
    found = read(text)
    assert not found.lost, [problem.sentence for problem in found.problems]
    (question,) = found.questions
    return question


def codes(text: str) -> list[Code]:
    return [problem.code for problem in read(text).problems]


def shown(question) -> list[tuple[str, Fraction, str]]:
    return [
        (choice.text.text, choice.credit, choice.feedback.text if choice.feedback else "")
        for choice in question.choices
    ]


def test_one_choice_with_feedback_and_a_half_right_answer() -> None:
    question = one(
        "// heading\n::Rivers:: Which is the\nlongest? {\n"
        "  =Nile#Yes, 6\\,650 km ~%50%Amazon # nearly\n ~Rhine\n####Measured from the source}"
    )
    assert isinstance(question, SingleChoice)
    assert question.name == "Rivers"
    assert question.text.text == "Which is the\nlongest?"
    assert question.feedback.text == "Measured from the source"
    assert shown(question) == [
        ("Nile", Fraction(1), "Yes, 6\\,650 km"),
        ("Amazon", Fraction(1, 2), "nearly"),
        ("Rhine", Fraction(0), ""),
    ]


def test_several_choices_with_costs() -> None:
    question = one("Which?{~%33.333%a ~%33.333%b ~%33.333%c ~%-100%d#No!}")
    assert isinstance(question, MultipleChoice)
    third = Fraction(1, 3)
    assert [choice.credit for choice in question.choices] == [third, third, third, -1]


@pytest.mark.parametrize(
    ("answers", "is_true", "about"),
    [
        ("T", True, (None, None)),
        ("FALSE", False, (None, None)),
        ("true", True, (None, None)),
        ("F#wrong#right####all", False, ("wrong", "right")),
        ("TRUE##right", True, ("right", None)),
    ],
)
def test_true_or_false_is_a_choice_of_two_words(answers, is_true, about) -> None:
    question = one(f"Water boils at 100 °C.{{{answers}}}")
    assert [choice.key for choice in question.choices] == ["true", "false"]
    assert question.choices[0].credit == is_true
    assert tuple(c.feedback and c.feedback.text for c in question.choices) == about
    assert not question.shuffle


def test_true_and_false_are_words_of_the_language_of_the_question() -> None:
    assert read("L'eau bout.{T}", "fr").questions[0].language == "fr"
    with speaking("ar"):
        assert one("Water boils.{T}").choices[0].text.text == "True"


def test_a_missing_word_leaves_a_blank() -> None:
    question = one("Grant is {~buried =entombed} in a tomb.")
    assert question.text.text == "Grant is _____ in a tomb."


def test_short_texts_with_weights_and_a_catch_all() -> None:
    question = one("Two plus two equals {=four =4#Digits! =%50%*or =%0%*#No.}")
    assert isinstance(question, ShortText)
    assert [(a.text, a.credit) for a in question.answers] == [
        ("four", 1),
        ("4", 1),
        ("*or", Fraction(1, 2)),
        ("*", 0),
    ]


def test_pairs_and_decoys() -> None:
    question = one("Match.{=Mali->Bamako =[html]<b>Kenya</b> -> Nairobi = -> Lagos}")
    assert isinstance(question, Matching)
    assert [(p.left.text, p.right) for p in question.pairs] == [
        ("Mali", "Bamako"),
        ("Kenya", "Nairobi"),
    ]
    assert question.decoys == ("Lagos",)


@pytest.mark.parametrize(
    ("answers", "value", "tolerance"),
    [
        ("#1822", "1822", "0"),
        ("#3.1415:0.0005", "3.1415", "0.0005"),
        ("#3.141..3.142", "3.1415", "0.0005"),
        ("#-5..-1", "-3", "2"),
        ("#3,5:0,1", "3.5", "0.1"),
        ("#=2e3", "2000", "0"),
    ],
)
def test_numbers_with_a_tolerance_or_a_range(answers, value, tolerance) -> None:
    question = one(f"How many?{{{answers}}}")
    assert isinstance(question, Numeric)
    assert question.answers[0].value == Decimal(value)
    assert question.answers[0].tolerance == Decimal(tolerance)


def test_several_numbers_and_what_is_said_to_others() -> None:
    question = one("When?{#\n=1822:0#Right\n=%50%1822:2#Close\n~#Look it up}")
    assert [a.credit for a in question.answers] == [1, Fraction(1, 2)]
    assert question.otherwise.text == "Look it up"


def test_an_order_as_the_plugin_of_moodle_writes_it() -> None:
    question = one("Order!{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none\nsow\nwater\nreap\n}")
    assert isinstance(question, Ordering)
    assert [item.text.text for item in question.items] == ["sow", "water", "reap"]
    assert question.rule is OrderRule.PLACES
    assert codes("Order!{>3 ALL VERTICAL LONGEST_ORDERED_SUBSET\na\nb\nc}") == [Code.RULE]


def test_signs_behind_a_backslash_mean_nothing() -> None:
    question = one(r"::a\:b::\{x\} \\\= \#1 \frac?{=\~y\nz ~\\w#\#}")
    assert question.name == "a:b"
    assert question.text.source == r"{x} \= #1 \frac?"
    assert [c.text.source for c in question.choices] == ["~y<br>\nz", r"\w"]
    assert question.choices[1].feedback.source == "#"


def test_signs_in_tags_and_entities_mean_nothing() -> None:
    question = one('Which?{=<a href="https://x.org/#a=b">it&#39;s</a> ~no}')
    assert shown(question)[0][0] == "it's"
    assert 'href="https://x.org/#a=b"' in question.choices[0].text.html


@pytest.mark.parametrize(
    ("text", "form", "html"),
    [
        ("[markdown]**a** <i>b</i>", Format.MARKDOWN, "<p><strong>a</strong> <i>b</i></p>"),
        ("[plain]1 < 2 & <b>", Format.HTML, "1 &lt; 2 &amp; &lt;b&gt;"),
        ("[html]<p>a<script>x</script></p>", Format.HTML, "<p>a</p>"),
        ("[moodle]a\\nb", Format.HTML, "a<br>\nb"),
        ("[other]a", Format.HTML, "[other]a"),
    ],
)
def test_a_text_says_its_format(text, form, html) -> None:
    question = one(f"{text}{{=x}}")
    assert (question.text.format, question.text.html) == (form, html)


def test_answers_have_the_format_of_the_question_unless_they_say_another() -> None:
    question = one("[markdown]a{=*b* ~[html]*c*#*d*}")
    assert question.choices[0].text.html == "<p><em>b</em></p>"
    assert question.choices[1].text.html == "*c*"
    assert question.choices[1].feedback.html == "<p><em>d</em></p>"


def test_comments_hold_the_key_and_tags() -> None:
    question = one("// question: 4  name: x\n// [id:k\\]1] [tag:a b] [tag:c]\n::x::y{=z}")
    assert (question.key, question.tags) == ("k]1", ("a b", "c"))


def test_a_key_is_the_same_each_time_and_only_once_in_a_file() -> None:
    first, second, third = read("a{=b}\n\na{=b}\n\na{=c}").questions
    assert read("::named::a{=b}").questions[0].key == first.key
    assert second.key == f"{first.key}-2"
    assert third.key not in (first.key, second.key)


def test_categories_hold_until_the_next() -> None:
    found = read("a{T}\n\n$CATEGORY: $course$/top/Maths / Algebra\n\nb{T}\n\n$CATEGORY: top\nc{T}")
    assert [q.category for q in found.questions] == ["", "Maths/Algebra", ""]


def test_what_moodle_would_not_part_is_parted() -> None:
    found = read(
        "::a::x{T}\n::b::y{\n=1\n\n~2\n}\n// [id:third]\n::c::z{F}\n\n::d::open{=x\n\n::e::w{T}"
    )
    assert [q.name for q in found.questions] == ["a", "b", "c", "e"]
    assert found.questions[2].key == "third"
    assert [(p.code, p.name, p.line) for p in found.problems] == [(Code.BRACES, "d", 10)]


def test_an_empty_answer_is_left_out() -> None:
    assert len(one("How {~=much~many} salt?").choices) == 2


def test_a_gap_of_a_cloze_text_is_a_question() -> None:
    assert isinstance(one("for {1:SA:=which~=that} x"), ShortText)
    assert isinstance(one("for {1:MC:=which~that} x"), SingleChoice)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Read this first.", Code.DESCRIPTION),
        ("Tell us.{}", Code.ESSAY),
        ("A {=a} and {=b}.", Code.GAPS),
        ("A =a}", Code.BRACES),
        ("A {=a", Code.BRACES),
        ("A {~a ~b}", Code.FAULT),
        ("A {=a ->b =c}", Code.PAIR),
        ("A {#many}", Code.NUMBER),
        ("{=a}", Code.FAULT),
        ("A {" + "~a " * 101 + "=b}", Code.FAULT),
        ("", Code.NOTHING_FOUND),
        ("a" * 300_001 + "{T}", Code.TEXT),
        ("A {~%50%a ~%25%b}", Code.SCALED),
        ("A {~%50%a ~%50%b ~c}", Code.FREE),
        ("A {=a ~%99999%b}", Code.CREDIT),
        ("::" + "a" * 300 + "::b{T}", Code.CUT),
    ],
)
def test_what_is_not_understood_is_told(text, code) -> None:
    found = read(text)
    assert [problem.code for problem in found.problems] == [code]
    problem = found.problems[0]
    assert len(found.questions) == problem.is_kept
    for locale in ("en", "fr", "ar"):
        with speaking(locale):
            assert "%(" not in problem.sentence
            assert "%%" not in problem.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_its_encoding(encoding) -> None:
    text = "::Été::Où est le café ?{=à gauche ~là-bas}\r\n\r\nEt après ?{T}\r\n"
    found = gift.read(text.encode(encoding), "fr")
    assert [q.text.text for q in found.questions] == ["Où est le café ?", "Et après ?"]


def test_no_text_and_too_much_of_it(monkeypatch) -> None:
    assert gift.read(b"\x89PNG\x00\x01", "en").problems[0].code is Code.NOT_TEXT
    assert gift.read(b"a" * 5_000_001, "en").problems[0].code is Code.TOO_LARGE
    monkeypatch.setattr(gathering, "MAX_QUESTIONS", 20)
    many = read("a{T}\n\n" * 21)
    assert (len(many.questions), many.problems[-1].code) == (20, Code.TOO_MANY)


def test_what_only_begins_like_a_tag_parts_no_answers() -> None:
    choices = (
        read('Which? {=a<b ~a>b ~<a title="x=y">c</a> #so: a<b #is &#61;}').questions[0].choices
    )
    assert [choice.text.text for choice in choices] == ["a<b", "a>b", "c"]


def test_a_category_keeps_its_backslashes() -> None:
    asked = replace(read("a{T}").questions[0], category="a\\=b")
    assert gift.read(gift.write([asked]).content, "en").questions[0].category == "a\\=b"
