"""A filled form as it is typed in: a line for each question."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fjidesk.model.case_table import fact_fault
from fjidesk.model.framework import OTHER_REASON, Framework, Question
from fjidesk.model.records import Answer, AnswerValue

_ANSWERS: Mapping[str, AnswerValue] = {
    "y": "yes",
    "yes": "yes",
    "i": "yes",
    "n": "no",
    "no": "no",
    "a": "na",
    "na": "na",
    "n/a": "na",
}
_LINE = re.compile(r"([A-Za-z])\s?(\d{1,2})\b[.:]?\s*(\S+)?\s*(.*)")
_FACT = re.compile(r"([a-z_]+)\s*=\s*(\S*)")
_DIGIT = re.compile(r"(\d)(?=\s|$)\s*")
_END_OF_REASONS = re.compile(r"^[:-]\s+")
_OWN_WORDS = re.compile(r"\[([^\]]*)\]\s*")
_PART = re.compile(r"(record|dated|place|source|confidence|discuss|s|c|d)=(?:\[([^\]]*)\]|(\S*))\s*")
_WORDS: dict[str, dict[str, Any]] = {
    "source": {"record": "record", "r": "record", "case_manager": "case_manager", "c": "case_manager"}
    | {"both": "both", "b": "both"},
    "confidence": {"sure": "sure", "fairly": "fairly", "unsure": "unsure", "s": "sure", "f": "fairly", "u": "unsure"},
    "discuss": {"yes": True, "y": True, "no": False, "n": False},
}
_SHORT = {"s": "source", "c": "confidence", "d": "discuss"}
_OTHER = "0"


class Typed(NamedTuple):
    """What a filled form says.

    Attributes:
        facts: fact id to value id.
        answers: question id to answer.
        lines: question or fact id to the line that says it.
        faults: line and what is wrong there, in order; with any, nothing else counts.
        said: question id to the names of the parts that its line gives, such as place, empty or not.
    """

    facts: dict[str, str]
    answers: dict[str, Answer]
    lines: dict[str, int]
    faults: list[tuple[int, str]]
    said: dict[str, set[str]]


def read(text: str, framework: Framework) -> Typed:
    """Read the lines of a filled form. Empty lines and lines that begin with # are passed over.

    A line is an id, then y, n or a (for N/A), then the digits of the reasons as they stand on the form, the main one
    first, then parts such as ``place=[page 4]`` or ``s=r``, then the note. 0 is a reason in own words, which follow in
    brackets. A fact is corrected by a line such as ``victim=yes``, or ``victim=1`` after its number on the form.
    """
    typed = Typed({}, {}, {}, [], {})
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line and not line.startswith("#"):
            try:
                _take(line, number, typed, framework)
            except ValueError as error:
                typed.faults.append((number, str(error)))
    return typed


def _take(line: str, number: int, typed: Typed, framework: Framework) -> None:
    fact = _FACT.fullmatch(line)
    if fact is not None:
        _take_fact(fact[1], fact[2], typed, framework)
        name = fact[1]
    else:
        found = _LINE.fullmatch(line)
        name = f"{found[1].upper()}{int(found[2]):02}" if found is not None else line.split(maxsplit=1)[0]
        question = framework.by_id.get(name)
        if found is None or question is None:
            raise ValueError(f"there is no question {name}")
        given, parts = _answer(question, found[3] or "", found[4], framework)
        typed.answers.setdefault(name, given)
        typed.said.setdefault(name, parts)
    if name in typed.lines:
        raise ValueError(f"{name} stands there twice, first on line {typed.lines[name]}")
    typed.lines[name] = number


def _take_fact(name: str, value: str, typed: Typed, framework: Framework) -> None:
    fact = framework.fact_by_id.get(name)
    if fact is None:
        raise ValueError(f"there is no fact {name}")
    if value.isdecimal() and fact.values and value not in {one.id for one in fact.values}:
        place = int(value) - 1  # as it is numbered on the form
        if not 0 <= place < len(fact.values):
            raise ValueError(f"{name} has no value {value}; there are {len(fact.values)}")
        value = fact.values[place].id
    fault = fact_fault(fact, value) if value else None
    if fault is not None:
        raise ValueError(fault)
    typed.facts.setdefault(name, value)


def _answer(question: Question, said: str, rest: str, framework: Framework) -> tuple[Answer, set[str]]:
    value = _ANSWERS.get(said.casefold())
    if value is None:
        raise ValueError(f"{question.id} is answered y, n or a, not {said or 'by nothing'}")
    reasons, rest = _reasons(question, value, rest, framework)
    own = _OWN_WORDS.match(rest) if OTHER_REASON in reasons else None
    parts, note = _parts(rest[own.end() :] if own else rest)
    other = own[1].strip() if own else ""
    return Answer(answer=value, reasons=reasons, other=other, note=note, **parts), set(parts)


def _reasons(question: Question, value: AnswerValue, rest: str, framework: Framework) -> tuple[list[str], str]:
    """Take the digits at the front; a Yes has none, so that its note may begin with a number."""
    offered = _offered(question, value, framework)
    chosen: list[str] = []
    while offered and (digit := _DIGIT.match(rest)) is not None:
        reason = OTHER_REASON if digit[1] == _OTHER else next(iter(offered[int(digit[1]) - 1 : int(digit[1])]), "")
        if not reason:
            raise ValueError(f"{question.id} has no reason {digit[1]}; there are {len(offered)}, and 0")
        if reason in chosen:
            raise ValueError(f"reason {digit[1]} stands there twice")
        chosen.append(reason)
        rest = rest[digit.end() :]
    return chosen, _END_OF_REASONS.sub("", rest)


def _offered(question: Question, value: AnswerValue, framework: Framework) -> Sequence[str]:
    if value == "no":
        return [reason.id for reason in question.reasons]
    by_hand = [reason.id for reason in framework.na_reasons if reason.id != OTHER_REASON]
    return by_hand if value == "na" else []


def _parts(rest: str) -> tuple[dict[str, Any], str]:
    """Take parts such as place=[page 4] off the front; what is left is the note."""
    parts: dict[str, Any] = {}
    while (found := _PART.match(rest)) is not None:
        name, said = _SHORT.get(found[1], found[1]), (found[2] or found[3] or "").strip()
        if name in _WORDS and said.casefold() not in _WORDS[name]:
            raise ValueError(f"{name} is one of {', '.join(word for word in _WORDS[name] if len(word) > 1)}")
        parts[name] = _WORDS[name][said.casefold()] if name in _WORDS else said
        rest = rest[found.end() :]
    return parts, rest.strip()
