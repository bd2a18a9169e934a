"""Read a framework file and refuse a faulty one with file, key and reason (design 9)."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from fjidesk.errors import FrameworkRefused
from fjidesk.model.condition import Condition
from fjidesk.model.framework import OTHER_REASON, Framework, Question, Text, Texts

_ANSWERS = ("yes", "no", "na")
_COLUMNS_OF_A_SAMPLE = frozenset({"reference", "slot_minutes"})  # fjidesk.model.case_table
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}|[A-Z][0-9]{2}")
_TEXTS = frozenset(
    {"ask", "en", "good", "label", "na", "not_enough", "not_rated", "short", "text", "title", "where", "words"}
)  # keys whose value is words for people
_SAID = {
    "array": "a list",
    "bool": "true or false",
    "date": "a date",
    "float": "a decimal number",
    "int": "a whole number",
    "object": "a table",
    "str": "text",
}


@lru_cache(maxsize=4)  # a desk reads the same one again after every merge
def parse(data: bytes, file: str) -> Framework:
    """Read and check the bytes of a framework file.

    Args:
        data: the exact bytes, with or without a byte order mark; their SHA-256 becomes the framework's.
        file: the name to put into a refusal.

    Raises:
        FrameworkRefused: the first fault found, with file, key and reason.
    """
    try:
        framework = _typed(_tree(data, file), file)
        for check in _CHECKS:
            for fault in check(framework):
                raise FrameworkRefused(file, *fault)
    except RecursionError as error:
        raise FrameworkRefused(file, "whole file", "its tables and lists are nested too deeply") from error
    return msgspec.structs.replace(framework, sha256=hashlib.sha256(data).hexdigest())


Fault = tuple[str, str]


def _tree(data: bytes, file: str) -> dict[str, Any]:
    try:
        tree = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise FrameworkRefused(file, f"line {line}", "the file is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise FrameworkRefused(file, "whole file", f"it is not TOML: {error}") from error
    except ValueError as error:  # a number of thousands of digits
        raise FrameworkRefused(file, "whole file", "a number has too many digits") from error
    if "sha256" in tree:
        raise FrameworkRefused(file, "whole file", "unknown key: sha256")
    return tree


def _typed(tree: dict[str, Any], file: str) -> Framework:
    try:
        return msgspec.convert(tree, Framework)
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at `$")
        raise FrameworkRefused(file, _named_place(where, tree), _plain(reason)) from error


def _named_place(where: str, tree: dict[str, Any]) -> str:
    """Turn ``.questions[3].text`` into ``questions.R04.text``: an entry with an id goes by it."""
    names: list[str] = []
    part: Any = tree
    for name, place in re.findall(r"\.(\w+)|\[(\d+)\]", where):
        part = part[name or int(place)]
        names.append(name or (str(part.get("id", place)) if isinstance(part, dict) else place))
    return ".".join(names) or "whole file"


def _plain(reason: str) -> str:
    """Say in plain words what the typed reading says in its own."""
    form, _, name = reason.partition(" `")
    name = name.removesuffix("`")
    if form == "Object missing required field":
        return f"a missing {'text' if name in _TEXTS else 'key'}: {name}"
    if form == "Object contains unknown field":
        return f"unknown key: {name}"
    if form == "Expected":
        wanted, _, got = name.partition("`, got `")
        return f"expected {_said(wanted)}, got {_said(got)}"
    return f"unknown word {reason.removeprefix('Invalid enum value ')}"


def _said(types: str) -> str:
    known = [_SAID.get(name, name) for name in types.split(" | ") if name != "null"]
    return " or ".join(known)


def _ids(framework: Framework) -> Iterator[Fault]:
    lists: dict[str, Iterable[Any]] = {
        "bands": framework.bands,
        "themes": framework.themes,
        "sections": framework.sections,
        "fact_groups": framework.fact_groups,
        "facts": framework.facts,
        "questions": framework.questions,
        "na_reasons": framework.na_reasons,
        "topics": framework.topics,
        "contradictions": framework.contradictions,
        "record_kinds": framework.record_kinds,
    }
    lists |= {f"facts.{fact.id}.values": fact.values for fact in framework.facts}
    lists |= {f"questions.{question.id}.reasons": question.reasons for question in framework.questions}
    for name, entries in lists.items():
        seen = {OTHER_REASON} if name.endswith(".reasons") else set[str]()  # other is offered with every question
        for entry in entries:
            if entry.id in seen:
                yield f"{name}.{entry.id}", "duplicate id"
            if not _ID.fullmatch(entry.id):
                yield f"{name}.{entry.id}", "an id is lower case with digits, hyphens and underscores, or like R01"
            seen.add(entry.id)


def _references(framework: Framework) -> Iterator[Fault]:
    themes = {theme.id for theme in framework.themes}
    sections = {section.id for section in framework.sections}
    for question in framework.questions:
        if question.theme not in themes:
            yield f"questions.{question.id}.theme", f"unknown theme {question.theme}"
        if question.section not in sections:
            yield f"questions.{question.id}.section", f"unknown section {question.section}"
    for topic in framework.topics:
        if topic.theme not in themes:
            yield f"topics.{topic.id}.theme", f"unknown theme {topic.theme}"


def _facts(framework: Framework) -> Iterator[Fault]:
    groups = {group.id for group in framework.fact_groups}
    for fact in framework.facts:
        if fact.group not in groups:
            yield f"facts.{fact.id}.group", f"unknown group {fact.group}"
        if fact.id in _COLUMNS_OF_A_SAMPLE:
            yield f"facts.{fact.id}", "this id is taken: it is a column of every sample table"
        if (fact.kind == "choice") != bool(fact.values):
            yield f"facts.{fact.id}.values", "a choice needs values, and nothing else has them"


def _orders(framework: Framework) -> Iterator[Fault]:
    screens: dict[int, str] = {}
    reports: dict[tuple[str, int], str] = {}
    for question in framework.questions:
        twin = screens.setdefault(question.screen, question.id)
        if twin != question.id:
            yield f"questions.{question.id}.screen", f"the same place on the screen as {twin}"
        twin = reports.setdefault((question.theme, question.report), question.id)
        if twin != question.id:
            yield f"questions.{question.id}.report", f"the same place in the report as {twin}"


def _scoring(framework: Framework) -> Iterator[Fault]:
    scored = {theme.id for theme in framework.themes if theme.scored}
    for question in framework.questions:
        if question.scores and question.theme not in scored:
            yield f"questions.{question.id}.scores", f"theme {question.theme} is not scored"
        if question.scores and question.answers == "fact":
            yield f"questions.{question.id}.scores", "a fact does not score"
        if question.scores and not question.reasons:
            yield f"questions.{question.id}.reasons", "a question that scores needs a reason to offer for No"


def _conditions(framework: Framework) -> Iterator[Fault]:
    for question in framework.questions:
        if question.applies is None:
            continue
        key = f"questions.{question.id}.applies"
        if question.otherwise is None:
            yield f"questions.{question.id}.otherwise", "a missing text: why the question does not apply"
        yield from ((key, reason) for reason in _form_faults(question.applies))
        for leaf in question.applies.leaves():
            yield from ((key, reason) for reason in _leaf_faults(leaf, question, framework))


def _form_faults(condition: Condition) -> Iterator[str]:
    if condition.forms() != 1:
        yield "a condition has exactly one of fact, answer, all, any"
    if (condition.values is not None) != (condition.fact is not None or condition.answer is not None):
        yield "'is' goes with fact or answer"
    for parts in (condition.all, condition.any):
        if parts is not None and not parts:
            yield "an empty list of conditions"
        for part in parts or []:
            yield from _form_faults(part)


def _leaf_faults(leaf: Condition, question: Question, framework: Framework) -> Iterator[str]:
    yield from _unknown_faults(leaf, framework)
    earlier = framework.by_id.get(leaf.answer or "")
    if earlier is None:
        return
    if question.id in _reach(earlier, framework):
        rest = "itself" if earlier is question else f"{earlier.id}, and that for {question.id}"
        yield f"a condition that loops: {question.id} waits for {rest}"
    elif earlier.screen >= question.screen:
        yield f"looks forward: {earlier.id} comes later on the screen"


def _unknown_faults(leaf: Condition, framework: Framework) -> Iterator[str]:
    if leaf.fact is not None:
        fact = framework.fact_by_id.get(leaf.fact)
        if fact is None:
            yield f"unknown fact {leaf.fact}"
        else:
            yield from (
                f"unknown value {value} of fact {fact.id}" for value in leaf.values or [] if value not in fact.value_ids
            )
    if leaf.answer is not None:
        yield from (f"unknown answer {value}" for value in leaf.values or [] if value not in _ANSWERS)
        if leaf.answer not in framework.by_id:
            yield f"unknown question {leaf.answer}"
    if not leaf.values:
        yield "no value to compare with"


def _contradictions(framework: Framework) -> Iterator[Fault]:
    for found in framework.contradictions:
        key = f"contradictions.{found.id}.when"
        leaves = list(found.when.leaves())
        yield from ((key, reason) for reason in _form_faults(found.when))
        for leaf in leaves:
            yield from ((key, reason) for reason in _unknown_faults(leaf, framework))
        if len({(leaf.fact, leaf.answer) for leaf in leaves}) < 2:  # noqa: PLR2004
            yield key, "a contradiction looks at two facts or answers at least"


def _reach(start: Question, framework: Framework) -> set[str]:
    """Return the questions that a question's condition rests on, itself included."""
    found: set[str] = set()
    waiting = [start.id]
    while waiting:
        name = waiting.pop()
        question = framework.by_id.get(name)
        if name in found or question is None:
            continue
        found.add(name)
        if question.applies is not None:
            waiting.extend(leaf.answer for leaf in question.applies.leaves() if leaf.answer)
    return found


def _bands(framework: Framework) -> Iterator[Fault]:
    ordered = sorted(framework.bands, key=lambda band: (band.floor, band.ceiling))
    expected = 0
    if not ordered:
        yield "bands", "there are none"
    for band in ordered:
        if band.floor > band.ceiling:
            yield f"bands.{band.id}", f"its floor {band.floor} lies above its ceiling {band.ceiling}"
        if band.floor < 0:
            yield f"bands.{band.id}", f"its floor {band.floor} lies below 0"
        if band.floor < expected:
            last = min(band.ceiling, expected - 1)
            yield f"bands.{band.id}", f"bands overlap: {band.floor} to {last} belongs to two"
        if band.floor > expected:
            yield f"bands.{band.id}", f"bands leave a gap: {expected} to {band.floor - 1} belongs to none"
        expected = band.ceiling + 1
    if expected != 101:  # noqa: PLR2004  (percentages run from 0 to 100)
        yield "bands", f"bands end at {expected - 1} and not at 100"


def _texts(framework: Framework) -> Iterator[Fault]:
    if "en" not in framework.languages:
        yield "languages", "English is always there"
    for key, words in _all_texts(framework, ""):
        for language in framework.languages:
            said = getattr(words, language)
            parts = said if isinstance(said, list) else [said]
            if not parts or any(not part.strip() for part in parts):
                yield f"{key}.{language}", "a missing text"


def _all_texts(part: Any, key: str) -> Iterator[tuple[str, Text | Texts]]:
    if isinstance(part, Text | Texts):
        yield key, part
    elif isinstance(part, list):
        for place, entry in enumerate(part):
            yield from _all_texts(entry, f"{key}.{getattr(entry, 'id', place)}")
    elif isinstance(part, msgspec.Struct):
        for field in part.__struct_fields__:
            yield from _all_texts(getattr(part, field), f"{key}.{field}".lstrip("."))


def _shares(framework: Framework) -> Iterator[Fault]:
    for words in framework.share_words:
        low = [edge for edge in (words.at_least, words.above) if edge is not None]
        high = [edge for edge in (words.at_most, words.below) if edge is not None]
        if not all(0 <= edge <= 100 for edge in low + high):  # noqa: PLR2004  (which refuses nan and inf as well)
            yield f"share_words.{words.words.en}", "an edge is a percentage from 0 to 100"
        if max(low, default=0) > min(high, default=100):
            yield f"share_words.{words.words.en}", f"it starts at {max(low):g} and ends at {min(high):g}"


_CHECKS: tuple[Callable[[Framework], Iterator[Fault]], ...] = (
    _ids,
    _references,
    _facts,
    _orders,
    _scoring,
    _conditions,
    _contradictions,
    _bands,
    _texts,
    _shares,
)
