"""A lead, and a reader who reads one of three cases."""

from __future__ import annotations

import pytest


@pytest.fixture
def lead(team):
    """Return the desk of a lead with an inspection."""
    return team.lead()


@pytest.fixture
def reader(team, lead):
    """Return the desk of a reader; a module that wants more of it takes it up in a fixture of the same name."""
    del lead
    return team.join("reader", first=("HB-01",))
