"""What a typed answer keeps of the one that stands there, and what of it goes."""

import pytest

from fjidesk.model.records import Answer
from fjidesk.model.replacing import keep, replaced

HELD = Answer(
    answer="no", reasons=["late", "other"], other="Rain", note="Kept", source="record", place="page 4", discuss=True
)


def told(held, typed, said=()):
    return str(replaced("R02", held, keep(held, typed, said)) or "")


def test_where_nothing_stands_the_line_is_all():
    typed = Answer(answer="yes", note="New")
    assert keep(None, typed, set()) is typed
    assert replaced("R02", None, typed) is None


def test_note_and_ground_stay_and_reasons_only_with_the_same_answer():
    assert keep(HELD, Answer(answer="no"), set()) == HELD
    assert keep(HELD, Answer(answer="no", reasons=["other"]), set()).other == "Rain"
    turned = keep(HELD, Answer(answer="yes"), {"discuss"})
    assert turned == Answer(answer="yes", note="Kept", source="record", place="page 4")


@pytest.mark.parametrize(
    ("held", "typed", "said", "sentence"),
    [
        (HELD, Answer(answer="no"), (), ""),
        (HELD, Answer(answer="yes"), (), "R02: No becomes Yes; its 2 reasons go, its note stays"),
        (HELD, Answer(answer="no", reasons=["other"]), (), "R02: its 1 reason goes, its note stays"),
        (
            HELD,
            Answer(answer="no", reasons=["late", "other"], other="Snow"),
            (),
            "R02: its 1 reason goes, its note stays",
        ),
        (HELD, Answer(answer="no", note="New"), (), "R02: its note is replaced"),
        (
            HELD,
            Answer(answer="no", place="page 5"),
            ("place",),
            "R02: its note stays, its source, place or confidence changes",
        ),
        (HELD, Answer(answer="no"), ("discuss",), "R02: its note stays, its source, place or confidence changes"),
        (Answer(note="First"), Answer(answer="no", reasons=["late"]), (), ""),
        (Answer(note="First"), Answer(answer="no", note="New"), (), "R02: its note is replaced"),
        (Answer(answer="yes"), Answer(answer="na"), (), "R02: Yes becomes N/A"),
        (Answer(answer="yes"), Answer(answer="yes", note="New", source="both"), ("source",), ""),
    ],
)
def test_what_goes_is_said(held, typed, said, sentence):
    assert told(held, typed, said) == sentence
