"""A table of answers: what is refused with its line, what is read, and what is counted."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjidesk import resource
from fjidesk.errors import TableRefused
from fjidesk.model.answer_table import counts, parse
from fjidesk.model.framework_file import parse as read_framework
from fjidesk.model.score import Tally

FRAMEWORK = read_framework(resource.path("frameworks/fji-2014.toml").read_bytes(), "fji-2014.toml")
HEADER = b"case,question,answer\n"


def read(data, **kwargs):
    return parse(data, "answers.csv", FRAMEWORK, **kwargs)


def refusal(data, **kwargs):
    with pytest.raises(TableRefused) as caught:
        read(data, **kwargs)
    return caught.value.line, caught.value.message.partition(": ")[2]


@pytest.mark.parametrize(
    ("given_as", "read_as"),
    [("yes", "yes"), ("YES", "yes"), ("Yes", "yes"), (" nO ", "no"), ("NA", "na"), ("Na", "na"), ("", ""), ("  ", "")],
)
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_an_answer_is_read_in_any_case_and_empty_is_unanswered(given_as, read_as, mark, ending):
    data = mark + ending.join([b"case,question,answer", b"A-1,R01," + given_as.encode(), b""])
    (row,) = read(data)
    assert (row.line, row.case, row.question, row.answer) == (2, "A-1", "R01", read_as)
    assert (row.reasons, row.note, row.ground) == ([], "", {})


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "the header is missing; it begins with case,question,answer."),
        (b"question,answer\nR01,yes\n", 1, "the header lacks case; it needs case,question,answer."),
        (b"case,question,answer,colour\n", 1, "the header has an unknown column colour."),
        (HEADER + b"A,R01,yes\nA,X01,yes\n", 3, "unknown question X01."),
        (HEADER + b"A,r01,yes\n", 2, "unknown question r01."),
        (HEADER + b"A,,yes\n", 2, "unknown question (empty)."),
        (HEADER + b"A,R01,y\n", 2, "unknown answer y; it is yes, no, na or empty."),
        (HEADER + b"A,R01,N/A\n", 2, "unknown answer N/A; it is yes, no, na or empty."),
        (HEADER + "A,R01,ydẃ\n".encode(), 2, "unknown answer ydẃ; it is yes, no, na or empty."),
        (HEADER + b",R01,yes\n", 2, "the case is missing."),
        (
            HEADER + b"A,R01,yes\nB,R01,no\nA,R01,yes\n",
            4,
            "case A and question R01 stand there twice, first on line 2.",
        ),
        (HEADER + b"A,R01,\nA,R01,\n", 3, "case A and question R01 stand there twice, first on line 2."),
        (HEADER + b"A,R01\n", 2, "it has 2 cells where the header has 3."),
        (HEADER + b"A,R01,\xff\n", 2, "the file is not UTF-8 text; save it as CSV UTF-8."),
        (
            b'case,question,answer,note\nA,R01,no,"one\ntwo\nthree"\nA,R02,never,x\n',
            5,
            "unknown answer never; it is yes, no, na or empty.",
        ),
        (
            b'case,question,answer,note\nA,R01,no,"one\ntwo"\nA,R01,no,"x\ny"\n',
            4,
            "case A and question R01 stand there twice, first on line 2.",
        ),
    ],
)
def test_a_fault_is_refused_with_its_line(data, line, reason):
    assert refusal(data) == (line, reason)


def test_one_case_may_go_without_a_name_where_that_is_allowed():
    assert [row.case for row in read(b"question,answer\nR01,yes\nR02,no\n", case_needed=False)] == ["", ""]
    assert [row.case for row in read(b"case,question,answer\n,R01,yes\nA,R01,no\n", case_needed=False)] == ["", "A"]
    twice = b"question,answer\nR01,yes\nR01,no\n"
    assert refusal(twice, case_needed=False) == (3, "question R01 stands there twice, first on line 2.")
    assert refusal(twice) == (1, "the header lacks case; it needs case,question,answer.")


def test_reasons_note_and_ground_are_read_where_they_are_there():
    data = (
        b"case,question,answer,reasons,note,source,record,dated,place,confidence,discuss,other\n"
        b'A,R01,no,late; not-started ;;,"a note, long",record,Asset,2013-11-18,p. 4,sure,yes,own words\n'
        b"A,R02,yes,,,,,,,,,\n"
    )
    first, second = read(data)
    assert first.reasons == ["late", "not-started"]
    assert first.note == "a note, long"
    assert first.ground == {
        "source": "record",
        "record": "Asset",
        "dated": "2013-11-18",
        "place": "p. 4",
        "confidence": "sure",
        "discuss": "yes",
        "other": "own words",
    }
    assert (second.reasons, second.note, second.ground) == ([], "", {})


def test_a_table_is_counted_by_question_and_by_theme_in_each_case():
    found = counts(
        read(HEADER + b"B,R01,yes\nA,R01,no\nA,R04,yes\nA,R02,\nA,P01,na\nB,P01,yes\nB,R03,yes\nC,S20,no\n"), FRAMEWORK
    )
    assert found.cases == 3
    assert set(found.questions) == set(FRAMEWORK.by_id)
    assert found.questions["R01"] == Tally(yes=1, no=1, na=0, unanswered=1)
    assert found.questions["R02"] == Tally(unanswered=3)
    assert found.questions["R03"] == Tally(yes=1, unanswered=2)
    assert found.questions["R04"] == Tally(yes=1, unanswered=2)
    assert found.questions["P01"] == Tally(yes=1, na=1, unanswered=1)
    assert found.questions["S20"] == Tally(no=1, unanswered=2)
    # facts score nowhere, and a case without an answer in a theme has no tally there
    assert found.by_case == {
        "child": [],
        "public": [Tally(na=1), Tally(yes=1)],
        "reoffending": [Tally(no=1), Tally(yes=2)],
        "sentence": [],
    }


def test_a_table_without_rows_counts_nothing():
    found = counts(read(HEADER), FRAMEWORK)
    assert found.cases == 0
    assert set(found.questions.values()) == {Tally()}
    assert not any(found.by_case.values())


tables = st.dictionaries(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(["R01", "R02", "R04", "P01", "S20", "C01"])),
    st.sampled_from(["yes", "no", "na", ""]),
)


@given(tables, st.randoms())
def test_counts_hang_together_and_the_order_of_rows_decides_nothing(table, chance):
    lines = [f"{case},{question},{answer}\n".encode() for (case, question), answer in table.items()]
    found = counts(read(HEADER + b"".join(lines)), FRAMEWORK)
    assert found.cases == len({case for case, _ in table})
    for tally in found.questions.values():
        assert tally.yes + tally.no + tally.na + tally.unanswered == found.cases
    for theme, tallies in found.by_case.items():
        whole = sum(tallies, Tally())
        pooled = sum((found.questions[question.id] for question in FRAMEWORK.scoring(theme)), Tally())
        assert (whole.yes, whole.no, whole.na) == (pooled.yes, pooled.no, pooled.na)
        assert whole.unanswered == 0
    chance.shuffle(lines)
    assert counts(read(HEADER + b"".join(lines)), FRAMEWORK) == found
