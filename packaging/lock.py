"""Pin every package: resolve, write the hash-pinned lock, and copy the versions into pyproject.toml.

Run it with ``uv run python packaging/lock.py`` when a dependency is added or raised. The lock holds names, versions
and hashes and no address of any registry; uv reads the versions from ``constraint-dependencies``, so that two machines
get the same packages without a ``uv.lock``.
"""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
RUNTIME = ROOT / "packaging" / "requirements-runtime.lock"
PROJECT = ROOT / "pyproject.toml"
_BLOCK = re.compile(r"constraint-dependencies = \[\n(.*?)\]", re.DOTALL)
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+?))?(?: \\)?$")


def pins(lock: str) -> list[str]:
    """Return the pinned requirements of a lock, each with its marker."""
    found = []
    for line in lock.splitlines():
        match = _PIN.match(line)
        if match:
            marker = f" ; {match['marker'].strip()}" if match["marker"] else ""
            found.append(f"{match['name']}=={match['version']}{marker}")
    return found


def constraints(project: str) -> list[str]:
    """Return the constraints that pyproject.toml holds."""
    block = _BLOCK.search(project)
    return (
        [] if block is None else [line.strip().strip(",").strip('"') for line in block[1].splitlines() if line.strip()]
    )


def with_constraints(project: str, wanted: list[str]) -> str:
    """Return the text of pyproject.toml with the constraints replaced."""
    lines = "".join(f"    {_quoted(pin)},\n" for pin in wanted)
    return _BLOCK.sub(lambda _: f"constraint-dependencies = [\n{lines}]", project)


def _quoted(pin: str) -> str:
    return '"' + pin.replace('"', "'") + '"'


def _compile(target: Path, *groups: str) -> None:
    command = [
        "uv",
        "pip",
        "compile",
        "pyproject.toml",
        "--universal",
        "--generate-hashes",
        "--python-version",
        "3.11",
        "--no-header",
        "--no-annotate",
        "--upgrade",
        "--quiet",
        "--no-emit-index-url",
        "--no-emit-find-links",
        *groups,
        "-o",
        str(target),
    ]
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> None:
    """Write both locks and the constraints."""
    free = with_constraints(PROJECT.read_text(encoding="utf-8"), [])
    PROJECT.write_text(free, encoding="utf-8")
    for target, groups in ((LOCK, ("--group", "dev")), (RUNTIME, ())):
        target.unlink(missing_ok=True)
        _compile(target, *groups)
    PROJECT.write_text(with_constraints(free, pins(LOCK.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
