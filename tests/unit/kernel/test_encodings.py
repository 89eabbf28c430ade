"""A plain text is read in whatever encoding it was written."""

import pytest

from app.kernel.files.encodings import text_of

TEXTS = {
    "cp1251": "Сколько воды собирается на школьной крыше за один дождливый осенний вечер?",
    "cp1253": "Πόσο νερό μαζεύεται στη στέγη του σχολείου μια βροχερή νύχτα του χειμώνα;",
    "cp1255": "כמה מים נאספים על גג בית הספר בלילה גשום אחד בחורף הזה",
    "cp1256": "كم من الماء يتجمع على سطح المدرسة في ليلة ماطرة واحدة من الشتاء",
    "cp874": "น้ำฝนที่ตกบนหลังคาโรงเรียนในคืนเดียวมีมากเท่าไร นักเรียนลองวัดกัน",
    "shift_jis": "学校の屋根に一晩でどれくらいの雨が降るのか、ペットボトルで測ってみます。",
    "gb18030": "我们的学生在学校的屋顶上放一个瓶子，看一个晚上有多少雨，他们在本子上写下来。",
    "euc_kr": "학교 지붕에 하룻밤 동안 비가 얼마나 오는지 병을 놓고 재어 봅니다. 이것은 우리의 일이다.",
    "cp1252": "Wie viel Regen fällt in einer Nacht auf das Dach der Schule? Wir messen es möglichst früh.",
    "cp1250": "Ile wody spływa z dachu szkoły? Mierzymy to wspólnie, a potem łączymy wyniki całej klasy.",
    "utf-8": "Ça pleut sur le toit de l’école.",
    "utf-8-sig": "Regen auf dem Dach",
    "utf-16": "Дождь на крыше",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_text_is_read_in_the_encoding_of_its_language(encoding: str) -> None:
    assert text_of(TEXTS[encoding].encode(encoding)) == TEXTS[encoding]


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"MZ\x00\x01 program", "\x07 bell ж".encode("cp1251"), b"plain words \x81"],
    ids=["cut", "program", "bell", "noise"],
)
def test_what_is_no_text_in_any_encoding_is_none(content: bytes) -> None:
    assert text_of(content) is None
