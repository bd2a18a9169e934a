"""Make the demonstration data: 34 made-up cases that reproduce the published scores 38, 43, 55 and 67.

``python resources/demo/make.py`` rewrites ``resources/demo/data``. The words are in ``words.toml``, the shape of the
cases is in ``tables.toml``, the counts to meet are in ``targets.csv``. One seed, so the same bytes everywhere.
"""

import csv
import random
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fjidesk.model.framework import OTHER_REASON
from fjidesk.model.framework_file import parse
from resources.demo.cases import Case, answer, draw, holds
from resources.demo.notes import Voice, source

HERE = Path(__file__).parent
FRAMEWORK = HERE.parent / "frameworks" / "fji-2014.toml"
SEED = 2014
_ANSWERS = (
    "case",
    "question",
    "answer",
    "reasons",
    "note",
    "source",
    "record",
    "dated",
    "place",
    "confidence",
    "discuss",
)
_CONFIDENCE = ("sure",) * 13 + ("fairly",) * 6 + ("unsure",)
_DISCUSSED = 25
Row = dict[str, str]


def targets() -> dict[str, tuple[int, int]]:
    """Return for every question how many yes and how many yes and no there are."""
    with (HERE / "targets.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: (int(row["yes"]), int(row["applicable"])) for row in csv.DictReader(file)}


def make(folder: Path) -> None:
    """Write all tables of the demonstration into a folder."""
    rng = random.Random(SEED)
    framework = parse(FRAMEWORK.read_bytes(), FRAMEWORK.name)
    tables = tomllib.loads((HERE / "tables.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    cases = draw(rng, framework, tables)
    answer(rng, framework, cases, tables, targets())
    allocation = _allocate(rng, cases, words["team"])
    seconds = {row["case"]: row["member"] for row in allocation if row["turn"] == "second"}
    firsts = {row["case"]: row["member"] for row in allocation if row["turn"] == "first"}
    readings = _readings(rng, allocation)
    absent = next(row["case"] for row in readings if row["case_manager"] == "absent")
    voice = Voice(rng, framework, words)
    voice.settle(cases)
    first_rows = _answers(voice, cases, absent)
    _mark_discussed(rng, first_rows)
    second_rows = _second(voice, cases, list(seconds), words["second"])
    facts = [fact.id for fact in framework.facts]
    _write(folder, "team", ("role", "name", "organisation", "inspectorate"), words["team"])
    _write(
        folder,
        "cases",
        ("reference", "slot_minutes", *facts),
        ({"reference": case.reference, "slot_minutes": "120"} | case.facts for case in cases),
    )
    _write(folder, "allocation", ("case", "member", "turn"), allocation)
    _write(folder, "readings", ("case", "member", "turn", "case_manager", "minutes"), readings)
    _write(folder, "answers", _ANSWERS, first_rows)
    _write(folder, "second-answers", _ANSWERS, second_rows)
    _write_rest(folder, words, cases, firsts)


def _write_rest(folder: Path, words: Mapping[str, Any], cases: Sequence[Case], firsts: Mapping[str, str]) -> None:
    """Write the evidence, flags, alert and query, each set in the first case that it fits or in that of another row."""
    bodies = {member["name"]: member["inspectorate"] for member in words["team"]}
    written: dict[str, list[Row]] = {}
    for name, columns in words["columns"].items():
        written[name] = []
        for row in words[name]:
            if "same_as" in row:
                table, place = row["same_as"]
                reference = written[table][place]["case"]
            else:
                reference = _fitting(row.get("when", ""), cases, [made["case"] for made in written[name]])
            if reference:
                member = firsts[reference]
                row |= {"case": reference, "member": member, "inspectorate": bodies[member]}
            written[name].append({column: row.get(column, "") for column in columns})
        _write(folder, name, columns, written[name])


def _fitting(words: str, cases: Sequence[Case], taken: Sequence[str]) -> str:
    """Return the first case that fits and is not taken, or nothing where no case is wanted."""
    return next(
        (case.reference for case in cases if words and case.reference not in taken and holds(case.known, words)), ""
    )


def _allocate(rng: random.Random, cases: Sequence[Case], team: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Give every case a first reader, and some a second one."""
    references = [case.reference for case in cases]
    rng.shuffle(references)
    firsts: dict[str, str] = {}
    for member in team:
        for _ in range(member.get("first", 0)):
            firsts[references.pop()] = member["name"]
    rows = [{"case": case.reference, "member": firsts[case.reference], "turn": "first"} for case in cases]
    taken: set[str] = set()
    for member in team:
        if member.get("second"):
            open_ = [
                case
                for case in cases
                if firsts[case.reference] != member["name"]
                and case.facts["order"] in {"yro", "referral"}
                and firsts[case.reference] not in taken
            ]
            chosen = rng.choice(open_).reference
            taken.add(firsts[chosen])
            rows.append({"case": chosen, "member": member["name"], "turn": "second"})
    return rows


def _readings(rng: random.Random, allocation: Sequence[Row]) -> list[Row]:
    """Say for every reading whether the case manager was there and how long it took."""
    double = {row["case"] for row in allocation if row["turn"] == "second"}
    absent = rng.choice([row["case"] for row in allocation if row["case"] not in double])
    return [
        row
        | {
            "case_manager": "absent" if row["case"] == absent else "present",
            "minutes": str(70 + rng.randrange(33) + rng.randrange(34)),
        }
        for row in allocation
    ]


def _answers(voice: Voice, cases: Iterable[Case], absent: str) -> list[Row]:
    """Write out the answers of the first readings."""
    return [_row(voice, case, question, alone=case.reference == absent) for case in cases for question in case.given]


def _row(voice: Voice, case: Case, name: str, *, alone: bool = False) -> Row:
    """Write out one answer with all that stands beside it."""
    question = voice.framework.by_id[name]
    given = case.answers[name]
    reasons = [case.na_reasons[name]] if given == "na" else []
    if given == "no":
        reasons = voice.reasons(question, case)
        note = voice.no(question, reasons, case, alone=alone)
    else:
        note = voice.aside(question, given, case)
    # A fact offers no reasons; what was found stands in the note, in own words.
    named = reasons or ([OTHER_REASON] if given == "no" else [])
    row = {"case": case.reference, "question": name, "answer": given, "reasons": ";".join(named), "note": note}
    row |= source(voice, question, case, reasons, note, alone=alone)
    return row | {"confidence": voice.rng.choice(_CONFIDENCE), "discuss": ""}


def _mark_discussed(rng: random.Random, rows: list[Row]) -> None:
    """Mark some answers that the reader wants to discuss with the lead, mostly those not sure."""
    doubtful = [row for row in rows if row["confidence"] == "unsure" and row["note"]]
    rng.shuffle(doubtful)
    for row in doubtful[:_DISCUSSED]:
        row["discuss"] = "yes"


def _second(voice: Voice, cases: Sequence[Case], references: Sequence[str], settings: Mapping[str, Any]) -> list[Row]:
    """Write out the second readings, each with its number of answers that differ from the first."""
    rows: list[Row] = []
    for reference, differing in zip(references, settings["differing"], strict=True):
        case = next(case for case in cases if case.reference == reference)
        flipped = [name for name in settings["flips"] if case.answers.get(name, "na") != "na"][:differing]
        swap = {"yes": "no", "no": "yes"}
        again = Case(reference, case.facts, case.quality, dict(case.answers), case.na_reasons)
        again.answers |= {name: swap[case.answers[name]] for name in flipped}
        rows += [_row(voice, again, name) for name in case.given]
    return rows


def _write(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one table."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    make(HERE / "data")
