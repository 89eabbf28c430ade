"""What an import reads: every form of record, and what is said of those that are not one."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.lessons.content import Text
from app.lessons.transfer import reading, writing
from app.lessons.transfer.describing import Described
from app.lessons.transfer.enclosures import Shelf
from app.lessons.transfer.reading import UnreadableError
from app.lessons.transfer.records import record_from, record_of

NOWHERE = Shelf(Path("/nonexistent"), Path("/nonexistent"))
LEAST = {
    "id": "x:1",
    "title": "Rain",
    "language": "en",
    "licence": "CC-BY-4.0",
    "body_markdown": "Measure it. Then tell.",
}


def read(**said):
    return record_from(LEAST | said, NOWHERE)


def content(**said):
    return read(**said).content


def test_the_corpus_names_are_understood():
    record = read(
        source="org/lessons/rain.md",
        source_url="https://example.org/rain",
        attribution="Somebody, CC BY",
        translation_of="x:0",
        summary="A rainy lesson.",
        subject="Mathematics, Basket weaving",
        topics=["rain", "measuring"],
        age_range="8-10",
        duration_minutes=45,
        learning_outcomes=["Read a scale."],
        materials=["a bottle", "a ruler"],
        resource_type="student-activity",
        source_date="2024-07-02",
        level="2",
        translation_method="machine",
    )

    said = record.content
    assert record.identifier == "x:1"
    assert (record.source, record.url) == ("org/lessons/rain.md", "https://example.org/rain")
    assert record.attribution == "Somebody, CC BY"
    assert record.family_key == "x:0"
    assert record.published_at == datetime(2024, 7, 2, tzinfo=UTC)
    assert said.subjects == ("mathematics",)
    assert said.keywords == ("rain", "measuring", "Basket weaving")
    assert (said.age_min, said.age_max, said.minutes) == (8, 10, 45)
    assert said.outcomes == ("Read a scale.",)
    assert said.supplies == ("a bottle", "a ruler")
    assert said.resource_type == "student-activity"
    assert record.rest == {
        "subject": "Mathematics, Basket weaving",
        "level": "2",
        "translation_of": "x:0",
        "translation_method": "machine",
    }


def test_a_markdown_folder_s_names_are_understood(tmp_path):
    (tmp_path / "rain.md").write_text(
        "---\ntitle: Rain\nlanguage: no\nlicense: CC BY-SA 4.0\nsource: https://example.org/r\n"
        "description: A rainy lesson.\ntags: [rain, on]\nage: 10-12\nduration: 45 min\n"
        "objectives:\n- Read a scale.\nmaterials: [a bottle]\ndate: 2026-03-16\n---\n\n# Rain\n",
        encoding="utf-8",
    )

    (source,) = reading.sources(tmp_path)
    record = record_of(source)

    said = record.content
    assert (record.identifier, source.place) == ("rain", "rain.md")
    assert (said.language, said.licence) == ("nb", "CC-BY-SA-4.0")
    assert (record.source, record.url) == ("", "https://example.org/r")
    assert said.keywords == ("rain", "on")
    assert (said.age_min, said.age_max, said.minutes) == (10, 12, 45)
    assert said.supplies == ("a bottle",)
    assert said.sections["body"] == Text("# Rain")
    assert record.published_at == datetime(2026, 3, 16, tzinfo=UTC)


def test_our_own_words_win_over_those_they_were_made_from():
    said = content(
        subjects=[], subject="Mathematics", age_min=None, age_range="8-10", levels=["primary"]
    )

    assert said.subjects == ()
    assert (said.age_min, said.age_max) == (None, None)
    assert said.levels == ("primary",)


@pytest.mark.parametrize(
    ("said", "ends"),
    [("8-10", (8, 10)), ("15+", (15, None)), ("-6", (None, 6)), ("9", (9, 9))],
)
def test_ages_are_read(said, ends):
    found = content(age=said)

    assert (found.age_min, found.age_max) == ends


def test_ages_in_words_are_kept_as_they_were_said_too():
    record = read(age_range="5.-7. klasse, 8.-10. klasse")

    assert (record.content.age_min, record.content.age_max) == (10, 16)
    assert record.content.levels == ("primary", "lower-secondary")
    assert record.rest == {"age_range": "5.-7. klasse, 8.-10. klasse"}


def test_without_a_summary_the_first_whole_sentences_are_taken():
    long = "No heading\n\n" + "First sentence. " + "word " * 100

    assert content().summary == "Measure it. Then tell."
    assert content(body_markdown=long).summary == "First sentence."


def test_steps_and_assessment_are_read():
    said = content(
        body_markdown="",
        steps=[{"title": "Build", "minutes": 10, "grouping": "pairs", "text": "Cut **it**."}],
        assessment="Ask them.",
    )

    (step,) = said.steps
    assert (step.title, step.minutes, step.grouping) == ("Build", 10, "pairs")
    assert said.sections == {"assessment": Text("Ask them.")}
    assert said.total_minutes == 10


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"title": ""}, "no title"),
        ({"title": "x" * 201}, "longer than 200"),
        ({"language": None}, "no language"),
        ({"language": "klingonese!"}, "not the tag of a language"),
        ({"licence": None}, "no licence"),
        ({"licence": "mine"}, "not a licence"),
        ({"body_markdown": " "}, "no text"),
        ({"body_markdown": 7}, "a text is expected"),
        ({"id": ""}, "no “id”"),
        ({"minutes": "soon"}, "minutes: a number above zero"),
        ({"minutes": True}, "minutes: a number above zero"),
        ({"source_date": "yesterday"}, "published: a date is expected"),
        ({"devices": "telepathy"}, "devices: “telepathy” is not known"),
        ({"reach": "moon"}, "reach: “moon” is not known"),
        ({"keywords": {"a": 1}}, "keywords: a list is expected"),
        ({"summary": ["a"]}, "summary: a text is expected"),
        ({"steps": "first"}, "steps: a list is expected"),
        ({"steps": ["first"]}, "steps 1: names and values are expected"),
        ({"steps": [{"title": "a", "grouping": "herds"}]}, "steps 1, grouping: “herds”"),
        ({"steps": [{"title": "a", "colour": "red"}]}, "steps 1, colour: this field is not known"),
        ({"materials": [{"title": "a"}]}, "materials 1, a file or a web address"),
        ({"materials": [{"file": "a.pdf"}]}, "materials 1, there is no file “a.pdf”"),
        ({"materials": [{"url": "javascript:alert(1)"}]}, "a file or a web address"),
        (
            {"materials": [{"url": "https://example.org", "step": 3}]},
            "materials 1, there is no such step",
        ),
    ],
)
def test_what_is_no_lesson_is_told_with_its_field(said, complaint):
    with pytest.raises(UnreadableError, match=complaint):
        read(**said)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# Only text", "no front matter"),
        ("---\ntitle: a\n", "does not end"),
        ("---\n[\n---\n", "not YAML"),
        ("---\n- a\n---\n", "says nothing"),
        ("---\na: &x [1]\nb: *x\n---\n", "an alias"),
        ("---\na: " + "x" * 100_001 + "\n---\n", "too long"),
    ],
)
def test_a_file_that_is_no_lesson_says_why(tmp_path, text, complaint):
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (source,) = reading.sources(tmp_path)

    with pytest.raises(UnreadableError, match=complaint):
        source.read()


def test_a_file_in_another_encoding_says_so(tmp_path):
    (tmp_path / "a.md").write_bytes("---\ntitle: é\n---\n".encode("latin-1"))
    (source,) = reading.sources(tmp_path)

    with pytest.raises(UnreadableError, match="UTF-8"):
        source.read()


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    path = tmp_path / "lessons.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "a"}\n\n[1]\nnonsense\n')

    first, second, third = reading.sources(path)

    assert first.read() == {"id": "a"}
    assert [one.place for one in (second, third)] == ["lessons.jsonl:3", "lessons.jsonl:4"]
    with pytest.raises(UnreadableError, match="no JSON object"):
        second.read()
    with pytest.raises(UnreadableError, match="not JSON"):
        third.read()


def test_hidden_files_and_attachments_are_no_lessons(tmp_path):
    for name in (".git/a.md", "files/b.md", "units/c.md", ".d.md", "e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")

    assert [source.place for source in reading.sources(tmp_path)] == ["units/c.md"]


PICTURES = """
![The gauge](images/a.png) ![](images/b.png){alt='A bottle' width=45%} <img src="images/c.png" alt='C'>
[a sheet](<images/the sheet.pdf>) [ref] ![gone](images/gone.png) ![far](https://example.org/a.png)
[other](second.md) ![out](../secret.png)

[ref]: images/d.png
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with pictures, and one file beside it."""
    inside = tmp_path / "inside"
    (inside / "images").mkdir(parents=True)
    for name in ("a.png", "b.png", "c.png", "d.png", "the sheet.pdf", ".hidden.png"):
        (inside / "images" / name).write_bytes(name.encode())
    (inside / "second.md").touch()
    (tmp_path / "secret.png").touch()
    return inside


def test_the_files_that_a_text_shows_become_materials(folder):
    record = record_from(LEAST | {"body_markdown": PICTURES}, Shelf(folder, folder))

    found = {one.path.name: one.said for one in record.enclosed}
    assert list(found) == ["a.png", "b.png", "c.png", "the sheet.pdf", "d.png"]
    assert [said.alt for said in found.values()] == ["The gauge", "A bottle", "C", "", ""]
    assert found["the sheet.pdf"].title == "the sheet.pdf"


def test_a_file_that_is_listed_and_shown_is_one_material(folder):
    said = {"file": "images/a.png", "title": "Gauge", "licence": "CC0", "alt": "My words"}

    record = record_from(
        LEAST | {"materials": ["a bottle", said], "body_markdown": "![x](images/a.png)"},
        Shelf(folder, folder),
    )

    (one,) = record.enclosed
    assert (one.said.title, one.said.alt, one.said.licence) == ("Gauge", "My words", "CC0-1.0")
    assert record.content.supplies == ("a bottle",)


@pytest.mark.parametrize("name", ["../secret.png", "/etc/passwd", "images/.hidden.png", "images"])
def test_a_record_cannot_name_a_file_outside_its_folder(folder, name):
    with pytest.raises(UnreadableError, match="there is no file"):
        record_from(LEAST | {"materials": [{"file": name}]}, Shelf(folder, folder))


def test_a_link_out_of_the_folder_is_not_followed(folder):
    (folder / "link.png").symlink_to(folder.parent / "secret.png")

    with pytest.raises(UnreadableError, match="there is no file"):
        record_from(LEAST | {"materials": [{"file": "link.png"}]}, Shelf(folder, folder))


def test_a_changed_picture_changes_the_record(folder):
    said, shelf = LEAST | {"body_markdown": "![x](images/a.png)"}, Shelf(folder, folder)
    before = record_from(said, shelf).digest

    (folder / "images" / "a.png").write_bytes(b"another")

    assert record_from(said, shelf).digest != before


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=4)
)


@given(st.dictionaries(st.text(min_size=1), plain, max_size=5))
def test_front_matter_says_what_was_written(said):
    text = writing.as_markdown(Described(said, {}))
    front = text.removeprefix("---\n").partition("\n---\n")[0]

    assert reading.parse_yaml(front) == json.loads(json.dumps(said))
    assert yaml.safe_load(front) == said
