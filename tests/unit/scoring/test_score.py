"""Theme scores, against the published figures and against a slow oracle that counts single answers."""

import csv
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjidesk import resource
from fjidesk.model.answer_table import counts, parse
from fjidesk.model.score import Counts, FrameworkName, OtherMethods, QuestionCount, SectionScore, Tally
from fjidesk.scoring.score import pool, score

CASES = 34
EDGES = [("Good", 4, 80), ("Satisfactory", 3, 65), ("Unsatisfactory", 2, 50), ("Poor", 1, 0)]
QUESTIONS = {  # theme, section and whether it scores, as tests/unit/scoring/conftest.py makes them
    "A01": ("one", "first", True),
    "A02": ("one", "first", True),
    "A03": ("one", "second", True),
    "A04": ("one", "second", False),
    "B01": ("two", "first", True),
    "B02": ("two", "third", True),
}
tables = st.dictionaries(
    st.tuples(st.sampled_from(["c1", "c2", "c3", "c4"]), st.sampled_from(sorted(QUESTIONS))),
    st.sampled_from(["yes", "no", "na", ""]),
)
roundings = st.sampled_from(["whole-half-up", "none"])


def as_bytes(rows):
    lines = [f"{case},{question},{answer}" for (case, question), answer in rows]
    return "\n".join(["case,question,answer", *lines, ""]).encode()


def scored(framework, table):
    rows = table.items() if isinstance(table, dict) else table
    return score(framework, counts(parse(as_bytes(rows), "t.csv", framework), framework))


def of(framework, yes, no, **more):
    """Score one tally of the small framework's question A01."""
    return score(framework, Counts(1, {"A01": Tally(yes, no, **more)}, {})).theme("one")


# The slow oracle: it looks at single answers, with Fractions, and shares no line with what it judges.


def slow_share(answers):
    counted = [answer for answer in answers if answer in {"yes", "no"}]
    return Fraction(sum(answer == "yes" for answer in counted), len(counted)) if counted else None


def slow_round(value, places=0):
    shown = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(10) ** -places, ROUND_HALF_UP)
    return float(shown) if places else int(shown)


def slow_band(percent):
    return next(edge for edge in EDGES if percent >= edge[2])


def slow_mean(groups):
    shares = [slow_share(group) for group in groups]
    known = [share for share in shares if share is not None]
    return slow_round(sum(known) * 100 / len(known), 1) if known else None


def slow_theme(table, theme, rounding):
    mine = {key: answer for key, answer in table.items() if QUESTIONS[key[1]][0] == theme and QUESTIONS[key[1]][2]}

    def group(part):
        return [[answer for key, answer in mine.items() if part(key) == value] for value in {part(key) for key in mine}]

    share = slow_share(mine.values())
    found = {
        "percent": None,
        "descriptor": "Not rated",
        "stars": None,
        "unrounded_band_differs": False,
        "other_methods": OtherMethods(
            slow_mean(group(lambda key: key[1])),
            slow_mean(group(lambda key: QUESTIONS[key[1]][1])),
            slow_mean(group(lambda key: key[0])),
        ),
    }
    if share is not None:
        whole = slow_round(share * 100)
        rated = whole if rounding == "whole-half-up" else share * 100
        found["percent"] = whole
        found["descriptor"], found["stars"], _ = slow_band(rated)
        found["unrounded_band_differs"] = slow_band(whole) != slow_band(share * 100)
    return found


@given(tables, roundings)
def test_it_equals_the_slow_oracle(small, table, rounding):
    found = scored(small(rounding), table)
    cases = len({case for case, _ in table})
    assert found.cases == cases
    for name in ("one", "two", "none"):
        theme = found.theme(name)
        for field, expected in slow_theme(table, name, rounding).items():
            assert getattr(theme, field) == expected, field
        mine = [answer for (_, q), answer in table.items() if QUESTIONS[q][0] == name and QUESTIONS[q][2]]
        assert theme.yes == mine.count("yes")
        assert theme.applicable == mine.count("yes") + mine.count("no")
        assert theme.na == mine.count("na")
        scoring = sum(kept == name and scores for kept, _, scores in QUESTIONS.values())
        assert theme.unanswered == cases * scoring - theme.applicable - theme.na
        assert theme.percent is None or 0 <= theme.percent <= 100


@given(tables, roundings, st.randoms())
def test_the_order_of_rows_changes_nothing(small, table, rounding, chance):
    rows = list(table.items())
    chance.shuffle(rows)
    assert scored(small(rounding), rows) == scored(small(rounding), table)


@given(tables, st.sampled_from(["A01", "A02", "A03", "B01", "B02"]), roundings)
def test_one_more_yes_never_lowers(small, table, question, rounding):
    """Neither where nothing was answered, nor where it was No."""
    framework = small(rounding)
    theme = QUESTIONS[question][0]
    before = scored(framework, {**table, ("c1", question): ""}).theme(theme)
    worse = scored(framework, {**table, ("c1", question): "no"}).theme(theme)
    after = scored(framework, {**table, ("c1", question): "yes"}).theme(theme)
    for other in (before, worse):
        assert other.percent is None or after.percent >= other.percent
        assert other.stars is None or after.stars >= other.stars


@given(tables, roundings)
def test_not_applicable_and_unanswered_change_nothing_in_percent(small, table, rounding):
    framework = small(rounding)
    before = scored(framework, table)
    after = scored(framework, {key: answer or "na" for key, answer in table.items()})
    for old, new in zip(before.themes, after.themes, strict=True):
        assert (old.percent, old.descriptor, old.stars) == (new.percent, new.descriptor, new.stars)
        assert old.other_methods == new.other_methods
        assert old.sections == new.sections


@pytest.mark.parametrize(
    ("yes", "applicable", "percent", "descriptor", "stars", "differs"),
    [
        (0, 1, 0, "Poor", 1, False),
        (98, 200, 49, "Poor", 1, False),
        (99, 200, 50, "Unsatisfactory", 2, True),
        (1, 2, 50, "Unsatisfactory", 2, False),
        (129, 200, 65, "Satisfactory", 3, True),
        (128, 200, 64, "Unsatisfactory", 2, False),
        (159, 200, 80, "Good", 4, True),
        (159, 201, 79, "Satisfactory", 3, False),
        (160, 200, 80, "Good", 4, False),
        (1, 1, 100, "Good", 4, False),
        (1990, 2000, 100, "Good", 4, False),
    ],
)
def test_the_edges(small, yes, applicable, percent, descriptor, stars, differs):
    found = of(small(), yes, applicable - yes)
    assert (found.yes, found.applicable, found.percent) == (yes, applicable, percent)
    assert (found.descriptor, found.stars, found.unrounded_band_differs) == (descriptor, stars, differs)


@pytest.mark.parametrize(
    ("yes", "applicable", "percent", "descriptor", "stars", "differs"),
    [
        (99, 200, 50, "Poor", 1, True),
        (129, 200, 65, "Unsatisfactory", 2, True),
        (159, 200, 80, "Satisfactory", 3, True),
        (159, 201, 79, "Satisfactory", 3, False),
        (160, 200, 80, "Good", 4, False),
        (200, 200, 100, "Good", 4, False),
    ],
)
def test_a_framework_without_rounding_bands_the_exact_share(
    small, yes, applicable, percent, descriptor, stars, differs
):
    found = of(small("none"), yes, applicable - yes)
    assert (found.percent, found.descriptor, found.stars) == (percent, descriptor, stars)
    assert found.unrounded_band_differs is differs


def test_a_theme_where_nothing_applies_is_not_rated(small):
    found = of(small(), 0, 0, na=3, unanswered=4)
    assert (found.yes, found.applicable, found.na, found.unanswered) == (0, 0, 3, 4)
    assert (found.percent, found.descriptor, found.stars) == (None, "Not rated", None)
    assert found.unrounded_band_differs is False
    assert found.other_methods == OtherMethods(None, None, None)
    assert found.sections == [SectionScore(name, 0, 0, None) for name in ("first", "second", "third")]


def test_the_whole_document(small):
    framework = small()
    found = score(
        framework,
        Counts(
            cases=9,
            questions={
                "A01": Tally(1, 2, 3, 4),
                "A02": Tally(5, 1, 0, 2),
                "A03": Tally(0, 3, 1, 0),
                "A04": Tally(7, 7, 7, 7),
                "Z99": Tally(9, 9, 9, 9),
            },
            by_case={"one": [Tally(1, 1), Tally(5, 0), Tally(0, 5), Tally(na=3)], "two": []},
        ),
    )
    assert found.framework == FrameworkName("fji-2014", "1", "5" * 64)
    assert found.cases == 9
    assert [theme.id for theme in found.themes] == ["one", "two", "none"]
    one = found.theme("one")
    assert (one.yes, one.applicable, one.na, one.unanswered) == (6, 12, 4, 6)
    assert (one.percent, one.descriptor, one.stars) == (50, "Unsatisfactory", 2)
    assert one.sections == [
        SectionScore("first", 6, 9, 67),
        SectionScore("second", 0, 3, 0),
        SectionScore("third", 0, 0, None),
    ]
    # questions: 1/3, 5/6 and 0; sections: 6/9 and 0; cases: a half, all and none
    assert one.other_methods == OtherMethods(38.9, 33.3, 50.0)
    two = found.theme("two")
    assert (two.yes, two.applicable, two.na, two.unanswered, two.descriptor) == (0, 0, 0, 0, "Not rated")
    assert [section.id for section in two.sections] == ["first", "second", "third"]
    assert found.theme("none").sections == []
    assert found.questions == [
        QuestionCount("A01", 1, 2, 3, 4),
        QuestionCount("A02", 5, 1, 0, 2),
        QuestionCount("A03", 0, 3, 1, 0),
        QuestionCount("A04", 7, 7, 7, 7),
        QuestionCount("B01", 0, 0, 0, 0),
        QuestionCount("B02", 0, 0, 0, 0),
    ]


def test_pooling_adds_up():
    assert pool([]) == Tally()
    assert pool([Tally(1, 2, 3, 4), Tally(10, 20, 30, 40)]) == Tally(11, 22, 33, 44)


@pytest.fixture(scope="module")
def portsmouth(framework):
    """Score a table of 34 cases that has the counts of the report's calibration (domain 5.6)."""
    text = resource.text("demo/targets.csv").splitlines()
    rows = []
    for row in csv.DictReader(text):
        yes, applicable = int(row["yes"]), int(row["applicable"])
        answers = ["yes"] * yes + ["no"] * (applicable - yes) + ["na"] * (CASES - applicable)
        rows += [((f"HB-{case:02}", row["id"]), answer) for case, answer in enumerate(answers, 1)]
    return scored(framework, rows)


@pytest.mark.parametrize(
    ("theme", "pooled", "rating", "means", "sections"),
    [
        ("reoffending", (450, 1177), (38, "Poor"), (38.7, 37.9), "132/304=43 75/190=39 119/327=36 92/266=35 32/90=36"),
        ("public", (224, 518), (43, "Poor"), (47.3, 40.3), "72/172=42 77/161=48 42/95=44 26/64=41 7/26=27"),
        ("child", (260, 472), (55, "Unsatisfactory"), (60.6, 57.4), "80/150=53 61/129=47 58/87=67 32/44=73 29/62=47"),
        ("sentence", (344, 515), (67, "Satisfactory"), (67.5, 66.4), "133/207=64 38/77=49 99/140=71 74/91=81 0/0=None"),
    ],
)
def test_the_published_figures(portsmouth, theme, pooled, rating, means, sections):
    found = portsmouth.theme(theme)
    assert (found.yes, found.applicable) == pooled
    assert (found.percent, found.descriptor) == rating
    assert (found.other_methods.mean_of_questions, found.other_methods.mean_of_sections) == means
    assert " ".join(f"{part.yes}/{part.applicable}={part.percent}" for part in found.sections) == sections
    assert found.unrounded_band_differs is False


def test_governance_has_no_score_and_every_case_is_counted(portsmouth):
    governance = portsmouth.theme("governance")
    assert (governance.percent, governance.descriptor, governance.sections) == (None, "Not rated", [])
    assert portsmouth.cases == CASES
    assert len(portsmouth.questions) == 117
    assert all(row.yes + row.no + row.na == CASES and row.unanswered == 0 for row in portsmouth.questions)
