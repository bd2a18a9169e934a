"""M17: ten times the readings cost ten times the work, counted in steps of SQLite and calls of Python, not in time.

M16, the budget of time and memory for 10,000 readings, is measured in tests/benchmarks/test_merge.py.
"""

from __future__ import annotations

import cProfile

import pytest

from fjidesk.desk import bundles
from tests.benchmarks import large

FEW, MANY = 10, 100  # readings; below ten each of the ten bundles would not even hold one
PER = 100  # of SQLite's steps between two counts


def work_of(folder, count):
    """Return how many steps of SQLite and calls of Python the merge of so many readings takes."""
    folder.mkdir()
    large.make(folder, count)
    desk = large.opened(folder, "merged")
    steps = 0

    def step():
        nonlocal steps
        steps += 1
        return 0

    desk.db.conn.set_progress_handler(step, PER)
    profile = cProfile.Profile()
    outcomes = profile.runcall(bundles.bring_in, desk, sorted((folder / "bundles").iterdir()))
    desk.db.conn.set_progress_handler(None, 0)
    desk.close()
    assert {one.status for one in outcomes} == {"merged"}
    return steps * PER, sum(one.callcount for one in profile.getstats())


@pytest.mark.timeout(120)
def test_m17_the_work_of_a_merge_grows_no_faster_than_its_readings(tmp_path):
    few, many = work_of(tmp_path / "few", FEW), work_of(tmp_path / "many", MANY)
    # The depth of an index grows by the logarithm, and what each bundle costs by itself only lowers the ratio.
    assert many[0] < few[0] * MANY / FEW * 1.05
    assert many[1] < few[1] * MANY / FEW * 1.05
