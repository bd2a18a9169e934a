"""Rows of the typed tables back to the bodies that they came from."""

from typing import Any, TypeVar

import msgspec

from fjidesk.model.records import Body

COLUMN = {"case": "case_ref"}  # CASE is a word of SQL
_JSON = {"facts", "reasons"}
T = TypeVar("T", bound=Body)


def body(hint: type[T], row: dict[str, Any]) -> T:
    """Return a typed table's row as the body it came from."""
    value = {field: row[COLUMN.get(field, field)] for field in hint.__struct_fields__}
    value |= {field: msgspec.json.decode(value[field]) for field in _JSON & value.keys()}
    return msgspec.convert(value, hint, strict=False)


def storable(text: str) -> str:
    """Return a text that a column takes: what is no character, as in the name of a file of any bytes, is spelt out."""
    return text.encode("utf-8", "backslashreplace").decode()
