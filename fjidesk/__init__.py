"""fjidesk: offline case reading for full joint inspections of youth offending work."""

__version__ = "0.1.0"
