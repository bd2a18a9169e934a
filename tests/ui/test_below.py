"""Sentences from below the window: every refusal that can reach it has Welsh, with the same blanks."""

from __future__ import annotations

import ast
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

import fjidesk
from fjidesk import resource
from fjidesk.model.framework import Text
from fjidesk.ui import below, words

PROGRAM = Path(fjidesk.__file__).parent
# What only the command line reaches: tables, dumps, the demonstration and checks of a framework file.
COMMAND_LINE: tuple[str, ...] = (
    "cli/",
    "desk/demo",
    "ui/shots",
    "desk/answer_files",
    "desk/dumps",
    "model/framework_file",
    "model/answer_table",
)
COMMAND_LINE += ("model/case_table", "model/tables")


def written(node):
    """Return the ways in which an expression can be written, with a pair of braces for each blank."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)]
    if isinstance(node, ast.IfExp):
        return [*written(node.body), *written(node.orelse)]
    return []


def numbered(text):
    found = iter(range(text.count("{}")))
    return re.sub(r"\{\}", lambda _: f"{{{next(found)}}}", text)


def is_refusal(node):
    """Tell whether a tuple is code, sentence and remedy, to be raised elsewhere."""
    code = node.elts[0] if len(node.elts) == 3 else None
    sentence = written(node.elts[1]) if code is not None else []
    return bool(sentence and sentence[0].endswith(".") and written(code) and re.fullmatch("[a-z-]+", written(code)[0]))


def refusals():
    """Return the templates of all refusals, with the place of each."""
    for path in sorted(PROGRAM.rglob("*.py")):
        name = path.relative_to(PROGRAM).as_posix()
        if not name.startswith(COMMAND_LINE):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                for part in said_by(node, name):
                    yield from ((numbered(text), f"{name}:{part.lineno}") for text in written(part))


def said_by(node, name):
    """Return sentence and remedy of a refusal; nothing where a node is none."""
    if isinstance(node, ast.Tuple):
        return node.elts[1:] if is_refusal(node) else []
    if not isinstance(node, ast.Call) or len(node.args) != 3:
        return []
    called = getattr(node.func, "id", getattr(node.func, "attr", ""))
    own = called == "__init__" and name == "errors.py"
    return node.args[1:] if own or called.endswith("Refused") else []


def blanks(text):
    return {name.rstrip("=#") for name in below._BLANK.findall(text)}


def keys():
    return {re.sub(r"\{(\d+)[=#]\}", r"{\1}", english) for english in below.pairs()}


def test_every_refusal_that_can_reach_the_window_has_welsh():
    found = [(text, place) for text, place in refusals() if below._BLANK.sub("", text).strip(" .:,")]
    assert len(found) > 350
    assert [f"{place}: {text}" for text, place in found if text not in keys()] == []


def test_every_welsh_sentence_has_the_blanks_of_the_english():
    assert [english for english, welsh in below.pairs().items() if blanks(english) != blanks(welsh)] == []


def test_every_welsh_sentence_is_found_again_by_its_english():
    words.speak("cy")
    fillings = {"0": "7", "1": "8", "2": "9", "3": "10"}

    def filled(text):
        return below._BLANK.sub(lambda blank: fillings[blank[1].rstrip("=#")], text)

    lost = [
        (english, below.sentence(filled(english)))
        for english, welsh in below.pairs().items()
        if below.sentence(filled(english)) != filled(welsh)
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        ("HB-01, R02: Yes was given", "HB-01, R02: rhoddwyd Ie"),
        (
            "Yes was given; a note was added: “It; the plan stayed. No answer”",
            "rhoddwyd Ie; ychwanegwyd nodyn: “It; the plan stayed. No answer”",
        ),
        ("the place in the record is the note stayed", "y lle yn y cofnod yw the note stayed"),
        ("The reading was opened", "Agorwyd y darlleniad"),
        ("the note “No” became “Yes”", "daeth y nodyn “No” yn “Yes”"),
        ("2 cases, 3 answers", "2 achos, 3 ateb"),
        ("Nobody wrote this sentence.", "Nobody wrote this sentence."),
    ],
)
def test_what_a_person_wrote_keeps_its_language(english, welsh):
    words.speak("cy")
    assert below.sentence(english) == welsh
    words.speak("en")
    assert below.sentence(english) == english


def texts(part, place=""):
    """Yield every text of a framework file with its place."""
    if isinstance(part, dict) and "en" in part:
        yield from ((place, text) for text in ([part["en"]] if isinstance(part["en"], str) else part["en"]))
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from texts(inner, f"{place}.{name}")
    elif isinstance(part, list):
        for inner in part:
            yield from texts(inner, place)


def test_the_overlay_was_made_for_the_framework_that_is_shipped():
    english = resource.text(f"{below.FRAMEWORK}.toml")
    welsh = tomllib.loads(resource.text(f"{below.FRAMEWORK}.cy.toml"))
    assert welsh["made_for"] == hashlib.sha256(english.encode()).hexdigest(), "look again at what was changed"
    known = tomllib.loads(english)
    for table in ("themes", "sections", "facts", "questions", "contradictions", "topics"):
        assert set(welsh[table]) == {one["id"] for one in known[table]}, table


def test_every_text_of_the_framework_that_the_window_shows_has_welsh():
    known = below.framework_texts()
    file = tomllib.loads(resource.text(f"{below.FRAMEWORK}.toml"))
    lacking = [text for place, text in texts(file) if text not in known and "share_words" not in place]
    assert lacking == []


def test_a_text_that_was_corrected_is_shown_in_english_and_one_with_its_own_welsh_in_that():
    words.speak("cy")
    assert (
        below.shown(Text(en="Was physical health assessed well enough?")) == "A aseswyd iechyd corfforol yn ddigon da?"
    )
    assert below.shown(Text(en="Was physical health assessed at all?")) == "Was physical health assessed at all?"
    assert below.shown(Text(en="Order", cy="Y gorchymyn ei hun")) == "Y gorchymyn ei hun"
    assert "Was physical" in below.in_english(Text(en="Was physical health assessed well enough?"))
    words.speak("en")
    assert below.in_english(Text(en="Was physical health assessed well enough?")) == ""
