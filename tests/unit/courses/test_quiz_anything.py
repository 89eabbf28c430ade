"""Whatever comes, a reader answers: with questions that can be asked, and with what is wrong."""

from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.courses.quizzes import gift, moodle_xml
from app.courses.quizzes.problems import Read
from app.courses.quizzes.rules import fault

ALWAYS = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

GIFT_PARTS = [
    *"ab<>&%*_#=~{}[]:\\/$-\n\"'|.;1@é؟\u00a0😀", "->", "####", "[html]", "%50%", "&#12;", '<a b="',
    "$CATEGORY:", "\\n", "{", "}", "{T}", "{#", "{=", "~", "\n\n", "::a::", "1:SA:", "..", "{>2 ALL\n",
]  # fmt: skip


@settings(ALWAYS, max_examples=300)
@given(
    st.lists(st.sampled_from(GIFT_PARTS) | st.text(max_size=3), max_size=40)
    .map("".join)
    .map(lambda text: text.encode(errors="surrogatepass"))
    | st.binary(max_size=60)
)
def test_anything_can_be_read_as_gift(content: bytes) -> None:
    found = gift.read(content, "en")
    assert isinstance(found, Read)
    assert found.questions or found.problems or not content.strip()
    assert all(problem.sentence for problem in found.problems)
    assert all(fault(question) is None for question in found.questions)


KINDS = ["multichoice", "truefalse", "shortanswer", "matching", "numerical", "ordering", "essay"]
NAMES = [
    "question", "text", "answer", "questiontext", "name", "category", "subquestion", "tags", "tag",
    "feedback", "tolerance", "units", "unit", "unit_name", "file", "image", "image_base64",
    "defaultgrade", "hint", "single", "gradingtype", "idnumber",
]  # fmt: skip


SAID = ["100", "50", "-1e9", "x", "html", "markdown", ""]
WORDS = ["", "", "true", "3.5", "*", "a", "@@PLUGINFILE@@/a.png", "1e999"]
TAGS = [
    (name, f'<{name} type="{kind}" fraction="{said}" format="{said}" name="a.png">')
    for name, kind, said in product(NAMES, KINDS, SAID)
]
QUESTIONS = [tag for tag in TAGS if tag[0] == "question"]


@st.composite
def elements(draw, depth: int = 0) -> str:
    name, tag = draw(st.sampled_from(TAGS if depth else QUESTIONS))
    inside = draw(st.sampled_from(WORDS))
    if depth < 3:
        inside += "".join(draw(st.lists(elements(depth + 1), max_size=4 - depth)))
    return f"{tag}{inside}</{name}>"


@settings(ALWAYS, max_examples=100)
@given(
    st.lists(elements(), max_size=3).map(lambda parts: f"<quiz>{''.join(parts)}</quiz>".encode())
    | st.binary(max_size=60)
    | st.text(max_size=60).map(lambda text: f"<quiz>{text}".encode(errors="surrogatepass"))
)
def test_anything_can_be_read_as_moodle_xml(content: bytes) -> None:
    found = moodle_xml.read(content, "en", lambda file: None)
    assert isinstance(found, Read)
    assert all(problem.sentence for problem in found.problems)
    assert all(fault(question) is None for question in found.questions)
