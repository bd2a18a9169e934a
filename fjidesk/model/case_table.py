"""The sample as a table: one row a case, one column a fact."""

import datetime as dt
import re

from fjidesk.errors import TableRefused
from fjidesk.model.framework import Fact, Framework
from fjidesk.model.records import Case
from fjidesk.model.tables import rows

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,23}")
_REFERENCE_FORM = "a reference is at most 24 letters, digits, dots, hyphens and underscores, such as HB-17"
_LONGEST_NUMBER = 4


def parse(data: bytes, file: str, framework: Framework) -> dict[str, Case]:
    """Read the sample.

    Args:
        data: the table's bytes.
        file: the name to put into a refusal.
        framework: whose facts the columns are; a fact without a column, or an empty cell, is not known yet.

    Raises:
        TableRefused: unknown column or value, a reference twice or of another form, no cases.
    """
    found: dict[str, Case] = {}
    for line, row in rows(data, file, ["reference"], ["slot_minutes", *framework.fact_by_id]):
        reference = row.pop("reference")
        if not _REFERENCE.fullmatch(reference):
            raise TableRefused(file, line, _REFERENCE_FORM)
        if reference in found:
            raise TableRefused(file, line, f"case {reference} stands there twice")
        slot = row.pop("slot_minutes", "") or "0"
        if not _is_number(slot):
            raise TableRefused(file, line, f"slot_minutes is a number of minutes of at most four digits, not {slot}")
        facts = {name: value for name, value in row.items() if value}
        for name, value in facts.items():
            fault = fact_fault(framework.fact_by_id[name], value)
            if fault is not None:
                raise TableRefused(file, line, fault)
        found[reference] = Case(facts=facts, slot_minutes=int(slot))
    if not found:
        raise TableRefused(file, 1, "the table has no cases")
    return found


def fact_fault(fact: Fact, value: str) -> str | None:
    """Return what is wrong with a value of a fact; None where nothing is."""
    if fact.kind == "choice" and value not in fact.value_ids:
        return f"{fact.id} has no value {value}; it is one of {', '.join(fact.value_ids)}"
    if fact.kind == "number" and not _is_number(value):
        return f"{fact.id} is a whole number of at most four digits, not {value}"
    if fact.kind == "date" and not _is_date(value):
        return f"{fact.id} is a date such as 2013-11-18, not {value}"
    return None


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER


def _is_date(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
