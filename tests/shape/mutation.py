"""Change scoring in every small way and see that a test turns red: ``python tests/shape/mutation.py``.

mutmut runs on a copy, so nothing is left in the tree. A change that no test notices fails the run, unless it is listed
below with the reason why no test can.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("fjidesk", "resources", "tests")
# Names of mutants that may live, each with the reason why it does what the original does.
_SUM = "a sum of at least one fraction is the same fraction, whatever nought it starts from"
ALLOWED: dict[str, str] = {
    "fjidesk.scoring.agreement.x__ac1__mutmut_27": _SUM,
    "fjidesk.scoring.agreement.x__kappa__mutmut_19": _SUM,
    "fjidesk.scoring.agreement.x__linearised__mutmut_19": _SUM,
}


def mutmut(folder: Path, *arguments: str) -> str:
    """Run mutmut in a folder and return what it says.

    Raises:
        SystemExit: mutmut itself failed, such as over a test that is red without any change; its last words are shown.
    """
    run = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if run.returncode:
        sys.exit("\n".join([*run.stdout.splitlines()[-60:], f"mutmut {arguments[0]} left with {run.returncode}."]))
    return run.stdout


def states(folder: Path) -> dict[str, str]:
    """Return what became of each mutant, by its name."""
    lines = mutmut(folder, "results", "--all", "true").splitlines()
    return dict(line.strip().rsplit(": ", 1) for line in lines if ": " in line)


def verdict(found: dict[str, str]) -> list[str]:
    """Return what is wrong, one sentence each; nothing where every mutant is killed or allowed."""
    alive = {name: state for name, state in found.items() if state != "killed"}
    wrong = [f"{name}: {state}" for name, state in alive.items() if name not in ALLOWED or state != "survived"]
    wrong += [
        f"{name} is allowed and does not survive any more: take it off the list" for name in ALLOWED.keys() - alive
    ]
    return wrong if found else ["there is no mutant at all"]


def main() -> None:
    """Run mutmut on a copy of the tree and leave with 1 where a mutant lives that may not."""
    if sys.platform == "win32":
        sys.exit("mutmut needs a system that can fork.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in COPIED:
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        mutmut(folder, "run")
        found = states(folder)
        wrong = verdict(found)
        shown = [mutmut(folder, "show", name) for name, state in found.items() if state != "killed"]
    sys.stdout.write("\n".join([*shown, *wrong, ""]))
    sys.stdout.write(f"{len(found)} mutants of scoring, {len(wrong)} wrong, {len(ALLOWED)} allowed to live\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
