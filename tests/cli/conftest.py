"""The command line run inside the test: exit code, standard output, standard error."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from fjidesk.cli import run
from fjidesk.desk import workspace
from tests.conftest import PASSPHRASE, ROUNDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """What one call of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        """Return the one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """Return the code of a refusal, as both streams have it."""
        code = self.document["error"]["code"]
        assert self.code == 2
        assert f"({code})" in self.err
        assert self.document["error"]["message"].strip()
        assert self.document["error"]["remedy"].strip()
        assert "Traceback" not in self.err
        return str(code)


@pytest.fixture
def call(tmp_path: Path, capsys, monkeypatch) -> Callable[..., Outcome]:
    """Return a function that runs the command line; ``desk`` names a folder below ``tmp_path``."""
    passphrase = tmp_path / "passphrase.txt"
    passphrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv("FJIDESK_PASSPHRASE_FILE", str(passphrase))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setitem(workspace.create.__kwdefaults__, "rounds", ROUNDS)

    def called(*arguments: object, desk: str = "desk") -> Outcome:
        monkeypatch.setenv("FJIDESK_DESK", str(tmp_path / desk))
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return called
