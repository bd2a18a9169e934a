"""The shipped framework, as bytes and as read."""

import pytest

from fjidesk import resource
from fjidesk.model.framework import Framework
from fjidesk.model.framework_file import parse


@pytest.fixture(scope="session")
def shipped() -> bytes:
    return resource.path("frameworks/fji-2014.toml").read_bytes()


@pytest.fixture(scope="session")
def framework(shipped) -> Framework:
    return parse(shipped, "fji-2014.toml")
