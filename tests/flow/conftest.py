"""The demonstration, made once and copied for each test that changes it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from fjidesk import clock
from fjidesk.desk import demo, workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> demo.Demo:
    """Return the demonstration, with key files of one bcrypt round."""
    return demo.make(tmp_path_factory.mktemp("demo"), lambda _: None, rounds=1)


@pytest.fixture
def copied(made: demo.Demo, tmp_path: Path) -> Iterator[Callable[[str], workspace.Desk]]:
    """Return a function that opens a fresh copy of a desk of the demonstration."""
    opened: list[workspace.Desk] = []

    def copy(role: str) -> workspace.Desk:
        place = next(desk for desk in made.desks if desk.role == role)
        target = tmp_path / f"{role}-{len(opened)}"
        shutil.copytree(place.folder, target)
        with open(place.passphrase_file, encoding="utf-8") as file:  # noqa: PTH123
            passphrase = file.readline().strip()
        desk = workspace.open_desk(target, passphrase, clock=clock.now, ids=clock.new_id)
        opened.append(desk)
        return desk

    yield copy
    for desk in opened:
        desk.close()
