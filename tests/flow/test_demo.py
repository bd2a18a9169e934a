"""The demonstration's result comes from counts, in every order of import, and is proved outside the program too."""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from fjidesk import resource
from fjidesk.bundle import keys, sshsig
from fjidesk.desk import bundles, cases, checks, inspection, scores
from fjidesk.model import answer_table
from fjidesk.store import log, readings, revisions, team

EXPECTED = {
    "reoffending": (450, 1177, 38, "Poor", 1),
    "public": (224, 518, 43, "Poor", 1),
    "child": (260, 472, 55, "Unsatisfactory", 2),
    "sentence": (344, 515, 67, "Satisfactory", 3),
    "governance": (0, 0, None, "Not rated", None),
}


def results(found):
    return {
        theme.id: (theme.yes, theme.applicable, theme.percent, theme.descriptor, theme.stars) for theme in found.themes
    }


def test_the_published_result_comes_out_of_the_counts(made):
    assert results(made.scores) == EXPECTED
    assert made.scores.cases == 34


def test_every_questions_counts_are_those_of_the_targets(made):
    with resource.path("demo/targets.csv").open(encoding="utf-8", newline="") as file:
        targets = {row["id"]: (int(row["yes"]), int(row["applicable"])) for row in csv.DictReader(file)}
    assert {count.id: (count.yes, count.yes + count.no) for count in made.scores.questions} == targets
    assert all(count.yes + count.no + count.na == 34 and count.unanswered == 0 for count in made.scores.questions)


def test_other_ways_to_count_are_shown_beside(made):
    means = {theme.id: theme.other_methods for theme in made.scores.themes if theme.percent is not None}
    assert [means[name].mean_of_questions for name in EXPECTED if name in means] == [38.7, 47.3, 60.6, 67.5]
    assert [means[name].mean_of_sections for name in EXPECTED if name in means] == [37.9, 40.3, 57.4, 66.4]


@pytest.mark.parametrize("seed", range(4))
def test_the_numbers_come_out_in_any_order_of_import(made, copied, seed):
    """On the deputy's desk, which has its pack and its own work and nothing of the others."""
    order = random.Random(seed).sample(made.bundles, len(made.bundles))
    desk = copied("deputy")
    outcomes = bundles.bring_in(desk, order)
    assert {outcome.status for outcome in outcomes} == {"merged", "already"}  # already: the deputy's own
    assert results(scores.scores(desk)) == EXPECTED
    assert scores.scores(desk) == made.scores
    assert checks.state(desk) == made.state


def test_the_numbers_come_out_in_reverse_and_in_several_rounds(made, copied):
    desk = copied("deputy")
    for path in reversed(made.bundles):
        bundles.bring_in(desk, [path])
    assert checks.state(desk) == made.state
    assert results(scores.scores(desk)) == EXPECTED
    assert not checks.check(desk).difference


def test_importing_everything_twice_more_changes_nothing(made, copied):
    desk = copied("lead")
    before = checks.state(desk)
    for _ in range(2):
        outcomes = bundles.bring_in(desk, made.bundles)
        assert {outcome.status for outcome in outcomes} == {"already"}
        assert checks.state(desk) == before == made.state


def test_every_desk_is_whole(made, copied):
    for place in made.desks:
        assert not checks.check(copied(place.role)).difference, place.role


def test_every_bundle_can_be_inspected_by_its_author_and_the_lead(made, copied):
    lead = copied("lead")
    for path in made.bundles:
        found = bundles.inspect(lead, path)
        assert found.state
        assert "lead" in found.recipients
        assert bundles.inspect(copied(found.signer), path) == found


def test_a_bundle_is_closed_to_other_readers(made, copied):
    reader = copied("inspector 1")
    others = [path for path in made.bundles if "readings-inspector-2" in path.name]
    outcome = bundles.bring_in(reader, others)[0]
    assert (outcome.status, outcome.code) == ("refused", "not-for-you")


def test_a_pack_holds_nothing_of_other_readers_cases(made, copied):
    reader = copied("inspector 1")
    held = {entry.case for entry in team.allocations(reader.db)}
    assert set(team.cases(reader.db)) == held
    assert {entry.member for entry in team.allocations(reader.db)} == {reader.me}


def test_the_awkward_cases_are_in(made, copied):
    lead = copied("lead")
    found = readings.readings(lead.db)
    assert sum(reading.case_manager == "absent" for reading in found.values()) == 1
    assert sorted(made.differences.values()) == [1, 5]
    flags = readings.limiting(lead.db)
    assert len(flags) == 3
    assert [decision.limits for _, decision in flags.values() if decision] == [False]
    assert [bool(alert.outcome) for alert in readings.alerts(lead.db).values()] == [True]
    assert len(team.queries(lead.db)) == len(team.replies(lead.db)) == 1
    topics = {entry.topic for entry in readings.evidence(lead.db).values()} - {""}
    assert topics == {topic.id for topic in lead.framework.topics}
    quotes = [entry for entry in readings.evidence(lead.db).values() if entry.kind == "quote"]
    assert {entry.consent for entry in quotes} == {"yes", "no"}
    assert any(_all_out(lead, case) for case in team.cases(lead.db))


def _all_out(desk, case):
    lines = {line.question: line.answer for line in cases.case_sheet(desk, case).answers}
    section = [q.id for q in desk.framework.questions if (q.theme, q.section) == ("child", "planning")]
    return all(lines[name] == "na" for name in section)


def test_every_no_has_reasons_and_a_note(made, copied):
    lead = copied("lead")
    for key in readings.readings(lead.db):
        for name, answer in readings.answers(lead.db, key).items():
            if answer.answer == "no":
                assert answer.reasons, (key, name)
                assert len(answer.note) >= 20, (key, name)


def test_a_table_of_the_desks_answers_gives_the_same_scores(made, copied):
    lead = copied("lead")
    rows = ["case,question,answer"]
    for line in cases.cases(lead):
        sheet = cases.case_sheet(lead, line.reference)
        rows += [f"{sheet.reference},{answer.question},{answer.answer}" for answer in sheet.answers]
    data = "\n".join(rows).encode()
    framework = inspection.load_framework("fji-2014")
    assert answer_table.counts(answer_table.parse(data, "t.csv", framework), framework).questions
    assert scores.score_table(framework, data, "t.csv") == made.scores


def test_demo_json_says_the_same(made):
    document = json.loads((made.folder / "demo.json").read_text(encoding="utf-8"))
    assert [desk["role"] for desk in document["desks"]] == [
        "lead",
        "deputy",
        *(f"inspector {number}" for number in range(1, 7)),
        "local assessor",
    ]
    assert document["state"] == made.state
    assert document["themes"] == made.document()["themes"]
    assert all(Path(path).is_file() for path in (*document["bundles"], document["summary"]))


def _tool(name):
    found = shutil.which(name)
    if found is None:
        assert not os.environ.get("CI"), f"{name} is missing, and the continuous integration installs it"
        pytest.skip(f"{name} is not installed")
    return found


@pytest.mark.unix
def test_each_bundle_opens_outside_the_program(made, tmp_path):
    """With age, ssh-keygen and gunzip alone, as ``resources/text/check-a-bundle.md`` says."""
    age, ssh_keygen, gunzip = _tool("age"), _tool("ssh-keygen"), _tool("gunzip")
    places = {desk.role: desk for desk in made.desks}
    key = tmp_path / "key"
    key.write_bytes((Path(places["lead"].folder) / "identity").read_bytes())
    key.chmod(0o600)
    passphrase = Path(places["lead"].passphrase_file).read_text(encoding="utf-8").strip()
    subprocess.run([ssh_keygen, "-q", "-p", "-P", passphrase, "-N", "", "-f", key], check=True, capture_output=True)
    signers = tmp_path / "signers"
    signers.write_text(
        "".join(
            f"{role.replace(' ', '-')} {(Path(desk.folder) / 'identity.pub').read_text()}"
            for role, desk in places.items()
        ),
        encoding="utf-8",
    )
    for path in made.bundles:
        signed = subprocess.run([age, "-d", "-i", key, path], check=True, capture_output=True).stdout
        armour, payload = sshsig.split(signed)
        (tmp_path / "signature").write_bytes(armour)
        who = next(role for role in places if f"-{role.replace(' ', '-')}-" in path.name.replace("-for-", "--"))
        checked = subprocess.run(
            [
                ssh_keygen,
                "-Y",
                "verify",
                "-f",
                signers,
                "-I",
                who.replace(" ", "-"),
                "-n",
                "fjidesk-bundle@v1",
                "-s",
                tmp_path / "signature",
            ],
            input=payload,
            capture_output=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stderr
        lines = subprocess.run([gunzip, "-c"], input=payload, check=True, capture_output=True).stdout.splitlines()
        assert lines == gzip.decompress(payload).splitlines()
        manifest = json.loads(lines[0])
        assert sum(manifest["counts"].values()) == len(lines) - 1
        assert manifest["author"] == keys.fingerprint(
            (Path(places[who].folder) / "identity.pub").read_text(encoding="utf-8").strip()
        )


def seeded_strings(desk):
    """Return what must never lie on a disk in plain text: notes, reasons, case references."""
    wanted = set(team.cases(desk.db))
    for key in readings.readings(desk.db):
        for answer in readings.answers(desk.db, key).values():
            wanted |= {answer.note, *(reason for reason in answer.reasons if len(reason) > 11)}
    return {text.encode() for text in wanted if text}


def files_with(folder, strings):
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found += [(path, text) for text in strings if text in data]
    return found


def test_no_file_of_the_demonstrations_desks_holds_plain_text(made, copied):
    strings = seeded_strings(copied("lead"))
    assert len(strings) > 500
    assert not files_with(made.folder / "desks", strings)
    assert not files_with(made.folder / "bundles", strings)
    assert not files_with(made.folder / "packs", strings)


def test_the_bundle_log_shows_what_travelled(made, copied):
    lead = copied("lead")
    entries = log.listed(lead.db)
    assert sum(entry.direction == "in" for entry in entries) == 9
    assert sum(entry.direction == "out" and entry.kind == "pack" for entry in entries) == 8
    assert not revisions.quarantined(lead.db)
    assert not revisions.conflicts(lead.db)


def test_sequences_rise_by_one_on_each_device(made, copied):
    lead = copied("lead")
    own = log.from_device(lead.db, lead.device)
    assert list(own) == list(range(1, len(own) + 1))
    assert len(set(itertools.chain(own.values()))) == len(own)
