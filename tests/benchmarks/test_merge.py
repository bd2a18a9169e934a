"""Merging thousands of readings, as ratios to the bare work in one run (design 11). Nothing here fails for being slow.

Run with ``uv run pytest -m benchmark -s``; 10,000 readings, which take minutes, with ``-m "benchmark and long" -s``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import large

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Return a maker of a lead's desk and ten bundles with so many readings; made once a run."""
    folders = {}

    def make(count):
        if count not in folders:
            folders[count] = tmp_path_factory.mktemp(f"readings-{count}")
            large.make(folders[count], count)
        return folders[count]

    return make


def measured(work, folder):
    """Run a piece of work in a process of its own, so that its memory is its own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.large", work, str(folder)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return json.loads(run.stdout)


@pytest.mark.parametrize("count", [60, 1000, pytest.param(10_000, marks=pytest.mark.long)])
def test_merge_of_ten_bundles_against_the_bare_floor(made, request, count):
    wanted = request.config.getoption("markexpr")
    if count > 1000 and not ("benchmark" in wanted and "long" in wanted):
        pytest.skip("takes minutes: -m 'benchmark and long'")
    floor, merge = measured("floor", made(count)), measured("merge", made(count))
    print(f"\n{count:,} readings in ten bundles: {merge['seconds']:.2f} s (bare floor {floor['seconds']:.2f} s)")
    print(f"  {merge['seconds'] / floor['seconds']:.2f} x the floor, by processor {merge['cpu'] / floor['cpu']:.2f} x")
    print(f"  peak memory {merge['peak']:.0f} MiB; with scores and summary PDF {merge['together']:.2f} s")
    print(f"  the same again: {merge['again'] / merge['seconds']:.3f} of the first time")
    print(f"  scores of all: {merge['scores']:.3f} s, {merge['scores'] / merge['group']:.2f} x the bare GROUP BY")
    print(f"  scores after one more reading: {merge['more'] * 1000:.0f} ms")
