"""Catalogues of the interface: extracted, compiled, checked; two pseudo-locales are generated.

`python -m app.kernel.catalogues update|compile|check`. Sources are `translations/<locale>/
LC_MESSAGES/messages.po`; English is the source itself and has none.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "translations"
TEMPLATE = FOLDER / "messages.pot"
DOMAIN = "messages"
METHODS = [("**/templates/**.*", "jinja2"), ("templates/**.*", "jinja2"), ("**.py", "python")]
OPTIONS = {pattern: {"trimmed": "true"} for pattern, method in METHODS if method == "jinja2"}
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_gettext": None,
    "lazy_pgettext": ((1, "c"), 2),
}
PSEUDO = {"en_XA": ("[", "]"), "ar_XB": ("\u202e", "\u202c")}
ACCENTS = str.maketrans("AEIOUaeiounscyz", "ÅÉÎÖÛåéîöûñšçýž")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|<[^>]+>|\{\w+\}")


def main(command: str) -> int:
    """Run a command; return the exit status."""
    commands = {"update": update, "compile": compile_all, "check": check}
    return commands[command]()


def extracted() -> Catalog:
    """Return every string of the source."""
    catalog = Catalog(domain=DOMAIN, project="Staffroom", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        ROOT / "app", METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",)
    )
    for path, line, message, comments, context in found:
        catalog.add(message, None, [(path, line)], auto_comments=comments, context=context)
    return catalog


def update() -> int:
    """Write the template and merge it into every locale's catalogue."""
    template = extracted()
    TEMPLATE.write_bytes(_written(template))
    for path, catalog in _catalogues():
        catalog.update(template, no_fuzzy_matching=True)
        path.write_bytes(_written(catalog))
        left = sum(1 for message in catalog if message.id and not _is_done(message))
        sys.stdout.write(f"{path.parent.parent.name}: {left} to translate\n")
    return 0


def compile_all() -> int:
    """Write what the app reads, and the pseudo-locales."""
    for path, catalog in _catalogues():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
    for name, brackets in PSEUDO.items():
        folder = FOLDER / name / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "messages.mo").open("wb") as file:
            write_mo(file, _pseudo(name, extracted(), brackets))
    return 0


def check() -> int:
    """Name what is missing, outdated or damaged in a catalogue."""
    faults = list(_faults())
    sys.stdout.writelines(f"{fault}\n" for fault in faults[:40])
    if faults:
        sys.stdout.write(
            f"{len(faults)} faults; `make translations` brings catalogues up to date\n"
        )
    return 1 if faults else 0


def _faults() -> Iterator[str]:
    source = {_key(message): message for message in extracted() if message.id}
    for path, catalog in _catalogues():
        name = path.parent.parent.name
        known = {_key(message): message for message in catalog if message.id}
        yield from (f"{name}: missing {key}" for key in source.keys() - known.keys())
        yield from (f"{name}: no longer used {key}" for key in known.keys() - source.keys())
        for key in source.keys() & known.keys():
            if fault := _fault(known[key]):
                yield f"{name}: {fault} {key}"


def _fault(message: Message) -> str | None:
    if not _is_done(message):
        return "untranslated"
    if "fuzzy" in message.flags:
        return "fuzzy"
    wanted = set(PLACEHOLDER.findall(" ".join(_all(message.id))))
    for string in _strings(message):
        given = set(PLACEHOLDER.findall(string))
        if not given <= wanted | {"%(num)s"} or (not message.pluralizable and given != wanted):
            return "placeholders differ in"
    return None


def _catalogues() -> Iterator[tuple[Path, Catalog]]:
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/messages.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parent.parent.name, domain=DOMAIN)


def _written(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(
        out,
        catalog,
        width=100,
        sort_output=True,
        no_location=True,
        omit_header=False,
        ignore_obsolete=True,
    )
    text = out.getvalue().decode()
    return re.sub(
        r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By):.*\n', "", text, flags=re.MULTILINE
    ).encode()


def _pseudo(name: str, source: Catalog, brackets: tuple[str, str]) -> Catalog:
    """Return a catalogue that is longer and looks odd, so that the eye finds what is missing."""
    made = Catalog(locale=name.partition("_")[0], domain=DOMAIN, fuzzy=False)
    for message in source:
        if message.id:
            made.add(message.id, _odd(message, brackets, made.num_plurals), context=message.context)
    return made


def _odd(message: Message, brackets: tuple[str, str], plurals: int) -> str | tuple[str, ...]:
    if isinstance(message.id, str):
        return _longer(message.id, brackets)
    singular, plural = message.id
    return tuple(_longer(singular if n == 0 else plural, brackets) for n in range(plurals))


def _longer(text: str, brackets: tuple[str, str]) -> str:
    parts = re.split(f"({PLACEHOLDER.pattern})", text)
    odd = "".join(p if PLACEHOLDER.fullmatch(p) else p.translate(ACCENTS) for p in parts)
    return f"{brackets[0]}{odd}{' ~' * (len(text) // 5)}{brackets[1]}"


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def _is_done(message: Message) -> bool:
    return all(_strings(message))


def _all(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
