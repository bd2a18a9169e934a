"""The size of the text and the language that are chosen before there is a desk to keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjidesk.ui.words import language, speak

if TYPE_CHECKING:
    from pathlib import Path

    from fjidesk.desk.workspace import Desk
    from fjidesk.model.framework import Language
    from fjidesk.ui.theme import Theme

DRAFT = "first-run.json"  # as desk/first_run.py has it, which is loaded where this file is there


class Before:
    """Keeps them in the file of the first run, and hands them to the desk.

    Attributes:
        size: of the text in percent; None where none was chosen.
        language: None where none was chosen.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.size: int | None = None
        self.language: Language | None = None

    def begin(self, theme: Theme) -> bool:
        """Take what a first run that was left had chosen; True where the language is another now."""
        if not (self._folder / DRAFT).is_file():
            return False
        from fjidesk.desk import first_run

        found = first_run.looks_kept(self._folder)
        self.size, self.language = found.text_size, found.language
        if self.size is not None:
            theme.resize(self.size / 100)
        if self.language is None or self.language == language():
            return False
        speak(self.language)
        return True

    def keep(self, *, size: int | None = None, wanted: Language | None = None) -> None:
        """Keep what was chosen now, also where the program ends at once."""
        from fjidesk.desk import first_run

        found = first_run.looks_kept(self._folder)  # a rehearsal may have been handed what was chosen here
        self.size = size or self.size or found.text_size
        self.language = wanted or self.language or found.language
        first_run.keep_looks(self._folder, first_run.Looks(self.size, self.language))

    def hand_over(self, desk: Desk) -> None:
        """Let the desk keep what was chosen."""
        from fjidesk.desk import looks

        if self.size is not None:
            looks.set_text_size(desk, self.size)
        if self.language is not None:
            looks.set_language(desk, self.language)
        self.size = self.language = None
