"""Moodle XML as Moodle and other programs write it."""

import base64
from decimal import Decimal
from fractions import Fraction

import pytest

from app.courses.quizzes import moodle_xml
from app.courses.quizzes.moodle_xml import tree
from app.courses.quizzes.moodle_xml.pictures import Attachment
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

TEXT = "<questiontext format='html'><text><![CDATA[<p>Which?</p>]]></text></questiontext>"
RIGHT = "<answer fraction='100'><text>a</text></answer>"
WRONG = "<answer fraction='0'><text>b</text></answer>"
PNG = base64.b64encode(b"\x89PNG picture").decode()


def quiz(*questions: str) -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8'?><quiz>{''.join(questions)}</quiz>".encode()


def asked(kind: str, inside: str, text: str = TEXT) -> str:
    name = "<name><text>Name</text></name>"
    return f"<question type='{kind}'>{name}{text}{inside}</question>"


def one(kind: str, inside: str, text: str = TEXT) -> Question:
    found = moodle_xml.read(quiz(asked(kind, inside, text)), "en")
    assert not found.lost, [problem.sentence for problem in found.problems]
    (question,) = found.questions
    return question


def codes(found: Read) -> list[Code]:
    return [problem.code for problem in found.problems]


def test_what_all_questions_have() -> None:
    found = moodle_xml.read(
        quiz(
            "<question type='category'><category><text>$course$/top/A/B</text></category></question>",
            asked(
                "multichoice",
                "<generalfeedback><text>All.</text></generalfeedback>"
                "<correctfeedback format='markdown'><text>**R**</text></correctfeedback>"
                "<partiallycorrectfeedback><text>P</text></partiallycorrectfeedback>"
                "<incorrectfeedback><text>W</text></incorrectfeedback>"
                "<defaultgrade>2.5000000</defaultgrade><penalty>0.3333333</penalty>"
                "<hidden>0</hidden><idnumber>k&amp;1</idnumber>"
                "<tags><tag><text>x</text></tag><tag><text>y z</text></tag></tags>"
                f"<single>true</single><shuffleanswers>false</shuffleanswers>{RIGHT}{WRONG}",
            ),
        ),
        "fr",
    )
    (question,) = found.questions
    assert (question.key, question.name, question.category) == ("k&1", "Name", "A/B")
    assert (question.points, question.tags, question.language) == (2.5, ("x", "y z"), "fr")
    assert question.text.html == "<p>Which?</p>"
    assert question.feedback.text == "All."
    assert question.when_right.html == "<p><strong>R</strong></p>"
    assert (question.when_partly.text, question.when_wrong.text) == ("P", "W")
    assert isinstance(question, SingleChoice)
    assert not question.shuffle


def test_several_choices() -> None:
    third = "<answer fraction='{}33.33333' format='html'><text>{}</text><feedback><text>f</text></feedback></answer>"
    answers = [
        third.format(sign, text) for sign, text in [("", "a"), ("", "b"), ("", "c"), ("-", "d")]
    ]
    question = one("multichoice", "<single>false</single>" + "".join(answers) + "<answer/>")
    assert isinstance(question, MultipleChoice)
    assert [c.credit * 3 for c in question.choices] == [1, 1, 1, -1]
    assert question.choices[0].feedback.text == "f"


def test_true_or_false() -> None:
    question = one(
        "truefalse",
        "<answer fraction='0'><text>true</text><feedback><text>No</text></feedback></answer>"
        "<answer fraction='100'><text>false</text></answer>",
    )
    assert [(c.key, c.credit) for c in question.choices] == [("true", 0), ("false", 1)]
    assert question.choices[0].feedback.text == "No"


def test_right_or_wrong_without_shares() -> None:
    question = one("oumultiresponse", RIGHT + RIGHT.replace(">a<", ">c<") + WRONG)
    assert [c.credit * 2 for c in question.choices] == [1, 1, -1]


def test_short_texts() -> None:
    question = one("shortanswer", f"<usecase>1</usecase>{RIGHT}{WRONG.replace('>b<', '>*<')}")
    assert isinstance(question, ShortText)
    assert question.case_sensitive
    assert [(a.text, a.credit) for a in question.answers] == [("a", 1), ("*", 0)]


def test_pairs_and_decoys() -> None:
    pair = (
        "<subquestion format='html'><text>{}</text><answer><text>{}</text></answer></subquestion>"
    )
    question = one(
        "matching", "".join(pair.format(*p) for p in [("Mali", "Bamako"), ("", "Lagos"), ("", "")])
    )
    assert isinstance(question, Matching)
    assert [(p.left.text, p.right) for p in question.pairs] == [("Mali", "Bamako")]
    assert question.decoys == ("Lagos",)


def test_numbers_and_their_units() -> None:
    found = moodle_xml.read(
        quiz(
            asked(
                "numerical",
                "<answer fraction='100'><text>3.5</text><tolerance>0.1</tolerance></answer>"
                "<answer fraction='50'><text>4</text></answer>"
                "<answer fraction='0'><text>*</text><feedback><text>Far</text></feedback></answer>"
                "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>",
            )
        ),
        "en",
    )
    (question,) = found.questions
    assert isinstance(question, Numeric)
    assert [(a.value, a.tolerance, a.credit) for a in question.answers] == [
        (Decimal("3.5"), Decimal("0.1"), 1),
        (4, 0, Fraction(1, 2)),
    ]
    assert question.otherwise.text == "Far"
    assert codes(found) == [Code.UNITS]


@pytest.mark.parametrize(
    ("said", "rule", "told"),
    [
        ("ALL_OR_NOTHING", OrderRule.WHOLE, []),
        ("0", OrderRule.PLACES, []),
        ("RELATIVE_NEXT_EXCLUDE_LAST", OrderRule.NEIGHBOURS, []),
        ("LONGEST_ORDERED_SUBSET", OrderRule.NEIGHBOURS, [Code.RULE]),
    ],
)
def test_an_order(said, rule, told) -> None:
    items = [("2.0", "b"), ("10.0", "c"), ("1.0", "a")]
    answers = "".join(f"<answer fraction='{f}'><text>{t}</text></answer>" for f, t in items)
    found = moodle_xml.read(
        quiz(asked("ordering", f"<gradingtype>{said}</gradingtype>{answers}")), "en"
    )
    (question,) = found.questions
    assert isinstance(question, Ordering)
    assert [item.text.text for item in question.items] == ["a", "b", "c"]
    assert (question.rule, codes(found)) == (rule, told)


@pytest.mark.parametrize(
    ("kind", "inside", "code"),
    [
        ("essay", "", Code.ESSAY),
        ("description", "", Code.DESCRIPTION),
        ("cloze", "", Code.GAPS),
        ("calculated", "", Code.KIND),
        ("multichoice", WRONG + WRONG, Code.FAULT),
        ("multichoice", RIGHT, Code.FAULT),
        ("truefalse", "", Code.FAULT),
        ("shortanswer", "", Code.FAULT),
        ("numerical", RIGHT, Code.NUMBER),
        ("shortanswer", f"<hidden>1</hidden>{RIGHT}", Code.HIDDEN),
        ("shortanswer", f"<hint><text>Think</text></hint>{RIGHT}", Code.HINTS),
        ("shortanswer", f"<hint><text/></hint>{RIGHT}{WRONG.replace('0', 'no')}", Code.CREDIT),
    ],
)
def test_what_is_not_understood_is_told(kind, inside, code) -> None:
    found = moodle_xml.read(quiz("\n\n", asked(kind, inside)), "en")
    (problem,) = found.problems
    assert (problem.code, problem.number, problem.line, problem.name) == (code, 1, 3, "Name")
    assert len(found.questions) == problem.is_kept
    assert "%(" not in problem.sentence


PICTURE = (
    "<questiontext format='html'><text><![CDATA[<p>Which? <img src=\"@@PLUGINFILE@@/a%20map.png\" "
    'alt="A map"></p>]]></text>'
    f"<file name='a map.png' path='/' encoding='base64'>{PNG}</file></questiontext>"
)


def test_a_picture_is_kept_and_shown() -> None:
    kept: list[Attachment] = []

    def store(file: Attachment) -> str:
        kept.append(file)
        return f"/files/{len(kept)}/map.png"

    inline = f"<answer fraction='100'><text><![CDATA[<img src=\"data:image/png;base64,{PNG}\">]]></text></answer>"
    found = moodle_xml.read(quiz(asked("multichoice", inline + WRONG, PICTURE)), "en", store)
    (question,) = found.questions
    assert found.problems == ()
    assert kept == [
        Attachment("a map.png", b"\x89PNG picture"),
        Attachment("picture.png", b"\x89PNG picture"),
    ]
    assert 'src="/files/1/map.png"' in question.text.source
    assert 'src="/files/1/map.png"' in question.text.html
    assert 'src="/files/2/map.png"' in question.choices[0].text.html

    files = {"/files/1/map.png": kept[0], "/files/2/map.png": kept[1]}
    again = moodle_xml.read(moodle_xml.write([question], files.get).content, "en", store)
    assert again.problems == ()
    assert [file.name for file in kept[2:]] == ["a map.png", "picture.png"]


def test_a_picture_that_nobody_keeps_is_told_of() -> None:
    found = moodle_xml.read(quiz(asked("shortanswer", RIGHT, PICTURE)), "en")
    assert [(p.code, p.values["said"]) for p in found.problems] == [(Code.FILE, "a map.png")]
    assert found.questions[0].text.text == "Which? A map"


def test_a_picture_of_moodle_1() -> None:
    old = f"<image>pics/map.png</image><image_base64>{PNG}</image_base64>{RIGHT}"
    found = moodle_xml.read(quiz(asked("shortanswer", old)), "en", lambda file: f"/f/{file.name}")
    assert '<img src="/f/map.png"' in found.questions[0].text.html


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"<quiz>\n<question></quiz>", Code.NOT_XML, 2),
        (b"hello", Code.NOT_XML, 1),
        (b"", Code.NOT_XML, 1),
        (b"<html/>", Code.NO_QUIZ, None),
        (b"<quiz/>", Code.NOTHING_FOUND, None),
        (b"\xff\xfe\x00", Code.NOT_TEXT, None),
        (b'<!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>', Code.DTD, 1),
        (b'<!DOCTYPE q SYSTEM "file:///etc/passwd"><quiz/>', Code.DTD, 1),
        (b"<a>" * 50 + b"</a>" * 50, Code.NOT_XML, 1),
        (b"<quiz>" + b"<a/>" * 1_001 + b"</quiz>", Code.NOT_XML, 1),
    ],
    ids=range(10),
)
def test_a_file_that_is_no_quiz_is_refused(content, code, line, monkeypatch) -> None:
    monkeypatch.setattr(tree, "MAX_ELEMENTS", 1_000)
    found = moodle_xml.read(content, "en")
    assert found.questions == ()
    assert [(p.code, p.line) for p in found.problems] == [(code, line)]
    assert found.problems[0].sentence


def test_what_real_files_get_wrong_is_mended() -> None:
    text = "<questiontext><text>a&nbsp;b &amp; c & d\x0b&#x1f; <![CDATA[&eacute; & <b>x</b>]]></text></questiontext>"
    question = one("shortanswer", RIGHT, text)
    assert question.text.text == "a b & c & d é & x"


def test_tags_without_cdata_are_a_text() -> None:
    text = "<questiontext format='html'><text><p>a <b>b</b> &amp; c</p></text></questiontext>"
    assert one("shortanswer", RIGHT, text).text.html == "<p>a <b>b</b> &amp; c</p>"


@pytest.mark.parametrize("said", ["UTF-8", "utf-16", "windows-1252", "ISO-8859-1", "koi8-r", "hex"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_file_is_read_in_its_encoding(said, encoding) -> None:
    text = (
        f"<?xml version='1.0' encoding='{said}'?>\n"
        + quiz(asked("shortanswer", RIGHT, TEXT.replace("Which", "Où est le café")))
        .decode()
        .partition("?>")[2]
    )
    if encoding == "cp1252" and said == "koi8-r":
        return
    found = moodle_xml.read(text.encode(encoding), "fr")
    assert [q.text.text for q in found.questions] == ["Où est le café?"]
