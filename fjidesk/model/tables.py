"""Comma-separated tables from people: read strictly, refused with the line."""

import csv
import io
from collections.abc import Iterator, Sequence

from fjidesk.errors import TableRefused
from fjidesk.model.counts import count

_CSV_FAULTS = {
    "unexpected end of data": "a quotation mark is opened there and never closed",
    "',' expected after '\"'": "a quotation mark inside a quoted cell is not doubled",
}


def rows(
    data: bytes, file: str, needed: Sequence[str], optional: Sequence[str] | None
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row of a table with the line that it begins on, the values stripped of space at both ends.

    Args:
        data: UTF-8, with or without a byte order mark.
        file: the name to put into a refusal.
        needed: columns that must be there.
        optional: columns that may be there; None allows any.

    Raises:
        TableRefused: bad encoding, a wrong header, a row of another length.
    """
    reader = csv.reader(io.StringIO(_text(data, file), newline=""), strict=True)
    line = 1
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, file, needed, optional)
        line = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                if len(row) != len(header):
                    raise TableRefused(
                        file, line, f"it has {count(len(row), 'cell')} where the header has {len(header)}"
                    )
                yield line, {name: cell.strip() for name, cell in zip(header, row, strict=True)}
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableRefused(file, line, _CSV_FAULTS.get(str(error), f"it is not a row of a table: {error}")) from error


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableRefused(
            file, _line(error.object, error.start), "the file is not UTF-8 text; save it as CSV UTF-8"
        ) from error
    if "\0" in text:
        raise TableRefused(
            file, _line(data, data.index(0)), "it holds a NUL character, which no text has; save it as CSV UTF-8"
        )
    return text


def _line(data: bytes, place: int) -> int:
    """Return the line, from 1, that a byte is on, whichever way the lines end."""
    return len((data[:place] + b".").splitlines())


def _check_header(header: list[str], file: str, needed: Sequence[str], optional: Sequence[str] | None) -> None:
    if not header:
        raise TableRefused(file, 1, f"the header is missing; it begins with {','.join(needed)}")
    missing = [name for name in needed if name not in header]
    if missing:
        raise TableRefused(file, 1, f"the header lacks {', '.join(missing)}; it needs {','.join(needed)}")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise TableRefused(file, 1, f"the header names {', '.join(twice)} twice")
    unknown = [] if optional is None else [name for name in header if name not in (*needed, *optional)]
    if unknown:
        raise TableRefused(file, 1, f"the header has an unknown column {unknown[0] or '(without a name)'}")
