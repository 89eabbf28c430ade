"""Snowball's stems, by the language of the text; a blunt one for languages without a stemmer."""

from functools import lru_cache

import Stemmer

from app.search.analysis.folding import fold

ALGORITHMS = {
    "ar": "arabic",
    "bs": "serbian",
    "ca": "catalan",
    "cnr": "serbian",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hr": "serbian",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ms": "indonesian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pcm": "english",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
_NOT_LATIN = {
    "am", "as", "be", "bg", "bn", "fa", "gu", "he", "ja", "ka", "km", "kn", "ko", "lo", "mk",
    "ml", "mn", "mr", "my", "ne", "or", "pa", "ps", "sa", "si", "te", "th", "uk", "ur", "zh",
}  # fmt: skip
_SCRIPTS = {
    "arabic": "Arab",
    "persian": "Arab",
    "greek": "Grek",
    "armenian": "Armn",
    "hindi": "Deva",
    "nepali": "Deva",
    "russian": "Cyrl",
    "serbian": "Cyrl Latn",
    "tamil": "Taml",
    "yiddish": "Hebr",
}
BLUNT = "blunt"
"""The algorithm for all other languages: the first letters of a long word."""
_BLUNT_LENGTH = 5


@lru_cache(maxsize=2_000)
def algorithm_for(language: str, script: str) -> str:
    """Return the stemmer for a word of this script in a text of this language.

    Latin words in a text of another script are mostly English.
    """
    algorithm = ALGORITHMS.get(language.partition("-")[0].lower(), BLUNT)
    if algorithm != BLUNT and handles(algorithm, script):
        return algorithm
    foreign = algorithm != BLUNT or language.partition("-")[0].lower() in _NOT_LATIN
    return "english" if script == "Latn" and foreign else BLUNT


@lru_cache(maxsize=2_000)
def handles(algorithm: str, script: str) -> bool:
    """Tell whether the algorithm's language is written in this script."""
    return algorithm == BLUNT or script in _SCRIPTS.get(algorithm, "Latn")


def stems(word: str, algorithm: str) -> tuple[str, ...]:
    """Return the stem of a normalised word, folded, and that of the folded word if it differs.

    Both, because people leave out accents that the stemmer's suffixes have.
    """
    folded = fold(word)
    if algorithm == BLUNT:
        return (folded[:_BLUNT_LENGTH],) if len(folded) > _BLUNT_LENGTH else (folded,)
    stemmer = _stemmer(algorithm)
    stem = fold(stemmer.stemWord(word))
    if folded == word:
        return (stem,)
    other = stemmer.stemWord(folded)
    return (stem,) if other == stem else (stem, other)


@lru_cache(maxsize=64)
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm, 0)
