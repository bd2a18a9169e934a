"""Comma-separated tables from people: read strictly, refused with the line."""

import csv
import io
from collections.abc import Iterator, Sequence

from fjidesk.errors import TableRefused


def rows(
    data: bytes, file: str, needed: Sequence[str], optional: Sequence[str] | None
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and row of a table, the values stripped of space at both ends.

    Args:
        data: UTF-8, with or without a byte order mark.
        file: the name to put into a refusal.
        needed: columns that must be there.
        optional: columns that may be there; None allows any.

    Raises:
        TableRefused: bad encoding, a wrong header, a row of another length.
    """
    text = _text(data, file)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, file, needed, optional)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                raise TableRefused(file, reader.line_num, f"it has {len(row)} cells where the header has {len(header)}")
            yield reader.line_num, {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    except csv.Error as error:
        raise TableRefused(file, reader.line_num, f"it is not a row of a table: {error}") from error


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TableRefused(file, line, "the file is not UTF-8 text; save it as CSV UTF-8") from error
    if "\0" in text:
        raise TableRefused(file, text[: text.index("\0")].count("\n") + 1, "it holds a NUL character")
    return text


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
