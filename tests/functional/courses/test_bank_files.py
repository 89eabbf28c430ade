"""Questions come in from GIFT and Moodle XML and go out again; what is lost on the way is told."""

import base64
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from app.courses import bank
from app.courses.models import CourseFile
from app.courses.quizzes import gift, moodle_xml
from app.kernel.db import session
from app.kernel.files import StoredFile
from tests.factories.people import person, place
from tests.factories.quizzes import ALL, course, quiz

GIFT = """// A comment.
::Capital:: The capital of *Kenya*? { =Nairobi#Yes. ~Mombasa ~Kisumu }

::Essay:: Say what you think. {}

::Sum:: Two and two? {#4}
"""


def _picture():
    made = BytesIO()
    Image.new("RGB", (4, 4), "#7a9").save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode()


XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="numerical"><name><text>Count</text></name>
<questiontext format="html"><text><![CDATA[<p>How many? <img src="@@PLUGINFILE@@/m.png" alt="A map"></p>]]></text>
<file name="m.png" path="/" encoding="base64">{_picture()}</file></questiontext>
<answer fraction="100"><text>3</text><tolerance>0</tolerance></answer></question>
<question type="calculated"><name><text>Hard</text></name>
<questiontext format="html"><text>x</text></questiontext></question>
</quiz>"""


@pytest.fixture
def asking(north, tala):
    return course(north, tala, quiz())


def address(of, rest=""):
    return f"/en/north/courses/{of.id}/bank/{rest}"


def questions(of):
    session.rollback()
    return bank.questions(session.get(type(of), of.id, populate_existing=True))


def file(content, name):
    return {"file": (BytesIO(content), name)}


def test_gift_is_shown_first_and_added_then(client, ict, tala):
    client.sign_in(tala).get(address(ict, "import"))

    page = client.submit("Look at the questions", {"source": GIFT}, status=200)

    assert "2 questions were read." in page.main
    assert "An essay is no quiz question here" in page.main
    assert "Line 4" in page.main
    assert questions(ict) == []
    client.submit("Add these questions", leads_to=address(ict))
    assert "2 questions are added." in client.follow().text
    assert [one.name for one in questions(ict)] == ["Capital", "Sum"]
    assert questions(ict)[0].choices[0].feedback.text == "Yes."


def test_the_same_file_twice_adds_its_questions_once(client, ict, tala):
    for _turn in range(2):
        client.sign_in(tala).get(address(ict, "import"))
        client.submit("Look at the questions", {"source": GIFT}, status=200)
        client.submit("Add these questions", status=303)

    assert len(questions(ict)) == 2
    assert "0 questions are added. Those that were there already" in client.follow().text


def test_moodle_xml_brings_its_pictures_into_the_course(client, ict, tala, amina):
    client.sign_in(tala)
    page = client.post(address(ict, "import"), file(XML.encode(), "questions.xml"), status=200)
    assert "1 question was read." in page.main
    assert "“calculated” cannot be asked here" in page.main

    client.submit("Add these questions", status=303)

    (made,) = questions(ict)
    picture = session.scalars(select(StoredFile).where(StoredFile.name == "m.png")).one()
    assert f"/files/{picture.id}/m.png" in made.text.html
    assert session.get(CourseFile, (ict.id, picture.id))
    client.get(f"/files/{picture.id}/m.png").response.close()
    out = client.get(address(ict, "questions.xml")).response.get_data()
    assert b"@@PLUGINFILE@@/m.png" in out
    assert b"<file " in out
    assert len(moodle_xml.read(out, "en").questions) == 1


def test_what_is_no_picture_is_left_out_and_told(client, ict, tala):
    broken = XML.replace(_picture(), base64.b64encode(b"MZ no picture at all").decode())

    page = client.sign_in(tala).post(
        address(ict, "import"), file(broken.encode(), "questions.xml"), status=200
    )

    assert "The file “m.png” was left out." in page.main


def test_a_file_without_questions_is_refused_and_its_text_comes_back(client, ict, tala):
    client.sign_in(tala).get(address(ict, "import"))

    page = client.submit("Look at the questions", {"source": "Only words."}, status=422)
    assert "No question could be read." in page.main
    assert page.form("Look at the questions").values["source"] == "Only words."
    page = client.submit("Look at the questions", {"source": "  "}, status=422)
    assert "Choose a file, or paste its text." in page.main
    page = client.post(address(ict, "import"), file(b"<quiz><", "q.xml"), status=422)
    assert "not well-formed XML" in page.main


def test_only_what_was_shown_to_the_same_person_for_the_same_course_is_added(
    client, ict, asking, north, tala
):
    colleague = person("Colleague")
    place(colleague, north.id, "steward")
    client.sign_in(tala).get(address(ict, "import"))
    page = client.submit("Look at the questions", {"source": GIFT}, status=200)
    kept = page.form("Add these questions").values["batch"]

    client.post(address(asking, "import/adding"), {"batch": kept}, status=404)
    for wrong in ("", "x", "999999"):
        client.post(address(ict, "import/adding"), {"batch": wrong}, status=409)
    client.sign_in(colleague).post(address(ict, "import/adding"), {"batch": kept}, status=409)
    assert questions(ict) == []


def test_a_bank_goes_out_in_both_formats_and_comes_back(client, asking, ict, tala):
    page = client.sign_in(tala).get(address(asking, "export"))
    assert "What this format cannot say" in page.main

    xml = client.get(address(asking, "questions.xml")).response
    assert "attachment" in xml.headers["Content-Disposition"]
    read = moodle_xml.read(xml.get_data(), "en")
    assert [one.kind for one in read.questions] == [one.kind for one in ALL]
    text = client.get(address(asking, "questions.gift")).response.get_data()
    assert len(gift.read(text, "en").questions) == 6
