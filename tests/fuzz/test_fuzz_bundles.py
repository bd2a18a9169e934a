"""Bounded runs of the fuzz target: no fault but a refusal, nothing that hangs, no memory beyond a limit.

Each runs in a child with an address space of its own; a bomb that got through would end it.
"""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
import zlib
from typing import Any

import pytest

from fjidesk.bundle import verify
from fjidesk.bundle.limits import RATIO_LIMIT
from fjidesk.desk import bundles, checks
from tests.corpus.bundles import make
from tests.fuzz import bundles as target
from tests.unit.merge.test_merge import forged

MEMORY = 1536 * 1024 * 1024  # the packages alone take some 300 MB of addresses
CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
from tests.fuzz import bundles
print(*bundles.run({seconds}, {seed}))
"""


@pytest.mark.parametrize("number", range(len(target.TARGETS)))
def test_each_target_runs_on_what_it_starts_from_and_on_two_hundred_harmed(number):
    chance = random.Random(number)
    start = target.TARGETS[number][1]
    target.try_one(bytes([number]) + start)
    harmed = {target.mutate(start, chance) for _ in range(200)}
    for data in harmed:
        target.try_one(bytes([number]) + data)
    assert len(harmed) > 100


def test_a_fault_of_a_parser_is_seen(monkeypatch):
    def broken(_):
        raise KeyError("no refusal")

    monkeypatch.setattr("fjidesk.bundle.verify._read", broken)
    with pytest.raises(KeyError):
        target.try_one(b"\0" + make.GOOD)


@pytest.mark.long
@pytest.mark.unix
@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_minute_of_harm(seed, capsys):
    command = [sys.executable, "-c", CHILD.format(memory=MEMORY, seconds=60, seed=seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    tries, accepted, longest = done.stdout.split()
    with capsys.disabled():
        print(f"\nfuzz, seed {seed}: {tries} tries, {accepted} stood, longest {float(longest):.3f} s")  # noqa: T201
    assert int(tries) > 1000
    assert float(longest) < 5


@pytest.mark.long
@pytest.mark.unix
@pytest.mark.timeout(400)
def test_a_minute_of_atheris(tmp_path, capsys):
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed")
    command = [sys.executable, "-m", "tests.fuzz.bundles", "-max_total_time=60", "-rss_limit_mb=1536", "-timeout=10"]
    done = subprocess.run(
        [*command, f"-artifact_prefix={tmp_path}/", str(tmp_path)], capture_output=True, text=True, check=False
    )
    last = [line for line in done.stderr.splitlines() if line.startswith("Done ")]
    with capsys.disabled():
        print(f"\natheris: {last}")  # noqa: T201
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.long
@pytest.mark.timeout(400)
def test_what_stands_is_merged_without_a_fault(team, tmp_path, capsys):
    """Revisions that are odd and yet of the format reach the store, signed by a member: applied or quarantined."""
    lead = team.lead()
    reader = team.join("reader", first=("HB-01",))
    chance = random.Random(7)
    starts = [one.data for one in target_revisions(reader)]
    added = quarantined = refused = 0
    for number in range(1, 61):
        lines: dict[str, Any] = {}
        while len(lines) < 40:
            data = target.mutate_value(chance.choice(starts), chance)
            try:
                sealed = verify._revision(data)
            except Exception:  # noqa: BLE001, S112  (what does not read is the other tests' matter)
                continue
            lines[sealed.id] = sealed
        path = tmp_path / "odd.fjib"
        path.write_bytes(forged(reader, lead, list(lines.values()), sequence=number))
        outcome = bundles.bring_in(lead, [path])[0]
        added, quarantined = added + outcome.added, quarantined + outcome.quarantined
        refused += outcome.status == "refused"
    with capsys.disabled():
        print(f"\nodd revisions: {added} added, {quarantined} quarantined, {refused} bundles refused")  # noqa: T201
    assert not checks.check(lead).difference
    assert added
    assert quarantined


def target_revisions(reader):
    from fjidesk.model.records import Alert, Answer, Evidence, Limiting, Reading
    from tests.unit.merge.test_merge import revision

    return [
        revision(reader, "answer", ("HB-01", reader.me, "R02"), Answer(answer="no", reasons=["x"], note="n")),
        revision(reader, "reading", ("HB-01", reader.me), Reading(state="open", facts={"stage": "early"}, minutes=5)),
        revision(reader, "limiting", ("HB-01", reader.me, "public"), Limiting(at_risk="child", text="t")),
        revision(reader, "evidence", (reader.me, "e"), Evidence(kind="data", theme="governance", text="t")),
        revision(
            reader, "alert", (reader.me, "a"), Alert(case="HB-01", at_risk="child", what="w", told="t", told_at="x")
        ),
    ]


def test_a_bomb_costs_no_more_than_its_ratio(monkeypatch):
    """Nothing asks for more room than so many times what came."""
    given, asked = [], []
    kept = zlib.decompressobj

    class Spy:
        def __init__(self, **how):
            self.inner = kept(**how)

        def decompress(self, data, limit):
            asked.append(limit)
            given.append(self.inner.decompress(data, limit))
            return given[-1]

        def __getattr__(self, name):
            return getattr(self.inner, name)

    monkeypatch.setattr("fjidesk.bundle.verify.zlib.decompressobj", Spy)
    bomb = dict(make.invalid())["bomb"].data
    target.try_one(b"\0" + bomb)
    assert set(asked) == {64 * 1024}
    assert sum(map(len, given)) <= len(bomb) * RATIO_LIMIT + 1024 * 1024 + asked[0]
