"""Everything that travels, under one name: hand over and bring in."""

from fjidesk.desk.bringing_in import FileOutcome, Inspected, bring_in, inspect, look, open_pack
from fjidesk.desk.handing_over import Travels, export, pack, receipt, relay, travels
from fjidesk.desk.planned import Row, rows
from fjidesk.desk.sending import Exported
from fjidesk.desk.sharing import concerning
from fjidesk.desk.watching import Watch

__all__ = [
    "Exported",
    "FileOutcome",
    "Inspected",
    "Row",
    "Travels",
    "Watch",
    "bring_in",
    "concerning",
    "export",
    "inspect",
    "look",
    "open_pack",
    "pack",
    "receipt",
    "relay",
    "rows",
    "travels",
]
