"""Nothing that is shown writes where it likes, or reads as something else."""

import pytest

from fjidesk.model.shown import shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("inspector 3", "inspector 3"),
        ("Ysgol Tŷ-gwyn", "Ysgol Tŷ-gwyn"),
        ("one\n\ttwo", "one\n\ttwo"),
        ("\x1b[2Jlead", "<U+001B>[2Jlead"),
        ("a\u202eb\u2066c\u200f", "a<U+202E>b<U+2066>c<U+200F>"),
        ("a\0\r\x9b\ufeff", "a<U+0000><U+000D><U+009B><U+FEFF>"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_what_is_not_seen_is_named(text, said):
    assert shown(text) == said
