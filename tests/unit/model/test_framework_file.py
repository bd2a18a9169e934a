"""One test for each kind of fault in a framework file: the shipped bytes with one change are refused, and say where."""

import hashlib
import re
from itertools import pairwise

import msgspec
import pytest

from fjidesk.errors import FrameworkRefused
from fjidesk.model import framework_file
from fjidesk.model.framework_file import parse
from tests.unit.model.faulty_frameworks import (
    BAND_FAULTS,
    CONTRADICTIONS,
    DUPLICATES,
    FACTS,
    FORMS,
    KEYS,
    LEAVES,
    ORDERS,
    R01_GOOD,
    R03,
    REFERENCES,
    SCORING,
    SHAPES,
    SHARES,
    TEXTS,
    TYPES,
    applies,
)

R02_REASONS = re.compile(rb'(short = \{ en = "First assessment on time" \}\n)reasons = \[.*?\n\]\n', re.DOTALL)
BANDS = re.compile(rb"\[\[bands\]\].*?(?=\[\[themes\]\])", re.DOTALL)


def changed(data, *pairs):
    """Return the bytes with the first place of each old text changed; every old text must be there."""
    for old, new in pairs:
        assert old.encode() in data, old
        data = data.replace(old.encode(), new.encode(), 1)
    return data


def refusal(data):
    with pytest.raises(FrameworkRefused) as caught:
        parse(data, "mine.toml")
    return caught.value


@pytest.mark.parametrize(("pair", "key"), DUPLICATES)
def test_a_duplicate_id_is_refused(shipped, pair, key):
    refused = refusal(changed(shipped, pair))
    assert (refused.key, refused.reason) == (key, "duplicate id")


@pytest.mark.parametrize(("pair", "key"), SHAPES)
def test_an_id_of_another_form_is_refused(shipped, pair, key):
    refused = refusal(changed(shipped, pair))
    assert refused.key == key
    assert refused.reason == "an id is lower case with digits, hyphens and underscores, or like R01"


@pytest.mark.parametrize(
    ("pair", "key", "reason"),
    [
        *REFERENCES,
        *FACTS,
        *ORDERS,
        *SCORING,
        *FORMS,
        *LEAVES,
        *CONTRADICTIONS,
        *BAND_FAULTS,
        *TEXTS,
        *SHARES,
        *KEYS,
        *TYPES,
    ],
)
def test_one_fault_is_refused_with_file_key_and_reason(shipped, pair, key, reason):
    refused = refusal(changed(shipped, pair))
    assert (refused.file, refused.key, refused.reason) == ("mine.toml", key, reason)
    assert refused.code == "framework-faulty"
    assert refused.message == f"mine.toml: {key}: {reason}."
    assert "framework check" in refused.remedy


def test_a_question_that_scores_and_offers_no_reason_is_refused(shipped):
    refused = refusal(R02_REASONS.sub(rb"\1", shipped))
    assert (refused.key, refused.reason) == (
        "questions.R02.reasons",
        "a question that scores needs a reason to offer for No",
    )


def test_a_file_without_bands_is_refused(shipped):
    refused = refusal(b"bands = []\n" + BANDS.sub(b"", shipped))
    assert (refused.key, refused.reason) == ("bands", "there are none")


def test_an_empty_list_of_sentences_is_a_missing_text(shipped):
    text = shipped.decode()
    refused = refusal(R01_GOOD.sub("good = { en = [] }\n", text, count=1).encode())
    assert (refused.key, refused.reason) == ("questions.R01.guidance.good.en", "a missing text")


@pytest.mark.parametrize(
    ("data", "key", "reason"),
    [
        (b'id = "x"\n\xff', "line 2", "the file is not UTF-8 text"),
        (b'\xef\xbb\xbfid = "x"\n\n\xe9', "line 3", "the file is not UTF-8 text"),
        ('id = "x"\n'.encode("utf-16"), "line 1", "the file is not UTF-8 text"),
        (b"id = 1\nid = 2\n", "whole file", "it is not TOML: Cannot overwrite a value (at line 2, column 7)"),
        (b"small_count = " + b"9" * 5000, "whole file", "a number has too many digits"),
        (b"a = " + b"[" * 5000, "whole file", "its tables and lists are nested too deeply"),
        (b"", "whole file", "a missing key: id"),
        (b"questions = 5\n", "questions", "expected a list, got a whole number"),
    ],
)
def test_what_is_not_a_framework_file_at_all_is_refused(data, key, reason):
    refused = refusal(data)
    assert (refused.key, refused.reason) == (key, reason)


@pytest.mark.parametrize(
    ("name", "value", "key", "reason"),
    [
        ("questions", b"5", "questions", "expected a list, got a whole number"),
        ("questions", b'"R01"', "questions", "expected a list, got text"),
        ("questions", b"[5]", "questions.0", "expected a table, got a whole number"),
        ("facts", b"{ id = 1 }", "facts", "expected a list, got a table"),
        ("themes", b"[[]]", "themes.0", "expected a table, got a list"),
    ],
)
def test_a_list_of_another_type_is_refused(shipped, name, value, key, reason):
    without = re.sub(
        rb"\[\[%s\]\].*?(?=\n\[\[(?!%s\b)|\Z)" % (name.encode(), name.encode()), b"", shipped, flags=re.DOTALL
    )
    refused = refusal(name.encode() + b" = " + value + b"\n" + without)
    assert (refused.key, refused.reason) == (key, reason)


def test_a_condition_nested_without_end_is_refused(shipped):
    deep = "{ all = [" * 400 + R03 + "] }" * 400
    refused = refusal(changed(shipped, applies(deep)))
    assert (refused.key, refused.reason) == ("whole file", "its tables and lists are nested too deeply")


P07 = '{ fact = "harm_plan_needed", is = ["yes"] }'
P08 = '{ answer = "P07", is = ["yes"] }'


@pytest.mark.parametrize(
    ("pairs", "key", "reason"),
    [
        (
            [applies('{ answer = "P08", is = ["yes"] }', P07)],
            "questions.P07.applies",
            "a condition that loops: P07 waits for P08, and that for P07",
        ),
        (
            [applies('{ answer = "P09", is = ["yes"] }', P08), applies('{ answer = "P08", is = ["no"] }', P07)],
            "questions.P07.applies",
            "a condition that loops: P07 waits for P08, and that for P07",
        ),
        (
            [
                applies('{ answer = "R05", is = ["yes"] }'),
                applies('{ answer = "Z99", is = ["yes"] }', '{ fact = "psr", is = ["used_read"] }'),
            ],
            "questions.R03.applies",
            "looks forward: R05 comes later on the screen",
        ),
    ],
)
def test_conditions_that_wait_for_one_another_are_refused(shipped, pairs, key, reason):
    refused = refusal(changed(shipped, *pairs))
    assert (refused.key, refused.reason) == (key, reason)


def test_a_condition_may_rest_on_one_question_by_two_ways(shipped):
    rests = '{ answer = "R26", is = ["yes"] }'
    data = changed(
        shipped,
        applies(rests, '{ fact = "priority_attitudes", is = ["yes"] }'),
        applies(rests, '{ fact = "priority_motivation", is = ["yes"] }'),
        applies('{ answer = "R33", is = ["yes"] }', '{ answer = "S20", is = ["no"] }'),
    )
    rests_on = parse(data, "mine.toml").by_id["S21"].applies
    assert rests_on is not None
    assert rests_on.answer == "R33"


@pytest.mark.parametrize("form", ["plain", "mark", "crlf"])
def test_the_hash_is_over_the_exact_bytes(shipped, framework, form):
    data = {
        "plain": shipped,
        "mark": b"\xef\xbb\xbf" + shipped,
        "crlf": shipped.replace(b"\n", b"\r\n"),
    }[form]
    found = parse(data, "mine.toml")
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert msgspec.structs.replace(found, sha256=framework.sha256) == framework


def test_every_check_is_held_by_a_refusal(shipped):
    """Each check, left out, lets a fault of its kind through: none is idle."""
    kinds = {
        "_ids": [pair for pair, _ in DUPLICATES],
        "_references": [pair for pair, *_ in REFERENCES[:3]],
        "_facts": [pair for pair, *_ in FACTS],
        "_orders": [pair for pair, *_ in ORDERS],
        "_scoring": [pair for pair, *_ in SCORING],
        "_conditions": [pair for pair, *_ in LEAVES],
        "_contradictions": [pair for pair, *_ in CONTRADICTIONS],
        "_bands": [pair for pair, *_ in BAND_FAULTS],
        "_texts": [pair for pair, *_ in TEXTS],
        "_shares": [pair for pair, *_ in SHARES],
    }
    assert set(kinds) == {check.__name__ for check in framework_file._CHECKS}
    for check in framework_file._CHECKS:
        typed = framework_file._typed(framework_file._tree(changed(shipped, kinds[check.__name__][0]), "x"), "x")
        assert next(iter(check(typed)), None) is not None, check.__name__


def test_a_band_of_one_number_is_sound(shipped):
    data = changed(shipped, ("ceiling = 79", "ceiling = 99"), ("floor = 80", "floor = 100"))
    floors = sorted(band.floor for band in parse(data, "mine.toml").bands)
    assert floors == [0, 50, 65, 100]
    assert all(low < high for low, high in pairwise(floors))


def test_welsh_is_read_where_the_file_has_it(shipped):
    data = changed(
        shipped, ('not_rated = { en = "Not rated" }', 'not_rated = { en = "Not rated", cy = "Heb ei sgorio" }')
    )
    found = parse(data, "mine.toml")
    assert found.not_rated.said("cy") == "Heb ei sgorio"
    assert found.title.said("cy") == found.title.en


def test_a_framework_may_name_the_records_that_are_offered(shipped):
    own = b'\n[[record_kinds]]\nid = "ferry_log"\nlabel = { en = "Ferry log" }\n'
    assert parse(shipped, "mine.toml").record_kinds == []
    assert [kind.label.en for kind in parse(shipped + own, "mine.toml").record_kinds] == ["Ferry log"]
    refused = refusal(shipped + own + own)
    assert (refused.key, refused.reason) == ("record_kinds.ferry_log", "duplicate id")
