"""Licences: what one may do with a lesson, in words that need no lawyer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.kernel.i18n import gettext as _

OFFERED = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC0-1.0")
"""What an author can choose here, the usual one first; imports bring others."""


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence; its code is SPDX's where SPDX has one."""

    code: str
    short_name: str
    url: str | None
    may_adapt: bool = True
    share_alike: bool = False
    non_commercial: bool = False
    with_credit: bool = True


_CC = "https://creativecommons.org"
_CC_KINDS = ("BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND")
_CC_VERSIONS = ("4.0", "3.0", "2.5", "2.0", "1.0")


def _creative_commons() -> Iterator[Licence]:
    """Yield all that there are; one whose version was not said has no text to point to."""
    for kind in _CC_KINDS:
        flags = {
            "may_adapt": "ND" not in kind,
            "share_alike": "SA" in kind,
            "non_commercial": "NC" in kind,
        }
        yield Licence(f"CC-{kind}", f"CC {kind}", None, **flags)
        for version in _CC_VERSIONS:
            address = f"{_CC}/licenses/{kind.lower()}/{version}/"
            yield Licence(f"CC-{kind}-{version}", f"CC {kind} {version}", address, **flags)


def _other(code: str, *, share_alike: bool = False) -> Licence:
    url = f"https://spdx.org/licenses/{code}.html"
    return Licence(code, code.removesuffix("-or-later"), url, share_alike=share_alike)


_ALL = (
    *_creative_commons(),
    Licence("CC0-1.0", "CC0 1.0", f"{_CC}/publicdomain/zero/1.0/", with_credit=False),
    Licence(
        "LicenseRef-public-domain",
        "Public domain",
        f"{_CC}/publicdomain/mark/1.0/",
        with_credit=False,
    ),
    _other("MIT"),
    _other("Apache-2.0"),
    _other("BSD-3-Clause"),
    _other("EUPL-1.2", share_alike=True),
    _other("GPL-3.0-or-later", share_alike=True),
    _other("GFDL-1.3-or-later", share_alike=True),
)
LICENCES = {licence.code: licence for licence in _ALL}
"""All that we know, by code."""

_CODES = {code.casefold(): code for code in LICENCES}

_CC_WORDS = {
    r"creative ?commons": "cc",
    r"attribution|atribución|atribuição|reconocimiento|paternité|namensnennung|navngivelse": "by",
    r"non ?commercial|nocomercial|no comercial|nãocomercial|nicht kommerziell|"
    r"pas d utilisation commerciale|ikkekommersiell": "nc",
    r"share ?alike|compartirigual|compartilhaigual|weitergabe unter gleichen bedingungen|"
    r"partage dans les mêmes conditions|del på samme vilkår": "sa",
    r"no ?deriv(?:ative)?s|sinderivadas|pas de modification|keine bearbeitung": "nd",
}
_CC_IN_TEXT = re.compile(
    r"(?:\bcc|\blicenses|^) ?(by(?: (?:nc|sa|nd)\b)*)(?: (\d)(?: (\d))?)?(?!\S)"
)
_OTHERS = {
    r"cc ?0|publicdomain zero": "CC0-1.0",
    r"public ?domain|gemeinfrei|domaine public|dominio público|domínio público": (
        "LicenseRef-public-domain"
    ),
    r"mit": "MIT",
    r"apache": "Apache-2.0",
    r"bsd": "BSD-3-Clause",
    r"eupl": "EUPL-1.2",
    r"gfdl|gnu free documentation": "GFDL-1.3-or-later",
    r"gpl|gplv3|gnu general public": "GPL-3.0-or-later",
}


def is_known(code: str) -> bool:
    """Return whether this is the code of a licence."""
    return code in LICENCES


def short_name(code: str) -> str:
    """Return “CC BY 4.0”; an unknown code stays as it is."""
    if code == "LicenseRef-public-domain":
        return _("Public domain")
    return LICENCES[code].short_name if code in LICENCES else code


def plain_words(code: str) -> str:
    """Return what one may do, in a sentence."""
    licence = LICENCES.get(code)
    if licence is None:
        return _("Look at the licence before you use it")
    if not licence.with_credit:
        return _("Do what you like with it, no credit needed")
    return _words_without_change(licence) if not licence.may_adapt else _words(licence)


def name(code: str) -> str:
    """Return the short name and the plain words."""
    return _("%(short)s: %(words)s", short=short_name(code), words=plain_words(code))


def url(code: str) -> str | None:
    """Return where the licence can be read."""
    return LICENCES[code].url if code in LICENCES else None


def may_adapt(code: str) -> bool:
    """Return whether adaptations may be shared; of an unknown licence it is not known: no."""
    return code in LICENCES and LICENCES[code].may_adapt


def share_alike(code: str) -> bool:
    """Return whether an adaptation must carry the same licence."""
    return code in LICENCES and LICENCES[code].share_alike


def non_commercial(code: str) -> bool:
    """Return whether nobody may earn money with it."""
    return code in LICENCES and LICENCES[code].non_commercial


def licence_for(text: str) -> str | None:
    """Return the code of the licence that a text or an address names, None if it names none."""
    if code := _CODES.get(text.strip().casefold()):
        return code
    words = " ".join(re.findall(r"[^\W\d_]+|\d", text.casefold()))
    others = (code for word, code in _OTHERS.items() if re.search(rf"\b(?:{word})\b", words))
    return _creative_commons_in(words) or next(others, None)


def _creative_commons_in(words: str) -> str | None:
    for pattern, part in _CC_WORDS.items():
        words = re.sub(rf"\b(?:{pattern})\b", part, words)
    found = _CC_IN_TEXT.search(words)
    if found is None or (words.startswith("by ") and found.end() < len(words)):
        return None
    kind = "-".join(part for part in ("BY", "NC", "ND", "SA") if part.lower() in found[1].split())
    version = f"-{found[2]}.{found[3] or 0}" if found[2] else ""
    code = f"CC-{kind}{version}"
    return code if code in LICENCES else None


def _words(licence: Licence) -> str:
    if licence.non_commercial and licence.share_alike:
        return _("Share it and change it, with credit, not for money, under the same licence")
    if licence.non_commercial:
        return _("Share it and change it, with credit, not for money")
    if licence.share_alike:
        return _("Share it and change it, with credit, under the same licence")
    return _("Share it and change it, with credit")


def _words_without_change(licence: Licence) -> str:
    if licence.non_commercial:
        return _("Share it unchanged, with credit, not for money")
    return _("Share it unchanged, with credit")
