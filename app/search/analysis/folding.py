"""One spelling for what people type in several: case, accents, vowel marks, digits, widths.

Texts are normalised whole (`normalise`), words are folded one by one (`fold`), which a stemmer
needs: it wants the accents that folding takes away.
"""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_SIMPLIFY = OpenCC("t2s")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_AFTER_ARABIC = re.compile("(?<=[\u0600-\u06ff])\u200c")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640]+")

_VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d"
"""Bengali, Hindi and their neighbours write one word with and without it; Tamil does not."""

_DROPPED = (
    {*range(0x0300, 0x0370), *range(0x0591, 0x05C8), *range(0x0610, 0x061B)}
    | {*range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE)}
    | {ord(c) for c in "\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc" + _VIRAMAS}
)
_SAME = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "ŋ": "n",
    "þ": "th",
    "ŧ": "t",
    "ɗ": "d",
    "ɓ": "b",
    "ƙ": "k",
    "ʻ": "",
    "ʼ": "",
    "ي": "ی",
    "ى": "ی",
    "ئ": "ی",
    "ے": "ی",
    "ك": "ک",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ۀ": "ه",
    "ە": "ه",
    "آ": "ا",
    "أ": "ا",
    "إ": "ا",
    "ٱ": "ا",
    "ؤ": "و",
    "\u0901": "\u0902",
    "\u0981": "\u0982",
    "\u0a81": "\u0a82",
    "\u0a01": "\u0a02",
    "\u0b01": "\u0b02",
}
_FOLDS: dict[int, str | None] = dict.fromkeys(_DROPPED) | {ord(k): v for k, v in _SAME.items()}
_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def normalise(text: str) -> str:
    """Return the text in one width, case and writing of Chinese, without invisible signs."""
    if text.isascii():
        return text.lower().replace("_", " ")
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _INVISIBLE.sub("", _AFTER_ARABIC.sub(" ", text)).replace("_", " ")
    if _HAN.search(text):
        text = _SIMPLIFY.convert(text)
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=30_000)
def fold(word: str) -> str:
    """Return a normalised word without accents and vowel marks, its digits in ASCII."""
    if word.isascii():
        return word
    folded = unicodedata.normalize("NFD", word).translate(_FOLDS).translate(_HIRAGANA_TO_KATAKANA)
    folded = unicodedata.normalize("NFC", folded).translate(_FOLDS)
    if any(c.isdecimal() and not c.isascii() for c in folded):
        folded = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in folded)
    return folded
