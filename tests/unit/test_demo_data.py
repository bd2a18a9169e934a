"""The demonstration data meets the published counts, hangs together, and is made the same from its seed."""

import csv
import importlib
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from fjidesk.model.applicability import rule
from fjidesk.model.framework import Framework
from fjidesk.model.framework_file import parse

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "resources" / "demo"
THEMES = {"reoffending": (450, 1177), "public": (224, 518), "child": (260, 472), "sentence": (344, 515)}
TEAM = ["lead", "deputy", *(f"inspector {number}" for number in range(1, 7)), "local assessor"]
CAPITALS = {"P12", "YOT", "ETE", "MAPPA", "I", "Friday", "Mondays", "English", "Board"}
SHORTEST, LONGEST = 60, 200


def table(name):
    with (DEMO / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def framework() -> Framework:
    path = ROOT / "resources" / "frameworks" / "fji-2014.toml"
    return parse(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def cases():
    return {row["reference"]: row for row in table("cases")}


@pytest.fixture(scope="module")
def answers():
    return table("answers")


@pytest.fixture(scope="module")
def given(answers):
    found: dict[str, dict[str, str]] = {}
    for row in answers:
        found.setdefault(row["case"], {})[row["question"]] = row["answer"]
    return found


@pytest.fixture(scope="module")
def targets():
    with (DEMO / "targets.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: (int(row["yes"]), int(row["applicable"])) for row in csv.DictReader(file)}


def reasons_of(answers, question):
    return {
        row["case"]: row["reasons"].split(";")
        for row in answers
        if row["question"] == question and row["answer"] == "no"
    }


def test_it_is_made_again_byte_for_byte(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    importlib.import_module("resources.demo.make").make(tmp_path)
    names = sorted(path.name for path in (DEMO / "data").iterdir())
    assert names == sorted(path.name for path in tmp_path.iterdir())
    for name in names:
        assert (tmp_path / name).read_bytes() == (DEMO / "data" / name).read_bytes(), name


def test_every_question_has_exactly_its_counts(given, targets):
    counts = Counter((question, answer) for found in given.values() for question, answer in found.items())
    assert {
        question: (counts[question, "yes"], counts[question, "yes"] + counts[question, "no"]) for question in targets
    } == targets


def test_themes_have_the_published_sums(framework, given):
    for theme, wanted in THEMES.items():
        found = Counter(found.get(question.id, "") for question in framework.scoring(theme) for found in given.values())
        assert (found["yes"], found["yes"] + found["no"]) == wanted


def test_facts_are_those_of_the_framework_and_all_filled(framework, cases):
    assert list(cases) == [f"HB-{number:02}" for number in range(1, 35)]
    for row in cases.values():
        assert list(row) == ["reference", "slot_minutes", *(fact.id for fact in framework.facts)]
        assert row["slot_minutes"] == "120"
        for fact in framework.facts:
            assert row[fact.id] in fact.value_ids if fact.kind == "choice" else row[fact.id]
        assert date(2012, 11, 19) <= date.fromisoformat(row["started"]) < date(2013, 11, 18)
        assert 1 <= int(row["length"]) <= 36


def test_facts_go_together(cases):
    implied = [
        ("priority_substance", "substance"),
        ("priority_mental", "mental"),
        ("priority_ete", "ete_need"),
        ("health_plan", "health_worker"),
        ("asylum", "looked_after"),
        ("asylum", "interpreter"),
        ("protection_plan", "childrens_services"),
        ("looked_after", "childrens_services"),
        ("harm_plan_needed", "full_harm_needed"),
        ("harm_plan_needed", "review_due"),
    ]
    levels = ["low", "medium", "high", "very_high"]
    for row in cases.values():
        assert all(row[whole] == "yes" for part, whole in implied if row[part] == "yes"), row
        needs = {row["substance"], row["mental"], row["physical"]}
        assert "yes" in needs or {row["health_worker"], row["health_drives_harm"]} == {"no"}
        assert row["harm_inspector"] != "low" or row["harm_plan_needed"] == "no"
        assert row["vulnerability"] != "low" or row["vulnerability_plan_needed"] == "no"
        assert levels.index(row["harm_inspector"]) - levels.index(row["harm_yot"]) in {0, 1}
        assert (row["stage"] == "early") == (date.fromisoformat(row["started"]) > date(2013, 8, 18))
    assert Counter(row["order"] for row in cases.values()) == {
        "referral": 12,
        "reparation": 1,
        "yro": 14,
        "dto": 6,
        "custody_other": 1,
    }
    assert Counter(row["sex"] for row in cases.values()) == {"male": 28, "female": 6}
    assert Counter(row["harm_inspector"] == "low" for row in cases.values()) == {False: 28, True: 6}


def test_there_is_a_row_where_a_question_applies_and_no_other(framework, cases, given):
    for reference, facts in cases.items():
        ruling = rule(framework, facts, given[reference])
        assert None not in ruling.values()
        assert [question.id for question in framework.in_report if ruling[question.id]] == list(given[reference])


@pytest.mark.parametrize("name", ["answers", "second-answers"])
def test_answers_are_whole(framework, name):
    na_reasons = {reason.id for reason in framework.na_reasons}
    for row in table(name):
        question = framework.by_id[row["question"]]
        reasons = [reason for reason in row["reasons"].split(";") if reason]
        assert len(set(reasons)) == len(reasons)
        if row["answer"] == "no":
            assert set(reasons) <= set(question.reason_ids)
            assert len(reasons) in {1, 2, 3}
            assert question.scores or reasons == ["other"]
            assert SHORTEST <= len(row["note"]) <= LONGEST, row["note"]
        else:
            assert row["answer"] in {"yes", "na"}
            assert set(reasons) <= na_reasons
            assert len(reasons) == (row["answer"] == "na")
        assert row["source"] in {"record", "case_manager", "both", ""}
        assert bool(row["record"]) == (row["source"] in {"record", "both"})
        assert row["confidence"] in {"sure", "fairly", "unsure"}
        assert row["discuss"] in {"yes", ""}
        assert not row["dated"] or date.fromisoformat(row["dated"]) < date(2013, 11, 18)


def test_a_record_is_one_that_the_case_has(cases, answers):
    for row in answers:
        facts = cases[row["case"]]
        assert row["record"] != "pre-sentence report" or facts["psr"] == "used_read"
        assert row["record"] != "panel report" or facts["order"] == "referral"
        assert row["record"] != "health record" or facts["health_worker"] == "yes"
        assert row["record"] != "review" or facts["review_due"] == "yes"


def test_notes_are_varied_and_about_a_quarter_of_the_other_answers_have_one(answers):
    notes = Counter(row["note"] for row in answers if row["note"])
    assert max(notes.values()) <= 4
    others = [bool(row["note"]) for row in answers if row["answer"] != "no"]
    assert 0.18 < sum(others) / len(others) < 0.3
    assert 20 <= sum(row["discuss"] == "yes" for row in answers) <= 30


def test_notes_name_nobody(answers):
    texts = [row["note"] for row in answers + table("second-answers")]
    texts += [row["text"] for row in table("evidence") + table("limiting")]
    texts += [row["what"] + " " + row["will_do"] + " " + row["outcome"] for row in table("alerts")]
    texts += [row["text"] + " " + row["reply"] for row in table("queries")]
    for text in texts:
        assert "{" not in text
        inside = re.findall(r"(?<=[^.?!] )\W?([A-Z]\w*)", text)
        assert set(inside) <= CAPITALS, text


def test_every_reason_has_words_and_no_words_are_left_over(framework):
    words = tomllib.loads((DEMO / "words.toml").read_text(encoding="utf-8"))
    for question in framework.questions:
        known = {reason.id for reason in question.reasons} or {"fact"}
        assert known <= set(words["no"][question.id]) <= known | {"other"}, question.id
        for part in ("needs", "must"):
            assert set(words[part].get(question.id, {})) <= known, question.id


def test_weak_screening_lies_inside_weak_assessment(framework, answers):
    screening, assessment = reasons_of(answers, "P01"), reasons_of(answers, "P02")
    weak = next(reason.id for reason in framework.by_id["P02"].reasons if "screening" in reason.label.en.lower())
    assert (len(screening), len(assessment)) == (12, 18)
    assert all(weak in assessment[reference][:2] for reference in screening)
    assert sum(weak in found for found in assessment.values()) == 12


def test_main_reasons_are_those_of_the_published_report(framework, answers):
    labels = {reason.id: reason.label.en.lower() for reason in framework.by_id["P16"].reasons}
    mains = Counter(labels[found[0]] for found in reasons_of(answers, "P16").values())
    assert [
        sum(count for label, count in mains.items() if label.startswith(start))
        for start in ("need not recognised", "recognised, not planned", "planned, not delivered")
    ] == [10, 4, 8]
    unsafe = reasons_of(answers, "C22")
    planning = next(reason.id for reason in framework.by_id["C22"].reasons if "planning" in reason.label.en.lower())
    assert (len(unsafe), sum(planning in found for found in unsafe.values())) == (12, 11)


def test_answers_agree_with_facts_and_with_each_other(cases, given):
    for reference, found in given.items():
        facts = cases[reference]
        assert (found["R04"] == "yes") == (facts["psr"] != "none")
        assert facts["order"] != "referral" or (found["R21"] == "yes") == (facts["reparation"] == "yes")
        assert found["R14"] == "yes" or {found["R15"], found["R24"]} == {"no"}
        assert found.get("P07") != "no" or {found["P10"], found["P11"]} == {"no"}
    assert sum({found.get("R26"), found.get("R27"), found.get("R28")} >= {"yes"} for found in given.values()) == 10


def test_answers_of_a_case_go_together(framework, given, targets):
    """In every theme the cases' scores vary at least twice as much as if answers had nothing to do with each other."""
    for theme in THEMES:
        shares = {
            question.id: targets[question.id][0] / targets[question.id][1] for question in framework.scoring(theme)
        }
        seen = alone = 0.0
        for found in given.values():
            counted = {name: found[name] for name in shares if found.get(name) in {"yes", "no"}}
            seen += (sum(answer == "yes" for answer in counted.values()) - sum(shares[name] for name in counted)) ** 2
            alone += sum(shares[name] * (1 - shares[name]) for name in counted)
        assert seen >= 2 * alone, theme


def test_no_case_is_all_good_or_all_bad(framework, given):
    for theme in THEMES:
        for reference, found in given.items():
            counted = [
                found[question.id] for question in framework.scoring(theme) if found.get(question.id) in {"yes", "no"}
            ]
            assert len(counted) <= 5 or {*counted} == {"yes", "no"}, (theme, reference)


def test_one_case_has_no_question_in_a_whole_section(framework, cases, given):
    section = {question.id for question in framework.scoring("child") if question.section == "planning"}
    reference = next(reference for reference, facts in cases.items() if facts["order"] == "reparation")
    ruling = rule(framework, cases[reference], given[reference])
    assert {name for name in section if ruling[name] is False} == section == {f"C{n:02}" for n in range(8, 15)}


def test_team_and_allocation():
    team = table("team")
    assert [row["name"] for row in team] == TEAM
    assert {row["role"] for row in team} == {"lead", "deputy", "inspector", "local_assessor"}
    rows = table("allocation")
    firsts = {row["case"]: row["member"] for row in rows if row["turn"] == "first"}
    seconds = {row["case"]: row["member"] for row in rows if row["turn"] == "second"}
    assert Counter(firsts.values()) == {**dict.fromkeys(TEAM[2:8], 5), "local assessor": 4}
    assert sorted(seconds.values()) == ["deputy", "inspector 2", "inspector 5"]
    assert all(firsts[reference] != member for reference, member in seconds.items())
    readings = table("readings")
    assert [(row["case"], row["member"], row["turn"]) for row in readings] == [
        (row["case"], row["member"], row["turn"]) for row in rows
    ]
    assert all(70 <= int(row["minutes"]) <= 135 for row in readings)
    assert [row["turn"] for row in readings if row["case_manager"] == "absent"] == ["first"]


def test_nothing_comes_from_a_case_manager_who_was_absent(answers):
    absent = next(row["case"] for row in table("readings") if row["case_manager"] == "absent")
    assert {row["source"] for row in answers if row["case"] == absent} == {"record", ""}


def test_second_readings_differ_in_five_one_and_no_answers(framework, cases, given):
    seconds: dict[str, dict[str, str]] = {}
    for row in table("second-answers"):
        seconds.setdefault(row["case"], {})[row["question"]] = row["answer"]
    assert sorted(seconds) == sorted(row["case"] for row in table("allocation") if row["turn"] == "second")
    for reference, found in seconds.items():
        ruling = rule(framework, cases[reference], found)
        assert {name for name, applies in ruling.items() if applies} == set(found) == set(given[reference])
    differing = [sum(found[name] != given[reference][name] for name in found) for reference, found in seconds.items()]
    assert sorted(differing) == [0, 1, 5]


def test_evidence_covers_every_topic_with_a_spread(framework):
    rows = table("evidence")
    assert [row["id"] for row in rows] == [f"ev-{number:03}" for number in range(1, len(rows) + 1)]
    assert {row["topic"] for row in rows} - {""} == {topic.id for topic in framework.topics}
    counts = Counter(row["judgement"] for row in rows if row["topic"])
    assert counts["weakness"] > counts["mixed"] > counts["strength"] > counts["not_seen"] > 0
    kinds = Counter(row["kind"] for row in rows)
    assert (kinds["quote"], kinds["illustration"]) == (8, 4)
    assert {"interview", "meeting", "document", "observation", "data"} <= set(kinds)
    voices = [row for row in rows if row["kind"] in {"quote", "illustration"}]
    assert {row["theme"] for row in voices if row["kind"] == "illustration"} == set(THEMES)
    assert all(row["altered"] in {"yes", "no"} for row in voices)
    assert [row["consent"] for row in voices if row["kind"] == "quote"].count("no") == 2
    bodies = {row["name"]: row["inspectorate"] for row in table("team")}
    assert all(row["inspectorate"] == bodies[row["member"]] for row in rows)


def test_flags_alert_and_query_belong_to_the_first_reader(given):
    firsts = {row["case"]: row["member"] for row in table("allocation") if row["turn"] == "first"}
    flags, decisions = table("limiting"), table("limiting-decisions")
    alerts, queries = table("alerts"), table("queries")
    assert all(row["member"] == firsts[row["case"]] for row in flags + decisions + alerts + queries)
    assert len({row["case"] for row in flags}) == len(flags)
    assert [row["theme"] for row in flags] == ["public", "public", "child"]
    assert [(row["case"], row["limits"]) for row in decisions] == [(flags[1]["case"], "no")]
    assert decisions[0]["reason"]
    assert len(alerts) == 1
    assert alerts[0]["outcome"]
    assert [given[row["case"]][row["question"]] for row in queries] == ["no"]
