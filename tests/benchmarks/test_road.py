"""How long the road takes, as ratios to the bare work inside one run. Nothing here fails for being slow.

Run with ``uv run pytest -m benchmark -s``.
"""

from __future__ import annotations

import gzip
import secrets
import shutil
import time
from pathlib import Path

import msgspec
import pytest
import sqlcipher3.dbapi2 as driver

from fjidesk import clock
from fjidesk.bundle import seal, sshsig
from fjidesk.bundle.write import NAMESPACE
from fjidesk.desk import bundles, demo, reading, scores, summary, workspace
from fjidesk.model.records import Answer

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return demo.make(tmp_path_factory.mktemp("demo"), lambda _: None, rounds=1)


def opened(made, role, folder):
    place = next(desk for desk in made.desks if desk.role == role)
    shutil.copytree(place.folder, folder)
    passphrase = Path(place.passphrase_file).read_text(encoding="utf-8").strip()
    return workspace.open_desk(folder, passphrase, clock=clock.now, ids=clock.new_id)


def timed(call, times=3):
    """Return the shortest of several runs, in seconds."""
    spent = []
    for number in range(times):
        start = time.perf_counter()
        call(number)
        spent.append(time.perf_counter() - start)
    return min(spent)


def test_verify_and_merge_against_the_bare_floor(made, tmp_path):
    desks = [opened(made, "deputy", tmp_path / f"deputy-{number}") for number in range(3)]
    identity = desks[0].identity
    others = [path for path in made.bundles if "readings-deputy" not in path.name]

    def bare(number):
        conn = driver.connect(str(tmp_path / f"bare-{number}.db"))
        conn.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
        conn.execute("CREATE TABLE revision (id INTEGER PRIMARY KEY, kind, key, data)")
        for path in others:
            armour, payload = sshsig.split(seal.unseal(path.read_bytes(), identity))
            sshsig.verify(armour, payload, NAMESPACE)
            lines = gzip.decompress(payload).splitlines()[1:]
            rows = [(line["kind"], str(line["key"]), data) for data in lines for line in [msgspec.json.decode(data)]]
            conn.executemany("INSERT INTO revision (kind, key, data) VALUES (?, ?, ?)", rows)
            conn.commit()
        conn.close()

    floor = timed(bare)
    merge = timed(lambda number: bundles.bring_in(desks[number], others))
    again = timed(lambda number: bundles.bring_in(desks[number], others))
    print(f"\nmerge of {len(others)} bundles: {merge:.3f} s, {merge / floor:.1f} x the bare floor")
    print(f"the same again: {again / merge:.2f} of the first time")
    for desk in desks:
        desk.close()


def test_scores_and_summary_of_34_cases(made, tmp_path):
    desk = opened(made, "lead", tmp_path / "lead")
    group = "SELECT question, answer, count(*) FROM answer GROUP BY question, answer"
    floor = timed(lambda _: desk.db.execute(group).fetchall(), 10)
    spent = timed(lambda _: scores.scores(desk), 10)
    pdf = timed(lambda number: summary.write_pdf(desk, tmp_path / f"{number}.pdf"))
    print(f"\nscores: {spent * 1000:.1f} ms, {spent / floor:.1f} x the bare GROUP BY; summary PDF {pdf:.2f} s")
    desk.close()


def test_an_answer_until_it_is_durable(team):
    team.lead()
    desk = team.join("reader", first=("HB-01",))
    names = [question.id for question in desk.framework.questions if question.applies is None]
    spent = []
    for turn in range(300):
        given = Answer(answer="yes" if turn % 2 else "no", note=f"turn {turn}")
        start = time.perf_counter()
        reading.answer(desk, "HB-01", names[turn % len(names)], given)
        spent.append(time.perf_counter() - start)
    spent.sort()
    print(f"\nan answer: median {spent[150] * 1000:.1f} ms, 99th percentile {spent[297] * 1000:.1f} ms")
