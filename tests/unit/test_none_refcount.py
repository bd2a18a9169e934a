"""PySide6 6.12.0 on Python 3.11 loses one reference to None with every call that returns nothing, and aborts in use."""

import sys

from PySide6.QtCore import QObject

CALLS = 1_000


def test_calls_that_return_nothing_keep_the_count_of_none():
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert sys.getrefcount(None) >= before - CALLS // 10  # from 3.12 on None is immortal and the count stands still
