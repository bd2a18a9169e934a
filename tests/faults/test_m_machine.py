"""M1 to M11 under chance: whatever people do and carriers do to bundles, equal revisions give equal desks."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.machine import Machine

SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def run(master, how):
    """Run the machine; return what it tried."""
    counts: Counter[str] = Counter()
    run_state_machine_as_test(type("Team", (Machine,), {"master": master, "counts": counts}), settings=how)
    return counts


@pytest.mark.timeout(120)
def test_m_equal_revisions_give_equal_desks(field_master):
    """A few short examples, the same in each run; many others are for the long run."""
    how = settings(SETTINGS, max_examples=3, stateful_step_count=12, derandomize=True, phases=[Phase.generate])
    counts = run(field_master, how)
    assert counts["examples"] >= 3
    assert counts["merged"] > 10
    assert counts["quarantined"], "no role was ever lost"


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_m_equal_revisions_give_equal_desks_many_times(field_master, capsys):
    counts = run(field_master, settings(SETTINGS, max_examples=60, stateful_step_count=40))
    with capsys.disabled():
        said = ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))
        print(f"\nMachine: {said}; lost 0, differing 0")  # noqa: T201  (counts of a long run)
    assert counts["conflicts left"]
    assert counts["agreed"]
