"""Tables from people: read strictly, refused with the line that a row begins on."""

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjidesk.errors import TableRefused
from fjidesk.model.tables import rows

NEEDED = ["case", "note"]
# what a cell may hold: any character of a text but NUL, and no lone half of a pair
cells = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


def read(data, needed=NEEDED, optional=("more",)):
    return list(rows(data, "table.csv", needed, optional))


def refusal(data, **kwargs):
    with pytest.raises(TableRefused) as caught:
        read(data, **kwargs)
    assert caught.value.message.startswith(f"table.csv, line {caught.value.line}: ")
    assert caught.value.code == "table-faulty"
    return caught.value.line, caught.value.message.partition(": ")[2]


@pytest.mark.parametrize(
    "data",
    [
        b"case,note\nA,x\nB,y\n",
        b"case,note\nA,x\nB,y",
        b"case,note\r\nA,x\r\nB,y\r\n",
        b"case,note\rA,x\rB,y\r",
        codecs.BOM_UTF8 + b"case,note\nA,x\nB,y\n",
        codecs.BOM_UTF8 + b'"case","note"\r\n"A","x"\r\n"B","y"\r\n',
        b" case , note \n A ,\tx\n\xc2\xa0B\xc2\xa0,y \n",
    ],
)
def test_one_table_in_many_forms(data):
    assert read(data) == [(2, {"case": "A", "note": "x"}), (3, {"case": "B", "note": "y"})]


def test_rows_without_a_word_are_passed_over_and_counted():
    data = b'case,note\n\n,\nA,x\n  ,"\n"\n\nB,y\n'
    assert [(line, row["case"]) for line, row in read(data)] == [(4, "A"), (8, "B")]


def test_a_row_has_the_line_that_it_begins_on():
    data = b'case,note\nA,"one\ntwo\r\nthree"\nB,y\n"C",""\n'
    assert [(line, row["case"]) for line, row in read(data)] == [(2, "A"), (5, "B"), (6, "C")]
    assert read(data)[0][1]["note"] == "one\ntwo\r\nthree"


def test_a_header_may_go_over_lines():
    assert read(b'"case\n",note\nA,x\n') == [(3, {"case": "A", "note": "x"})]


def test_wide_letters_come_through():
    text = "case,note\nÅŵ-1,Siân 👩\u200d👧 Ω \U0001d518 \u2028 e\u0301\n"
    assert read(text.encode()) == [(2, {"case": "Åŵ-1", "note": "Siân 👩\u200d👧 Ω \U0001d518 \u2028 e\u0301"})]


def test_only_a_header_is_a_table_without_rows():
    assert read(b"case,note,more\n") == []
    assert read(b"case,note") == []


def test_any_column_may_be_there_where_none_is_ruled_out():
    assert read(b"x,case,note\n1,A,z\n", optional=None) == [(2, {"x": "1", "case": "A", "note": "z"})]


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "the header is missing; it begins with case,note."),
        (codecs.BOM_UTF8, 1, "the header is missing; it begins with case,note."),
        (b"\ncase,note\n", 1, "the header is missing; it begins with case,note."),
        (b"case;note\nA;x\n", 1, "the header lacks case, note; it needs case,note."),
        (b"Case,note\n", 1, "the header lacks case; it needs case,note."),
        (b"case,note,case\n", 1, "the header names case twice."),
        (b"case,note,colour\n", 1, "the header has an unknown column colour."),
        (b"case,note,\n", 1, "the header has an unknown column (without a name)."),
        (b"case,note\nA\n", 2, "it has 1 cell where the header has 2."),
        (b'case,note\n\nA,"x\ny"\nB,y,z\n', 5, "it has 3 cells where the header has 2."),
        (b'case,note\nA,x\nB,"y\n\nC,z\n', 3, "a quotation mark is opened there and never closed."),
        (b'case,note\nA,"x\ny"\nB,"y"z\n', 4, "a quotation mark inside a quoted cell is not doubled."),
        (b'"case,note\nA,x\n', 1, "a quotation mark is opened there and never closed."),
        (b"case,note\nA,x\xff\n", 2, "the file is not UTF-8 text; save it as CSV UTF-8."),
        (codecs.BOM_UTF8 + b"case,note\n\xe9,x\n", 2, "the file is not UTF-8 text; save it as CSV UTF-8."),
        (codecs.BOM_UTF8 + b"a\n\xe9", 2, "the file is not UTF-8 text; save it as CSV UTF-8."),
        (b"case,note\rA,x\rB,\xe9\r", 3, "the file is not UTF-8 text; save it as CSV UTF-8."),
        ("case,note\nA,x\n".encode("utf-16"), 1, "the file is not UTF-8 text; save it as CSV UTF-8."),
        ("é,note\n".encode("cp1252"), 1, "the file is not UTF-8 text; save it as CSV UTF-8."),
        (
            b'case,note\r\nA,"x\r\n"\r\nB,\0\r\n',
            4,
            "it holds a NUL character, which no text has; save it as CSV UTF-8.",
        ),
        ("case,note\n".encode("utf-16-le"), 1, "it holds a NUL character, which no text has; save it as CSV UTF-8."),
    ],
)
def test_a_fault_is_refused_with_its_line(data, line, reason):
    assert refusal(data) == (line, reason)


def test_a_cell_beyond_every_measure_is_refused():
    line, reason = refusal(b"case,note\nA,x\nB," + b"y" * (csv.field_size_limit() + 1) + b"\n")
    assert line == 3
    assert reason.startswith("it is not a row of a table: field larger than")


def test_rows_before_a_fault_come_first():
    found = rows(b"case,note\nA,x\nB\n", "table.csv", NEEDED, [])
    assert next(found) == (2, {"case": "A", "note": "x"})
    with pytest.raises(TableRefused):
        next(found)


@given(st.lists(st.tuples(cells, cells), max_size=6), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_what_a_table_writer_writes_is_read_back(table, mark, ending):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows([NEEDED, *table])
    data = (codecs.BOM_UTF8 if mark else b"") + out.getvalue().encode()
    expected = [{"case": case.strip(), "note": note.strip()} for case, note in table if case.strip() or note.strip()]
    assert [row for _, row in read(data)] == expected


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(data):
    try:
        read(b"case,note\n" + data)
    except TableRefused as refused:
        line = refused.line
    else:
        line = 1
    assert 1 <= line <= len((b"case,note\n" + data).splitlines()) + 1
