"""Frameworks made for scoring: the shipped one, and a small one whose rounding a test chooses."""

import msgspec
import pytest

from fjidesk import resource
from fjidesk.model.framework import Framework, Question, Section, Text, Theme
from fjidesk.model.framework_file import parse

SMALL = (  # theme, section, id, scores
    ("one", "first", "A01", True),
    ("one", "first", "A02", True),
    ("one", "second", "A03", True),
    ("one", "second", "A04", False),
    ("two", "first", "B01", True),
    ("two", "third", "B02", True),
)


@pytest.fixture(scope="session")
def framework() -> Framework:
    return parse(resource.path("frameworks/fji-2014.toml").read_bytes(), "fji-2014.toml")


@pytest.fixture(scope="session")
def small(framework):
    """Return a maker of a framework with two themes that score, one that does not, and the shipped bands."""

    def make(rounding="whole-half-up"):
        questions = [
            Question(
                id=name,
                theme=theme,
                section=section,
                screen=place,
                report=place,
                answers="sufficiency" if scores else "fact",
                text=Text(en=name),
                short=Text(en=name),
                guidance=framework.questions[0].guidance,
                scores=scores,
            )
            for place, (theme, section, name, scores) in enumerate(SMALL)
        ]
        return msgspec.structs.replace(
            framework,
            rounding=rounding,
            sha256="5" * 64,
            themes=[
                Theme(id=name, title=Text(en=name), short=Text(en=name), scored=name != "none")
                for name in ("one", "two", "none")
            ],
            sections=[Section(id=name, title=Text(en=name)) for name in ("first", "second", "third")],
            questions=questions,
        )

    return make
