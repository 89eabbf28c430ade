"""Certificates: shaped as their readers write, taken out as typed, never over the edge."""

import io
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

import pypdf
import pypdfium2
import pytest
import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen
from PIL import Image, ImageChops, ImageStat
from resvg_py import svg_to_bytes

from app.badges.art import Shape, Symbol, Template
from app.badges.certificates import (
    Border,
    Certificate,
    Fact,
    Look,
    Paper,
    Signatory,
    Text,
    draw,
    unwritable,
)
from app.badges.certificates.breaking import Room, fit
from app.badges.certificates.frames import MARGINS
from app.badges.certificates.shaping import Style, line
from app.badges.certificates.sheet import Sheet

OVERHANG = 4
"""So many points may a letter's box reach over its line: it is higher than what is drawn."""

NAMES = {
    "en": "Lakshmi Nair",
    "vi": "Nguyễn Thị Ánh Tuyết",
    "yo": "Ọláńrewájú Ṣóyínká",
    "ru": "Екатерина Щербакова",
    "kk": "Әсел Нұрланова",
    "el": "Ἀλέξανδρος Ψαρράς",
    "ar": "سلمى الخطيب",
    "ar-JO": "محمّد بنُ الإمام",
    "fa": "شیرین کاظمی‌نژاد",
    "ur": "ڈاکٹر عائشہ صدیقی",
    "he": "שירה בן־דוד",
    "hi": "श्रीमती लक्ष्मी त्रिपाठी",
    "bn": "লক্ষ্মী চট্টোপাধ্যায়",
    "ta": "லட்சுமி ஸ்ரீனிவாசன்",
    "ml": "ലക്ഷ്മി നായർ",
    "th": "กัญญารัตน์ ปั้นจั่น",
    "am": "አማኑኤል ገብረሥላሴ",
    "zh-Hans": "欧阳喆",
    "zh-Hant": "陳怡君 林堃",
    "ja": "髙橋 さくら",
    "ko": "김서연",
}


def certificate(language="en", **values):
    def text(words):
        return Text(words, language)

    given = {
        "title": text("Certificate of completion"),
        "opening": text("This is to certify that"),
        "holder": text("Lakshmi Nair"),
        "deed": text("has completed the course"),
        "achievement": text("Teaching with one device"),
        "criteria": text("Planned and taught two lessons."),
        "facts": (
            Fact(text("Hours"), text("30")),
            Fact(text("Completed"), text("22 November 2026")),
        ),
        "issuers": (text("Staffroom Kerala"),),
        "address": "https://staffroom.example/en/badges/awards/7f3c9a52e1",
        "award_id": "7f3c9a52e1",
        "verify": text("Anyone can verify this award at"),
        "issued_at": datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        "signatories": (Signatory(text("Maria Ferreira"), text("Trainer")),),
        "badge": Template(Shape.HEXAGON, Symbol.LAPTOP, 160, title="One device"),
    }
    return Certificate(**given | values)


def taken_out(data):
    """Return the page's text as a browser hands it out."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        page.close()
    return text


def letters(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


def boxes_of_letters(data):
    with pypdfium2.PdfDocument(data) as document:
        page = document[0].get_textpage()
        found = [page.get_charbox(number) for number in range(page.count_chars())]
        page.close()
    return [box for box in found if box[2] > box[0]]


def seen(data, scale=3):
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=scale).to_pil().convert("L")


def png(width=300, height=120):
    data = io.BytesIO()
    Image.new("RGB", (width, height), "#1d2a6b").save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize("language", NAMES)
def test_a_name_can_be_taken_out_as_it_was_typed(language):
    data = draw(certificate(language, holder=Text(NAMES[language], language)))

    assert letters(NAMES[language]) in letters(taken_out(data))
    assert not unwritable([Text(NAMES[language], language)])


@pytest.mark.parametrize("language", ["ar", "ur", "hi", "ml", "th", "zh-Hans", "vi"])
def test_what_is_seen_is_what_harfbuzz_drew(language):
    words = NAMES[language]
    rtl = Text(words, language).rtl
    style = Style(language, rtl)
    sheet = Sheet(400, 120)
    sheet.write(line(words, style), 20, 80, 30, "#000000")

    apart = ImageChops.difference(seen(sheet.finished()), drawn_directly(line(words, style)))
    assert ImageStat.Stat(apart).mean[0] < 1.2
    assert max(apart.resize((200, 60), Image.Resampling.BOX).get_flattened_data()) < 70


def drawn_directly(one):
    """Draw the runs as HarfBuzz shapes them, without any PDF."""
    x, shapes = 20.0, []
    for run in one.runs:
        buffer = hb.Buffer()
        buffer.add_str(run.text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if run.rtl else "ltr"
        buffer.language = one.language
        hb.shape(run.face.font, buffer)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen = SVGPathPen(None)
            run.face.font.draw_glyph_with_pen(info.codepoint, pen)
            at = f"translate({x + place.x_offset * 0.03} {80 - place.y_offset * 0.03})"
            shapes.append(f'<path transform="{at} scale(.03 -.03)" d="{pen.getCommands()}"/>')
            x += place.x_advance * 0.03
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120">'
        f'<rect width="400" height="120" fill="#fff"/>{"".join(shapes)}</svg>'
    )
    return Image.open(io.BytesIO(bytes(svg_to_bytes(svg_string=svg, zoom=3)))).convert("L")


def test_arabic_letters_are_joined_and_not_the_ones_of_the_code_table():
    run = line("سلمى", Style("ar", rtl=True)).runs[0]
    alone = {run.face.font.get_nominal_glyph(ord(letter)) for letter in "سلمى"}

    assert not alone & {glyph.number for glyph in run.glyphs if glyph.letters}


def test_a_latin_name_in_an_arabic_line_and_the_reverse_stand_in_the_right_order():
    arabic = line("أتمّت Lakshmi Nair الدورة", Style("ar", rtl=True))
    english = line("In memory of سلمى الخطيب (Jordan)", Style("en", rtl=False))

    assert [run.text.strip() for run in arabic.runs if run.text.strip()] == [
        "الدورة",
        "Lakshmi Nair",
        "أتمّت",
    ]
    assert "".join(run.text for run in english.runs) == "In memory of سلمى الخطيب (Jordan)"
    assert [rtl for rtl, _ in groupby(run.rtl for run in english.runs)] == [False, True, False]


def test_a_joiner_keeps_its_letters_together_in_a_line_of_the_other_direction():
    run = next(run for run in line("خط क्‍ष", Style("ar", rtl=True)).runs if "क" in run.text)

    assert run.text == "क्‍ष"


@pytest.mark.parametrize(
    ("border", "paper", "landscape", "language"),
    [
        *((border, Paper.A4, True, "en") for border in Border),
        (Border.LINES, Paper.LETTER, False, "en"),
        (Border.BOARD, Paper.LETTER, False, "ur"),
        (Border.HILLS, Paper.LETTER, True, "ur"),
    ],
)
def test_no_word_stands_outside_the_border_however_long_the_texts_are(
    border, paper, landscape, language
):
    look = Look(border=border, paper=paper, landscape=landscape)
    word = {"en": "Wolfeschlegelsteinhausen ", "ur": "عبدالرحمان "}[language]
    data = draw(extreme(language, word, look))

    width, height = pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox[2:]
    start, top, end, bottom = MARGINS[border]
    left, right = (end, start) if language == "ur" else (start, end)
    for box in boxes_of_letters(data):
        assert box[0] > left - OVERHANG
        assert box[2] < float(width) - right + OVERHANG
        assert box[1] > bottom - OVERHANG
        assert box[3] < float(height) - top + 2 * OVERHANG


def extreme(language, word, look):
    def long(times):
        return Text(word * times, language)

    return certificate(
        language,
        title=long(8),
        opening=long(20),
        holder=long(14),
        deed=long(20),
        achievement=long(20),
        criteria=long(150),
        facts=tuple(Fact(long(4), long(5)) for _ in range(4)),
        issuers=(long(5), long(5), long(5)),
        address="https://staffroom.example/" + "a" * 120,
        award_id="7f3c9a52e1" * 5,
        verify=long(6),
        signatories=tuple(Signatory(long(4), long(6), png()) for _ in range(3)),
        look=replace(look, logo=png(900, 100)),
    )


@pytest.mark.parametrize("landscape", [True, False])
def test_lines_of_long_texts_do_not_run_into_one_another(landscape):
    data = draw(extreme("en", "Wolfeschlegelsteinhausen ", Look(landscape=landscape)))
    with pypdfium2.PdfDocument(data) as document:
        page = document[0].get_textpage()
        rows = [page.get_rect(number) for number in range(page.count_rects())]
        page.close()

    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            wide = min(one[2], other[2]) - max(one[0], other[0])
            high = min(one[3], other[3]) - max(one[1], other[1])
            assert not (wide > 1 and high > 1.5), (one, other)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_word_runs_into_the_badge(language):
    word = {"en": "Wolfeschlegelsteinhausen ", "ur": "عبدالرحمان "}[language]
    data = draw(extreme(language, word, Look(border=Border.PLAIN)))

    width, height = (
        float(side) for side in pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox[2:]
    )
    left = 54 if language == "ur" else width - 54 - 124
    for box in boxes_of_letters(data):
        beside = box[2] < left or box[0] > left + 124
        assert beside or box[3] < height - 54 - 118


def test_a_long_name_shrinks_then_wraps_and_is_cut_last():
    style = Style("en", rtl=False)
    room = Room(300, 40, 17, 2)

    assert len(fit("Lakshmi Nair", style, room).lines) == 1
    assert fit("Lakshmi Nair", style, room).size == 40
    assert fit("Lakshmi " * 4, style, room).size < 40
    assert fit("Lakshmi " * 40, style, room).lines[-1].text.endswith("…")
    assert max(fit("W" * 300, style, room).width, fit("W" * 20, style, room).width) <= 300


def test_lines_are_about_equally_long():
    setting = fit("one two three four five six seven", Style("en", rtl=False), Room(120, 12, 12, 3))

    widths = [one.width for one in setting.lines]
    assert min(widths) > max(widths) * 0.6


def test_a_japanese_line_does_not_begin_with_a_full_stop():
    setting = fit("計画し、実施し、報告した。" * 3, Style("ja", rtl=False), Room(100, 10, 10, 9))

    assert len(setting.lines) > 2
    assert not [one.text for one in setting.lines if one.text[0] in "、。"]


def test_a_thai_word_is_torn_only_between_letters_with_their_marks():
    setting = fit("กัญญารัตน์ปั้นจั่นเที่ยวน้ำ", Style("th", rtl=False), Room(60, 12, 12, 9))

    assert len(setting.lines) > 1
    assert not [one.text for one in setting.lines if unicodedata.category(one.text[0])[0] == "M"]


def test_the_same_values_make_the_same_bytes():
    look = Look(logo=png())
    assert draw(certificate(look=look)) == draw(certificate(look=look))
    assert draw(certificate()) != draw(certificate(issued_at=datetime(2026, 11, 23, tzinfo=UTC)))


def test_the_file_says_what_it_is_and_in_which_language():
    reader = pypdf.PdfReader(io.BytesIO(draw(certificate("fr"))))

    assert reader.metadata.title == (
        "Certificate of completion · Teaching with one device · Lakshmi Nair"
    )
    assert reader.metadata.author == "Staffroom Kerala"
    assert reader.metadata.creation_date == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert reader.trailer["/Root"]["/Lang"] == "fr"


def test_what_is_written_is_tagged_in_the_order_of_reading():
    reader = pypdf.PdfReader(io.BytesIO(draw(certificate())))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    kinds = [kid.get_object()["/S"] for kid in root["/StructTreeRoot"]["/K"][0].get_object()["/K"]]
    assert kinds[:7] == ["/P", "/Figure", "/H1", "/P", "/H2", "/P", "/H2"]
    text = taken_out(draw(certificate()))
    order = [text.index(word) for word in ("Certificate", "certify", "Lakshmi", "has", "Teaching")]
    assert order == sorted(order)


def test_the_code_and_the_address_lead_to_the_award():
    page = pypdf.PdfReader(io.BytesIO(draw(certificate()))).pages[0]

    [link] = page["/Annots"]
    assert (
        link.get_object()["/A"]["/URI"] == "https://staffroom.example/en/badges/awards/7f3c9a52e1"
    )


@pytest.mark.parametrize(("language", "most"), [("en", 60), ("ru", 60), ("hi", 80), ("ar", 100)])
def test_a_file_is_small(language, most):
    data = draw(certificate(language, holder=Text(NAMES[language], language)))

    assert len(data) < most * 1000


def test_letters_that_no_font_has_are_named_and_shown_as_boxes():
    nko = Text("ߒߞߏ Keita", "nqo")

    assert unwritable([nko, Text("Amina", "fr")]) == "ߒߞߏ"
    assert seen(draw(certificate(holder=nko))) != seen(draw(certificate(holder=Text("Keita"))))
    assert "Keita" in taken_out(draw(certificate(holder=nko)))


@pytest.mark.parametrize(
    "values",
    [
        {"signatories": (Signatory(Text("A"), Text("B")),) * 4},
        {"facts": (Fact(Text("A"), Text("B")),) * 5},
        {"issuers": (Text("A"),) * 4},
        {"issuers": ()},
    ],
)
def test_more_than_there_is_room_for_is_refused(values):
    with pytest.raises(ValueError):
        certificate(**values)


def test_a_date_without_its_zone_is_refused():
    with pytest.raises(ValueError):
        certificate(issued_at=datetime(2026, 11, 22))


def test_little_is_enough_for_a_certificate():
    data = draw(certificate(criteria=None, facts=(), signatories=(), badge=None))

    assert "Lakshmi Nair" in taken_out(data)
