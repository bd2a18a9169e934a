"""X1: no cell of a table that leaves is taken for a formula."""

import csv
import io

import pytest

from fjidesk.cells import csv_bytes, guarded

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1", '=HYPERLINK("x","y")']


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_reckon_out_is_shown_as_it_is(text):
    assert guarded(text) == f"'{text}"
    (row,) = csv.reader(io.StringIO(csv_bytes([(1, text)]).decode("utf-8-sig"), newline=""))
    assert row == ["1", f"'{text}"]


@pytest.mark.parametrize("text", ["", "HB-01", "a=b", "it's", "łódź ŵy", "3-4"])
def test_other_texts_and_numbers_are_left_alone(text):
    assert guarded(text) == text
    assert list(csv.reader(io.StringIO(csv_bytes([(-3, text)]).decode("utf-8-sig"), newline=""))) == [["-3", text]]
