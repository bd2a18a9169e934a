"""The built program does what the source does, where there is no Python, no home and no network."""

import json
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

# Theme, yes, applicable, percent, stars: as published for the inspection that the demonstration is modelled on.
PUBLISHED = [
    ("reoffending", 450, 1177, 38, 1),
    ("public", 224, 518, 43, 1),
    ("child", 260, 472, 55, 2),
    ("sentence", 344, 515, 67, 3),
]


@pytest.fixture(scope="module")
def build():
    """Return packaging/build.py, which is no part of a package."""
    path = ROOT / "packaging" / "build.py"
    module = ModuleType("fjidesk_frozen_build")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    SourceFileLoader(module.__name__, module.__file__).exec_module(module)
    yield module
    del sys.modules[module.__name__]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Build once, as a person does, and return the folder of the program; its self-test has passed."""
    out = tmp_path_factory.mktemp("built")
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "build.py"), "--out", str(out)],
        cwd=out,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed: " in done.stdout
    assert "window" in done.stdout
    return out / "fjidesk"


@pytest.fixture
def run(build, folder):
    """Return a function that runs the built program with a bare environment."""
    return lambda *arguments: build.run(build.command_line(folder, sys.platform), *arguments)


def test_the_demonstration_comes_to_the_published_scores(run, tmp_path):
    proof = run("demo", "--headless", "--dir", str(tmp_path / "demo"), "--json")
    assert (proof.code, proof.err) == (0, "")
    document = json.loads(proof.out)
    found = [
        tuple(theme[key] for key in ("id", "yes", "applicable", "percent", "stars")) for theme in document["themes"]
    ]
    assert found[:4] == PUBLISHED
    assert document["cases"] == 34
    assert Path(document["summary"]).read_bytes().startswith(b"%PDF-")


def test_frameworks_are_found_inside(run):
    proof = run("framework", "list", "--json")
    assert (proof.code, proof.err) == (0, "")
    assert "fji-2014" in proof.out


def test_what_a_person_can_cause_is_refused_as_ever(run, tmp_path):
    proof = run("--desk", str(tmp_path / "none"), "state")
    assert proof.code == 2
    assert proof.err.startswith("Refused (")


def test_nothing_that_speaks_to_a_network_is_inside(folder):
    names = [path.name.lower() for path in folder.rglob("*")]
    assert [
        name for name in names if "qt6network" in name or "qtnetwork" in name or name.startswith(("libssl", "_ssl"))
    ] == []


def test_scripts_and_tests_stay_at_home(folder):
    inside = [path.relative_to(folder).as_posix() for path in folder.rglob("*.py")]
    assert [name for name in inside if "_resources" in name or "tests" in name] == []
