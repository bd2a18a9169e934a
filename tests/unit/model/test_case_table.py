"""The sample as a table: what is read, and what is refused with its line."""

import codecs

import pytest

from fjidesk.errors import TableRefused
from fjidesk.model.case_table import fact_fault, parse
from fjidesk.model.records import Case


def read(data, framework):
    return parse(data, "cases.csv", framework)


def test_a_sample_is_read(framework):
    data = (
        codecs.BOM_UTF8 + b"reference,order,length,started,slot_minutes,sex\r\n"
        b"HB-01,yro,12,2013-11-18,90,male\r\n"
        b"\r\n"
        b"HB.02_x-1,,,,,\r\n"
        b"3, dto ,0999,2012-02-29, 5 ,female\r\n"
    )
    assert read(data, framework) == {
        "HB-01": Case(facts={"order": "yro", "length": "12", "started": "2013-11-18", "sex": "male"}, slot_minutes=90),
        "HB.02_x-1": Case(facts={}),
        "3": Case(facts={"order": "dto", "length": "0999", "started": "2012-02-29", "sex": "female"}, slot_minutes=5),
    }
    assert read(b"reference\nA\n", framework) == {"A": Case(facts={})}


FORM = "a reference is at most 24 letters, digits, dots, hyphens and underscores, such as HB-17."
SLOT = "slot_minutes is a number of minutes of at most four digits, not"


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "the header is missing; it begins with reference."),
        (b"reference\n", 1, "the table has no cases."),
        (b"reference,order\n,\n", 1, "the table has no cases."),
        (b"order\nyro\n", 1, "the header lacks reference; it needs reference."),
        (b"reference,name\n", 1, "the header has an unknown column name."),
        (b"reference,order\nA,yro\n,yro\n", 3, FORM),
        (b"reference\nA B\n", 2, FORM),
        (b"reference\nA/B\n", 2, FORM),
        (b"reference\n-A\n", 2, FORM),
        ("reference\nÅ-1\n".encode(), 2, FORM),
        (b"reference\n" + b"x" * 25 + b"\n", 2, FORM),
        (b'reference\n"A\nB"\n', 2, FORM),
        (b"reference\nA\n\nB\nA\n", 5, "case A stands there twice."),
        (b"reference,slot_minutes\nA,90\nB,an hour\n", 3, f"{SLOT} an hour."),
        (b"reference,slot_minutes\nA,-5\n", 2, f"{SLOT} -5."),
        (b"reference,slot_minutes\nA,12345\n", 2, f"{SLOT} 12345."),
        ("reference,slot_minutes\nA,٩٠\n".encode(), 2, f"{SLOT} ٩٠."),
        (
            b"reference,sex\nA,male\nB,man\n",
            3,
            "sex has no value man; it is one of male, female.",
        ),
        (b"reference,length\nA,1.5\n", 2, "length is a whole number of at most four digits, not 1.5."),
        (b"reference,started\nA,18/11/2013\n", 2, "started is a date such as 2013-11-18, not 18/11/2013."),
        (b"reference\nA\xff\n", 2, "the file is not UTF-8 text; save it as CSV UTF-8."),
        (b"reference\nA\0\n", 2, "it holds a NUL character, which no text has; save it as CSV UTF-8."),
    ],
)
def test_a_fault_is_refused_with_its_line(framework, data, line, reason):
    with pytest.raises(TableRefused) as caught:
        read(data, framework)
    assert (caught.value.line, caught.value.message.partition(": ")[2]) == (line, reason)


def test_every_value_of_every_fact_is_sound(framework):
    for fact in framework.facts:
        assert [fact_fault(fact, value) for value in fact.value_ids] == [None] * len(fact.values)
        assert fact_fault(fact, "no such value") is not None


@pytest.mark.parametrize(
    ("name", "value", "sound"),
    [
        ("started", "2013-11-18", True),
        ("started", "20131118", False),
        ("started", "2013-W47-1", False),
        ("started", "2013-02-29", False),
        ("started", "2013-11-18T00:00", False),
        ("length", "0", True),
        ("length", "9999", True),
        ("length", "10000", False),
        ("length", "-1", False),
        ("length", "²", False),
        ("length", "", False),
        ("order", "yro", True),
        ("order", "YRO", False),
    ],
)
def test_a_value_is_sound_or_not(framework, name, value, sound):
    assert (fact_fault(framework.fact_by_id[name], value) is None) is sound
