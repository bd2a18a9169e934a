"""The summary as data: a golden file, and what it may never say."""

import itertools
from fractions import Fraction
from pathlib import Path
from unittest.mock import Mock

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjidesk.model.framework import (
    Band,
    Framework,
    Guidance,
    Question,
    Reason,
    Section,
    ShareWords,
    Text,
    Texts,
    Theme,
    Topic,
)
from fjidesk.model.records import Evidence, Inspection
from fjidesk.model.score import Counts, Tally
from fjidesk.report import beside, charts, look, pages, words
from fjidesk.report.content import summary
from fjidesk.report.material import Flag, Held, Material
from fjidesk.report.parts import ChartLine
from fjidesk.scoring.bands import whole_percent
from fjidesk.scoring.score import score

GOLDEN = Path(__file__).parents[1] / "golden" / "summary-small.json"
SECRET = "HB-07"
HASH = "0123456789abcdef" * 4


def said(text):
    return Text(en=text)


def question(name, theme, section, place, *, chart=True, scores=True):
    guidance = Guidance(good=Texts(en=["x"]), not_enough=Texts(en=["x"]), where=said("x"), na=said("x"))
    return Question(
        id=name,
        theme=theme,
        section=section,
        screen=place,
        report=place,
        answers="sufficiency" if scores else "fact",
        text=said(f"Was {name} done well enough?"),
        short=said(f"{name} in short"),
        guidance=guidance,
        scores=scores,
        chart=chart,
        reasons=[Reason(id="late", label=said("Late")), Reason(id="thin", label=said("Thin <evidence>"))],
    )


def framework():
    bands = [(80, 100, "Good", 4), (65, 79, "Satisfactory", 3), (50, 64, "Unsatisfactory", 2), (0, 49, "Poor", 1)]
    return Framework(
        id="small-2014",
        version="1",
        title=said("A small framework"),
        languages=["en"],
        pooling="pooled",
        rounding="whole-half-up",
        not_rated=said("Not rated"),
        small_count=5,
        bands=[
            Band(id=name.lower(), floor=low, ceiling=high, label=said(name), stars=n) for low, high, name, n in bands
        ],
        themes=[
            Theme(id="first", title=said("The first theme"), short=said("First")),
            Theme(id="second", title=said("The second theme"), short=said("Second")),
            Theme(id="board", title=said("The board"), short=said("Board"), scored=False),
        ],
        sections=[Section(id="start", title=said("At the start")), Section(id="end", title=said("At the end"))],
        fact_groups=[],
        facts=[],
        questions=[
            question("Q01", "first", "start", 1),
            question("Q02", "first", "start", 2),
            question("Q03", "first", "end", 3),
            question("Q04", "first", "end", 4, chart=False),
            question("Q05", "second", "start", 5),
            question("Q06", "second", "start", 6, scores=False),
        ],
        na_reasons=[],
        topics=[
            Topic(id="G01", theme="board", label=said("The board acts in time")),
            Topic(id="G02", theme="board", label=said("Attendance")),
        ],
        share_words=[
            ShareWords(words=said("all"), at_least=100),
            ShareWords(words=said("just over half"), above=50, at_most=57),
            ShareWords(words=said("less than half"), at_least=34, below=50),
            ShareWords(words=said("few"), at_most=20),
            ShareWords(words=said("none"), at_most=0),
        ],
        sha256=HASH,
    )


COUNTS = Counts(
    cases=34,
    questions={
        "Q01": Tally(18, 16, 0, 0),
        "Q02": Tally(0, 30, 2, 2),
        "Q03": Tally(5, 5, 24, 0),
        "Q04": Tally(3, 1, 30, 0),
        "Q05": Tally(0, 0, 34, 0),
        "Q06": Tally(10, 24, 0, 0),
    },
    by_case={"first": [Tally(1, 1), Tally(2, 1)]},
)
EVIDENCE = [
    Evidence(kind="meeting", theme="board", topic="G01", text=SECRET, judgement="weakness", inspectorate="health"),
    Evidence(kind="document", theme="board", topic="G01", text=SECRET, judgement="mixed", inspectorate="probation"),
    Evidence(kind="data", theme="board", topic=SECRET, text=SECRET, judgement="not_seen", inspectorate=f"for {SECRET}"),
    Evidence(kind="observation", theme="first", text=SECRET, judgement="strength", inspectorate="police"),
    Evidence(
        kind="quote", theme="first", text="They <listened> & I went.", source="child", consent="yes", altered="yes"
    ),
    Evidence(kind="quote", theme="first", text="Kept back one.", source="parent", consent="no", altered="yes"),
    Evidence(kind="quote", theme="first", text="Kept back two.", source="parent", altered="yes"),
    Evidence(kind="illustration", theme="first", text="Kept back three.", consent="yes", altered="no"),
    Evidence(kind="quote", theme="first", text="Kept back: hb-07.", source="child", consent="yes", altered="yes"),
]


def material(counts=COUNTS, **changes):
    found = framework()
    made = {
        "inspection": Inspection(
            id="1" * 32, title="Small 2014", framework=found.id, framework_version="1", framework_sha256=HASH
        ),
        "framework": found,
        "scores": score(found, counts),
        "author": "An inspectorate",
        "references": frozenset({SECRET, "HB-08"}),
        "differences": [2, 1],
        "doubles": 3,
        "settled": 4,
        "reasons": [("Q02", "late", True)] * 3
        + [("Q02", "thin", False)] * 2
        + [("Q01", "other", True)]
        + [("Q01", f"about {SECRET}", True), ("Q99", "late", True), ("Q05", "late", True)],
        "flags": [Flag("first", None), Flag("first", limits=True), Flag("second", limits=False)],
        "alerts": [True, False],
        "evidence": EVIDENCE,
        "held": Held(
            state=HASH[::-1],
            revisions=1234,
            quarantined=2,
            members=3,
            latest="2013-11-22T17:48:12Z",
            conflicts={"answer": 2, "reading": 1},
        ),
    }
    return Material(**(made | changes))


def as_json(content):
    return msgspec.json.format(msgspec.json.encode(content)) + b"\n"


def test_the_summary_is_the_golden_one(tmp_path):
    found = as_json(summary(material()))
    (tmp_path / GOLDEN.name).write_bytes(found)
    expected = GOLDEN.read_bytes().replace(b"\r\n", b"\n")
    assert found == expected, f"if the change is meant, put {tmp_path / GOLDEN.name} in place of {GOLDEN.name}"


def test_a_theme_says_percent_counts_descriptor_and_stars_in_words():
    first, second, board = summary(material()).standings
    assert (first.figure, first.counts, first.descriptor) == ("33%", "26 Yes of 78 applicable answers", "Poor")
    assert first.stars == words.stars(1, framework())
    assert words.stars(1, framework()).words == "1 of 4 stars"
    assert (second.figure, second.descriptor, second.stars) == ("Not rated", "Not rated", None)
    assert board.descriptor == "No score: its descriptor is settled by moderation"


def test_sections_without_a_share_say_why():
    content = summary(material())
    assert [line.words for line in content.themes[0].sections] == ["28%", "57%"]
    assert [line.words for line in content.themes[1].sections] == ["nothing applied", "no scored questions"]


def test_ranked_are_scored_questions_with_enough_answers_and_none_stands_in_both_lists():
    ranking = summary(material()).themes[0].ranking
    assert [line.id for line in ranking.weakest] == ["Q02", "Q03"]
    assert [line.id for line in ranking.strongest] == ["Q01"]
    assert ranking.note == "Ranked are scored questions with at least 5 applicable answers; 1 question has fewer."


def test_reasons_are_ranked_and_an_unknown_one_is_not_repeated():
    first = summary(material()).themes[0].reasons
    assert [(line.id, line.reason, line.times, line.main, line.noes) for line in first] == [
        ("Q02", "Late", 3, 3, 30),
        ("Q02", "Thin <evidence>", 2, 0, 30),
        ("Q01", "A reason that this framework does not list", 1, 1, 16),
        ("Q01", "Other, in own words", 1, 1, 16),
    ]


def test_only_quotes_with_consent_that_are_altered_and_name_no_case_are_printed():
    quotes = summary(material()).themes[0].quotes
    assert [quote.text for quote in quotes.printed] == ["They <listened> & I went."]
    assert {line.label: line.value for line in quotes.withheld} == {
        "Not printed: no consent": "2",
        "Not printed: not marked as altered": "1",
        "Not printed: a case reference stands in it": "1",
    }


@pytest.mark.parametrize(
    ("evidence", "marking"),
    [
        pytest.param(EVIDENCE, "OFFICIAL-SENSITIVE [PERSONAL]", id="a quote is printed"),
        pytest.param(EVIDENCE[:4], "OFFICIAL-SENSITIVE", id="totals alone"),
        pytest.param(EVIDENCE[5:], "OFFICIAL-SENSITIVE", id="every quote is held back"),
    ],
)
def test_the_marking_is_the_highest_of_what_is_printed(evidence, marking):
    assert summary(material(evidence=evidence)).identification.marking == marking


def test_no_reference_and_no_text_of_evidence_is_in_the_content():
    found = as_json(summary(material())).decode()
    assert SECRET.casefold() not in found.casefold()
    assert "Kept back" not in found


def test_the_order_of_what_was_gathered_changes_nothing():
    turned = material(reasons=material().reasons[::-1], flags=material().flags[::-1], differences=[1, 2])
    assert summary(turned) == summary(material())


def test_no_readings_are_said_and_nothing_is_rated():
    content = summary(material(Counts(cases=0, questions={}, by_case={}), reasons=[], evidence=[], flags=[], alerts=[]))
    assert content.facts[0].value == "0 of 2 cases: no finished reading yet, so nothing is rated"
    assert {standing.percent for standing in content.standings} == {None}
    assert content.themes[0].ranking.weakest == []


def test_the_front_says_what_is_open():
    facts = {line.label: line.value for line in summary(material()).facts}
    assert facts["Second readings"].startswith("3 cases read twice: 4 differences settled by an agreed answer, 3 open")
    assert facts["Conflicts"] == "3 open (answer 2, reading 1); the latest change stands in"
    assert facts["Alerts"] == "1 open of 2: an open alert is for today"
    assert facts["Limiting-factor flags"] == "3 flags: 1 decided as limiting, 1 decided as not limiting, 1 not decided"
    assert facts["Work merged"] == "1,234 changes by 3 members; 2 more are kept apart and not counted"
    assert "Counts under 5 are shown in full: not for publication." in summary(material()).meaning[-1]


def test_part_of_the_sample_is_called_a_part():
    references = frozenset(f"C{number}" for number in range(40))
    assert summary(material(references=references)).facts[0].value == "34 of 40 cases: a part of the picture"


@pytest.mark.parametrize(
    ("yes", "applicable", "expected"),
    [
        (18, 34, "just over half, 18 of 34"),
        (0, 34, "none, 0 of 34"),
        (5, 34, "few, 5 of 34"),
        (34, 34, "all, 34 of 34"),
        (22, 34, "22 of 34"),
        (0, 0, "nothing applied"),
    ],
)
def test_a_share_in_words_has_its_count(yes, applicable, expected):
    assert words.share(yes, applicable, framework()) == expected


@pytest.mark.parametrize(
    ("made_at", "expected"),
    [
        ("2013-11-22T17:48:12Z", "22 November 2013, 17:48 UTC"),
        ("2013-11-22T17:48:12+01:00", "22 November 2013, 16:48 UTC"),
        ("2013-11-22T17:48:12", words.UNDATED),
        ("0001-01-01T00:00:00+01:00", words.UNDATED),
        ("yesterday", words.UNDATED),
        ("", words.UNDATED),
    ],
)
def test_a_moment_is_read_in_utc_or_not_at_all(made_at, expected):
    assert words.moment(made_at) == expected


@pytest.mark.parametrize("text", ["hb-07", "(HB-07)", "see HB-07.", "HB-07: the child", "-HB-07-"])
def test_a_reference_is_found_in_any_spelling(text):
    assert material().names_a_case(text)


@pytest.mark.parametrize("text", ["", "HB-071", "XHB-07", "HB 07 of ten"])
def test_what_is_no_reference_is_let_through(text):
    assert not material().names_a_case(text)


def test_a_long_or_empty_inspectorate_is_not_printed_as_it_is():
    found = [Evidence(kind="data", theme="board", text="x", inspectorate=name) for name in ("", " ", "x" * 500)]
    assert beside.by_inspectorate(found, material()) == {"Inspectorate not stated": 3}


@given(st.tuples(*[st.integers(0, 300)] * 4))
def test_a_bar_shares_its_width_out_exactly(counts):
    yes, no, na, unanswered = counts
    line = ChartLine(id="Q01", label="x", yes=yes, no=no, na=na, unanswered=unanswered, percent=None, words="")
    parts = charts.segments(line, 100.0)
    assert [part.number for part in parts] == [count for count in (yes, no, na) if count]
    assert all(part.width > 0 for part in parts)
    assert all(one.left + one.width <= other.left + 1e-9 for one, other in itertools.pairwise(parts))
    assert all(part.left + part.width <= 100 + 1e-9 for part in parts)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_every_chart_line_carries_its_counts_in_words(yes, no):
    counts = Counts(cases=yes + no, questions={"Q01": Tally(yes, no)}, by_case={})
    line = summary(material(counts)).themes[0].chart.lines[0]
    assert (line.yes, line.no) == (yes, no)
    assert line.percent == (whole_percent(Fraction(yes, yes + no)) if yes + no else None)
    assert line.words == "nothing applied" or line.words.endswith(f"{yes:,} of {yes + no:,}")


def test_every_width_of_a_table_fits_the_page():
    widths = []

    def table(columns, rows):
        widths.append(sum(column.width for column in columns))
        assert all(1 <= len(row) <= len(columns) for row in rows)

    kit = Mock()
    kit.heading.return_value = []
    kit.table = table
    pages.story(summary(material()), kit)
    assert max(widths) <= look.WIDTH + 0.01
    assert len(widths) > 10
