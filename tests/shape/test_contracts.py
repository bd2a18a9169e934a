"""The dependency rule holds, and each of its contracts turns red when it is broken."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

RUN = "from importlinter.cli import lint_imports_command as run; run()"
SAID = re.compile(r"^(?P<name>.+?) (?P<verdict>KEPT|BROKEN)(?: \(.*\))?$", re.MULTILINE)

# One wrong import for each contract: it must break that contract and no other.
CANARIES = [
    pytest.param("layers", "fjidesk/scoring/bands.py", "import fjidesk.bundle.manifest", id="layers: sibling"),
    pytest.param("layers", "fjidesk/cli/team.py", "import fjidesk.app", id="layers: app is a sibling of cli"),
    pytest.param("layers", "fjidesk/resource.py", "import fjidesk.model.score", id="layers: upwards"),
    pytest.param("layers", "fjidesk/helpers.py", "", id="layers: a module that nobody placed"),
    pytest.param("window", "fjidesk/ui/words.py", "import fjidesk.scoring.bands", id="window: scoring"),
    pytest.param("window", "fjidesk/ui/words.py", "from fjidesk.store import team", id="window: store"),
    pytest.param("verbs", "fjidesk/cli/reading.py", "import fjidesk.ui.words", id="verbs: window"),
    pytest.param("verbs", "fjidesk/cli/reading.py", "from PySide6.QtCore import QObject", id="verbs: Qt"),
    pytest.param("qt", "fjidesk/desk/cases.py", "from PySide6 import QtCore", id="qt: desk"),
    pytest.param("qt", "fjidesk/model/score.py", "import shiboken6", id="qt: model"),
    pytest.param("sql", "fjidesk/desk/cases.py", "import sqlite_utils", id="sql: library"),
    pytest.param("sql", "fjidesk/ui/words.py", "import sqlcipher3.dbapi2", id="sql: driver"),
    pytest.param("cryptography", "fjidesk/desk/cases.py", "import pyrage", id="cryptography: desk"),
    pytest.param("reportlab", "fjidesk/report/pages.py", "import reportlab", id="reportlab: pages"),
    pytest.param("passphrases", "fjidesk/desk/cases.py", "import zxcvbn", id="passphrases: desk"),
    pytest.param("click", "fjidesk/desk/cases.py", "import click", id="click: desk"),
    pytest.param("pure", "fjidesk/scoring/bands.py", "def _late():\n    import os", id="pure: file, imported late"),
    pytest.param("pure", "fjidesk/report/theme.py", "import fjidesk.clock", id="pure: clock, by a road"),
    pytest.param("refused", "fjidesk/ui/words.py", "import socket", id="refused: network"),
    pytest.param("refused", "fjidesk/store/rows.py", "import sqlite3", id="refused: plain SQLite"),
    pytest.param("acyclic", "fjidesk/store/rows.py", "import fjidesk.store.readings", id="acyclic: store"),
]


def lint(folder, config="pyproject.toml"):
    """Run import-linter on the package in a folder; return verdicts by the contract's name, and all that was said."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, "--no-logo", "--no-cache", "--config", config],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(folder),
            "COLUMNS": "200",
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    verdicts = {found["name"]: found["verdict"] for found in SAID.finditer(done.stdout)}
    return done.returncode, verdicts, done.stdout + done.stderr


def contracts(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


@pytest.fixture(scope="module")
def standing(root):
    """Return what the contracts say of the package as it stands."""
    return lint(root)


@pytest.fixture
def copy(root, tmp_path):
    """Return a folder with a copy of the package and of its contracts."""
    shutil.copytree(root / "fjidesk", tmp_path / "fjidesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def plant(folder, module, line):
    with (folder / module).open("a", encoding="utf-8") as out:
        out.write(f"\n{line}\n")


def test_every_contract_is_kept(root, standing):
    code, verdicts, said = standing
    assert set(verdicts.values()) == {"KEPT"}, said
    assert set(verdicts) == {contract["name"] for contract in contracts(root)}, said
    assert code == 0, said


@pytest.mark.parametrize(("contract", "module", "line"), CANARIES)
def test_one_wrong_import_breaks_that_contract_and_no_other(root, standing, copy, contract, module, line):
    if standing[0] != 0:
        pytest.skip("a contract is broken already; test_every_contract_is_kept says which")
    name = next(found["name"] for found in contracts(root) if found["id"] == contract)
    plant(copy, module, line)
    code, verdicts, said = lint(copy)
    assert [found for found, verdict in verdicts.items() if verdict == "BROKEN"] == [name], said
    assert code == 1, said


def test_every_contract_has_a_canary(root):
    assert {canary.values[0] for canary in CANARIES} == {contract["id"] for contract in contracts(root)}


def test_imports_for_type_checking_keep_the_rule_too(copy):
    """The store's connection is named above the store, and two modules of the store name each other: nothing else."""
    config = copy / "pyproject.toml"
    text = config.read_text(encoding="utf-8")
    strict = text.replace("exclude_type_checking_imports = true", "exclude_type_checking_imports = false")
    config.write_text(strict, encoding="utf-8")
    _, verdicts, said = lint(copy)
    broken = {found for found, verdict in verdicts.items() if verdict == "BROKEN"}
    allowed = {found["name"] for found in contracts(copy) if found["id"] in {"sql", "acyclic"}}
    assert strict != text
    assert verdicts, said
    assert broken <= allowed, said


def test_a_wrong_import_for_type_checking_is_seen(copy):
    config = copy / "pyproject.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("exclude_type_checking_imports = true", "exclude_type_checking_imports = false"))
    line = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from fjidesk.store import team"
    plant(copy, "fjidesk/ui/words.py", line)
    _, verdicts, said = lint(copy)
    assert verdicts[next(found["name"] for found in contracts(copy) if found["id"] == "window")] == "BROKEN", said


def test_no_part_below_the_window_is_left_out_of_the_contract_on_qt(root):
    found = {contract["id"]: contract for contract in contracts(root)}
    layers = [part.strip(" ()") for layer in found["layers"]["layers"] for part in layer.split("|")]
    present = {
        name
        for name in layers
        if (root / f"fjidesk/{name}/__init__.py").is_file() or (root / f"fjidesk/{name}.py").is_file()
    }
    below = present - {"__main__", "app", "cli", "ui"}
    assert {f"fjidesk.{name}" for name in below} == set(found["qt"]["source_modules"])


def test_the_way_to_the_window_loads_neither_the_store_nor_the_keys():
    late = ("fjidesk.desk.workspace", "cryptography", "sqlcipher3", "sqlite_utils", "pyrage")
    done = f"import sys, fjidesk.cli, fjidesk.app; print([name for name in {late} if name in sys.modules])"
    shown = subprocess.run(
        [sys.executable, "-c", done], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"
