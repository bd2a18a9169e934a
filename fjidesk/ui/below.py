"""Words from below the window, in its language: refusals, the framework's texts, what history says.

The rooms below speak English alone: their sentences stand in logs, in scripts and on paper too. Here a sentence is
found again by its template, and said in Welsh with the same blanks. What is not found stays English.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fjidesk import resource
from fjidesk.ui.words import language, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fjidesk.errors import Refused
    from fjidesk.model.framework import Text, Texts

FILE = "text/below.cy.toml"
FRAMEWORK = "frameworks/fji-2014"
_BLANK = re.compile(r"\{(\d+[=#]?)\}")  # {0=} is not looked up: a person wrote it; {0#} holds a number
_PLACE = re.compile(r"[^a-z“]+: ")  # case and question in front of a sentence
_SENTENCES, _PARTS = (". ", "; "), (": ", ", ", " and ")
_NUMBER, _NARROW, _WIDE = r"[\d,]+", r"(?:(?!; |\. ).)+?", ".+?"
_QUOTED = {_NARROW: "[^”]+?", _WIDE: _WIDE}
_DEEPEST = 8  # sentences inside the blanks of sentences
_VOWELS = "aeiouwyâêîôûŵŷ"


class Template(NamedTuple):
    """An English sentence with blanks, and the Welsh with the same blanks.

    Attributes:
        narrow: the sentence, where no blank holds several sentences.
        wide: the sentence, whatever its blanks hold.
        welsh: parts and blanks by turns.
        small: whether its first letter is a small one of its own.
    """

    narrow: re.Pattern[str]
    wide: re.Pattern[str]
    welsh: list[str]
    small: bool


@cache
def pairs() -> dict[str, str]:
    """Return every English template with its Welsh, as the file has them."""
    found: dict[str, str] = {}
    for part in tomllib.loads(resource.text(FILE)).values():
        found |= part
    return found


@cache
def _whole() -> dict[str, str]:
    """Return the sentences without a blank, and those of the framework, with a small and with a large first letter."""
    found = framework_texts() | {english: welsh for english, welsh in pairs().items() if not _BLANK.search(english)}
    made: dict[str, str] = {}
    for first in (str.lower, str.upper):
        made |= {first(one[:1]) + one[1:]: first(cy[:1]) + cy[1:] for one, cy in found.items() if one[1:2].islower()}
    return made | found


@cache
def _templates() -> list[Template]:
    """Return the sentences with blanks, those with most words of their own first."""
    blank = {english: welsh for english, welsh in pairs().items() if _BLANK.search(english)}
    order = sorted(blank, key=lambda english: -len(_BLANK.sub("", english)))
    return [
        Template(
            _pattern(english, _NARROW),
            _pattern(english, _WIDE),
            _BLANK.split(blank[english]),
            small=english[:1].islower(),
        )
        for english in order
    ]


def _pattern(english: str, blank: str) -> re.Pattern[str]:
    parts = _BLANK.split(english)
    own, seen = [], set()
    for place, part in enumerate(parts):
        name = part.rstrip("=#")
        if place % 2 == 0:
            own.append(re.escape(part))
        elif name in seen:
            own.append(f"(?P=b{name})")
        else:
            seen.add(name)
            quoted = parts[place - 1].endswith("“")
            own.append(f"(?P<b{name}>{_NUMBER if part.endswith('#') else _QUOTED[blank] if quoted else blank})")
    first = parts[0][:1]
    if first.islower():  # it may begin a sentence too
        own[0] = f"[{first}{first.upper()}]{own[0][1:]}"
    return re.compile("".join(own), re.DOTALL)


@cache
def framework_texts() -> dict[str, str]:
    """Return the English texts of the shipped framework with their Welsh, which is for display alone.

    A text is found by its English words: where a corrected framework says something else, that is shown in English.
    """
    english = tomllib.loads(resource.text(f"{FRAMEWORK}.toml"))
    welsh = tomllib.loads(resource.text(f"{FRAMEWORK}.cy.toml"))
    return dict(_joined(english, welsh))


def _joined(english: object, welsh: object) -> Iterator[tuple[str, str]]:
    """Yield text and Welsh of two trees of the same shape; of the Welsh one any part may be missing."""
    if isinstance(english, dict) and isinstance(welsh, str) and isinstance(english.get("en"), str):
        yield english["en"], welsh
    elif isinstance(english, dict) and isinstance(welsh, list):
        yield from zip(english.get("en", []), welsh, strict=True)
    elif isinstance(english, dict) and isinstance(welsh, dict):
        for name in welsh:
            yield from _joined(english.get(name), welsh[name])
    elif isinstance(english, list) and isinstance(welsh, dict):
        known = {one["id"]: one for one in english}
        for name in welsh:
            yield from _joined(known.get(name), welsh[name])


def shown(text: Text) -> str:
    """Return a text of the framework in the language of the window."""
    if language() == "en":
        return text.en
    return text.cy or framework_texts().get(text.en, text.en)


def in_english(text: Text) -> str:
    """Return the framework's own words for the tool tip of a Welsh draft; empty where they are shown anyhow."""
    return said("language.in_english", text=text.en) if shown(text) != text.en else ""


def all_shown(texts: Texts) -> list[str]:
    """Return sentences of the framework in the language of the window."""
    if language() == "en":
        return texts.en
    known = framework_texts()
    return texts.cy or [known.get(text, text) for text in texts.en]


def sentence(english: str) -> str:
    """Return a sentence from below in the language of the window."""
    return english if language() == "en" else _welsh(english, 0)


def message(refusal: Refused) -> str:
    """Return what was refused and why."""
    return sentence(refusal.message)


def remedy(refusal: Refused) -> str:
    """Return the next step."""
    return sentence(refusal.remedy)


def both(refusal: Refused) -> str:
    """Return what was refused, why, and the next step."""
    return " ".join(part for part in (message(refusal), remedy(refusal)) if part)


def _welsh(english: str, depth: int) -> str:
    whole = _whole().get(english)
    if whole is not None or depth > _DEEPEST or english.startswith("“") or not english.strip():
        return english if whole is None else whole
    place = _PLACE.match(english)
    if place is not None:
        return place[0] + _welsh(english[place.end() :], depth + 1)
    return (
        _filled(english, depth, wide=False)
        or _in_parts(english, depth, _SENTENCES)
        or _filled(english, depth, wide=True)
        or _in_parts(english, depth, _PARTS)
        or english
    )


def _filled(english: str, depth: int, *, wide: bool) -> str:
    """Return a sentence by its template; empty where it has none."""
    for template in _templates():
        found = (template.wide if wide else template.narrow).fullmatch(english)
        if found is not None:
            parts = list(template.welsh)
            for index in range(1, len(parts), 2):
                filling = found[f"b{parts[index].rstrip('=#')}"]
                own = parts[index].endswith("=") or parts[index - 1].endswith("“")
                parts[index] = filling if own else _welsh(filling, depth + 1)
            made = "".join(parts)
            return made[:1].upper() + made[1:] if template.small and english[:1].isupper() else made
    return ""


def _in_parts(english: str, depth: int, joints: tuple[str, ...]) -> str:
    """Return several sentences, or the parts of a list, one by one; empty where it is one only."""
    for joint in joints:
        at = english.find(joint)
        while at >= 0 and english.count("“", 0, at) > english.count("”", 0, at):  # inside what a person wrote
            at = english.find(joint, at + 1)
        if at > 0:
            stop = "." if joint == ". " else ""
            head, rest = english[:at], _welsh(english[at + len(joint) :], depth + 1)
            between = joint.removeprefix(stop)
            if joint == " and ":
                between = " ac " if rest[:1] in _VOWELS else " a "
            return f"{_welsh(head + stop, depth + 1)}{between}{rest}"
    return ""
