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
_BLANK = re.compile(r"\{(\d+)\}")
_DEEPEST = 4  # sentences inside the blanks of sentences


class Template(NamedTuple):
    """An English sentence with blanks, as a pattern, and the Welsh with the same blanks."""

    pattern: re.Pattern[str]
    welsh: str


@cache
def pairs() -> dict[str, str]:
    """Return every English template with its Welsh, as the file has them."""
    found: dict[str, str] = {}
    for part in tomllib.loads(resource.text(FILE)).values():
        found |= part
    return found


@cache
def _whole() -> dict[str, str]:
    """Return the sentences without a blank, and those of the framework."""
    return framework_texts() | {english: welsh for english, welsh in pairs().items() if not _BLANK.search(english)}


@cache
def _templates() -> list[Template]:
    """Return the sentences with blanks, those with most words of their own first."""
    blank = {english: welsh for english, welsh in pairs().items() if _BLANK.search(english)}
    order = sorted(blank, key=lambda english: -len(_BLANK.sub("", english)))
    return [Template(_pattern(english), blank[english]) for english in order]


def _pattern(english: str) -> re.Pattern[str]:
    parts = _BLANK.split(english)
    own, seen = [], set()
    for place, part in enumerate(parts):
        if place % 2 == 0:
            own.append(re.escape(part))
        elif part in seen:
            own.append(f"(?P=b{part})")
        else:
            seen.add(part)
            own.append(f"(?P<b{part}>.+?)")
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
    if whole is not None or depth > _DEEPEST or not english.strip():
        return english if whole is None else whole
    for template in _templates():
        found = template.pattern.fullmatch(english)
        if found is not None:
            parts = _BLANK.split(template.welsh)
            parts[1::2] = [_welsh(found[f"b{name}"], depth + 1) for name in parts[1::2]]
            return "".join(parts)
    return _in_parts(english, depth)


def _in_parts(english: str, depth: int) -> str:
    """Return several sentences, or the parts of a list, one by one."""
    for joint in (". ", "; ", ", "):
        head, found, rest = english.partition(joint)
        if found:
            first = _welsh(f"{head}." if joint == ". " else head, depth + 1)
            return f"{first}{joint.lstrip('.')}{_welsh(rest, depth + 1)}"
    return english
