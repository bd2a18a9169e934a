"""Sentences from below the window: every refusal that can reach it has Welsh, with the same blanks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import fjidesk
from fjidesk.ui import below, words

PROGRAM = Path(fjidesk.__file__).parent
# What only the command line reaches: tables, dumps, the demonstration and checks of a framework file.
COMMAND_LINE = ("cli/", "desk/demo", "desk/answer_files", "desk/dumps", "model/framework_file", "model/answer_table")
COMMAND_LINE += ("model/case_table", "model/tables")


def written(node):
    """Return the ways in which an expression can be written, with a pair of braces for each blank."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)]
    if isinstance(node, ast.IfExp):
        return [*written(node.body), *written(node.orelse)]
    return []


def numbered(text):
    found = iter(range(text.count("{}")))
    return re.sub(r"\{\}", lambda _: f"{{{next(found)}}}", text)


def refusals():
    """Return the templates of all refusals, with the place of each."""
    for path in sorted(PROGRAM.rglob("*.py")):
        name = path.relative_to(PROGRAM).as_posix()
        if name.startswith(COMMAND_LINE):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            own = called == "__init__" and name == "errors.py" and len(node.args) == 3
            if own or (called.endswith("Refused") and len(node.args) == 3):
                for argument in node.args[1:]:
                    yield from ((numbered(text), f"{name}:{node.lineno}") for text in written(argument))


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
