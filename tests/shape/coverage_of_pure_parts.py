"""Measure the pure parts with their own tests, and fail where a line or branch of theirs is not run."""

import subprocess
import sys

PURE = (
    "fjidesk/model/*",
    "fjidesk/scoring/*",
    "fjidesk/merge/judging.py",
    "fjidesk/merge/plan.py",
    "fjidesk/report/content.py",
    "fjidesk/errors.py",
)
OWN_TESTS = (
    "tests/unit/model",
    "tests/unit/scoring",
    "tests/unit/merge",
    "tests/unit/test_report.py",
    "tests/unit/test_summary.py",
)


def main() -> int:
    """Run the tests of the pure parts under coverage and return 0 where every pure file is at 100 %."""
    run = [sys.executable, "-m", "coverage", "run", "-m", "pytest", "-q", "-p", "no:randomly", "-n", "0"]
    tests = [*run, *OWN_TESTS]
    if subprocess.run(tests, check=False).returncode:
        return 1
    report = [
        sys.executable,
        "-m",
        "coverage",
        "report",
        "--include",
        ",".join(PURE),
        "--fail-under",
        "100",
        "--show-missing",
        "--skip-covered",
    ]
    return subprocess.run(report, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
