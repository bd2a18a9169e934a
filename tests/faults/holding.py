"""What a desk holds, to be compared before and after."""

FREE = {"refusal", "access"}  # what says that something was tried
COUNTS = {"written", "access-idle"}  # settings that count transactions


def tables(desk):
    """Return every row of every table, but of those that only say what was tried."""
    found = {name: [tuple(row.values()) for row in desk.db.table(name).rows] for name in desk.db.table_names()}
    found["setting"] = [row for row in found["setting"] if row[0] not in COUNTS]
    return {name: rows for name, rows in found.items() if name not in FREE}
