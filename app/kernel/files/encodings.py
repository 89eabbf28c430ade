"""Plain text in whatever encoding it was written: UTF-8, else the likeliest of the old ones."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_COMMON = {
    "cp1251": ("оеаинтсрвл", 0.6),
    "cp1253": ("αοιετσνηυρ", 0.6),
    "cp1255": ("יוהלאתרמבש", 0.6),
    "cp1256": ("اليمونرتبة", 0.6),
    "cp874": ("านรอกเงมยล", 0.45),
    "shift_jis": ("のいるとにしてなをは、。", 0.3),
    "gb18030": ("的一是不了在人有我他，。学生", 0.15),
    "euc_kr": ("이다는에의가을하고지", 0.2),
}
"""By encoding, the commonest letters of its languages and their usual share of a text."""

_DENSE = 0.4
"""Western languages have fewer letters with accents among their letters than this."""

_SAMPLE = 20_000


def text_of(content: bytes) -> str | None:
    """Return the text, None when the bytes are no text in any encoding."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    text = _decoded(content, marked or "utf-8")
    if text is None and marked is None:
        text = _decoded(content, _likeliest(content))
    return None if text is None or _has_controls(text) else text


def _likeliest(content: bytes) -> str:
    western = content.decode("cp1252", errors="replace")[:_SAMPLE]
    letters = [letter for letter in western if letter.isalpha()]
    if sum(letter > "\x7f" for letter in letters) < _DENSE * len(letters):
        return "cp1250" if _has_signs_in_words(western) else "cp1252"
    return max(_COMMON, key=lambda encoding: _likelihood(content, encoding))


def _has_signs_in_words(western: str) -> bool:
    """Return whether signs stand where Polish has letters: “sp³ywa” for “spływa”."""
    return any(
        sign in "¹³¿" and before.isalpha() and after.isalpha()
        for before, sign, after in zip(western, western[1:], western[2:], strict=False)
    )


def _likelihood(content: bytes, encoding: str) -> float:
    text = _decoded(content, encoding)
    foreign = [letter for letter in (text or "")[:_SAMPLE] if letter > "\x7f"]
    letters, share = _COMMON[encoding]
    return sum(letter in letters for letter in foreign) / share / len(foreign) if foreign else 0


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _has_controls(text: str) -> bool:
    return any(letter < " " and letter not in "\t\n\r\f" for letter in set(text))
