"""Colours, type and icons, light or dark as the system says; the only reader of the token table."""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer

from fjidesk import resource
from fjidesk.ui.contrast import SHEET, contrasting
from fjidesk.ui.parts.paint import CONTRAST
from fjidesk.ui.tokens import DARK, LIGHT, TYPE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

_FIGURES = re.compile(r"[\d.,:%/ ]*\d[\d.,:%/ ]*")
FONTS = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "InterDisplay-SemiBold")
_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "nav",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "control",
}


class Theme(QObject):
    """The look of the window. Everything that paints asks here.

    Signals:
        changed: the system went from light to dark or back, or the text has another size.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        scale: float = 1.0,
        contrast: Callable[[], Qt.ContrastPreference] | None = None,
    ) -> None:
        super().__init__(app)
        self._contrast = contrast or _preferred
        self._system: QPalette | None = None  # in the place of the system's own palette, for pictures and tests
        self.scale = scale
        self._app = app
        for name in FONTS:
            QFontDatabase.addApplicationFont(str(resource.path(f"fonts/{name}.ttf")))
        self._measure()
        self._drawings: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, int], QPixmap] = {}
        self._colours: dict[str, QColor] = {}
        self.dark = self.high_contrast = False
        self.take(QGuiApplication.styleHints().colorScheme())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.take)
        self._hints = QGuiApplication.styleHints()
        self._hints.accessibility().contrastPreferenceChanged.connect(self._again)

    def _measure(self) -> None:
        self._fonts = {role: self._font(*values) for role, values in TYPE.items()}
        self._tabular = {role: _with_even_digits(font) for role, font in self._fonts.items()}
        self._metrics = {role: QFontMetrics(font) for role, font in self._fonts.items()}

    def resize(self, scale: float) -> None:
        """Take another size of the text; pages are laid out in the size in which they are made."""
        if scale != self.scale:
            self.scale = scale
            self._measure()
            self._again()

    def _again(self) -> None:
        self.take(Qt.ColorScheme.Dark if self.dark else Qt.ColorScheme.Light)

    def take(self, scheme: Qt.ColorScheme) -> None:
        """Take the light or the dark colours."""
        self.dark = scheme == Qt.ColorScheme.Dark
        self.high_contrast = self._system is not None or self._contrast() == Qt.ContrastPreference.HighContrast
        table = DARK if self.dark else LIGHT
        if self.high_contrast:
            self._app.setPalette(QPalette())  # so that the system's own can be read
            table = contrasting(self._system or self._app.palette(), table)
        self._app.setProperty(CONTRAST, self.high_contrast)
        self._colours = {name: QColor(value) for name, value in table.items()}
        self._dress(table)
        self.changed.emit()

    def stand_in(self, system: QPalette | None) -> None:
        """Take high contrast in a palette as a system may have it; None for the system's own look again."""
        self._system = system
        self._again()

    def _dress(self, table: dict[str, str]) -> None:
        """Give the application its style, palette, font and style sheet; each only where it is another one.

        Setting a style sheet takes most of a second, whatever is in it: every widget that lives is polished anew.
        """
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self._colours[name])
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self._colours["ink3"])
        if self._app.palette() != palette:
            self._app.setPalette(palette)
        if self._app.font() != self._fonts["body"]:
            self._app.setFont(self._fonts["body"])
        sizes = {f"px{size}": str(self.px(size)) for size in (2, 3, 4, 5, 6, 7, 8, 10, 12, 18, 22, 28)}
        # one px less on each side, where a border of 2 px stands in the place of one of 1 px
        sizes |= {"in28": str(self.px(28) - 2), **{f"in{size}": str(self.px(size) - 1) for size in (3, 4, 8)}}
        text = resource.text("style/window.qss")
        if self.high_contrast:
            text = text.replace("1px solid", "2px solid") + SHEET
            sizes |= {name.replace("px", "in"): size for name, size in sizes.items() if name.startswith("px")}
        sheet = Template(text).substitute(table, **sizes)
        if self._app.styleSheet() != sheet:
            if not self._app.styleSheet():
                self._app.setStyle("Fusion")  # once: it stays below every sheet
            self._app.setStyleSheet(sheet)

    def _font(self, size: int, weight: int, display: bool) -> QFont:  # noqa: FBT001  (a row of the table)
        font = QFont(["Inter Display" if display else "Inter", "Segoe UI", "sans-serif"])
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def px(self, size: float) -> int:
        """Return a length of the design in pixels at the text size in use."""
        return round(size * self.scale)

    def colour(self, name: str) -> QColor:
        """Return a colour by its token."""
        return self._colours[name]

    def font(self, role: str, text: str = "") -> QFont:
        """Return the font of a role of the type table: with digits of one width for figures.

        Inter widens hyphen, comma and space together with the digits, so text with words in it keeps its own digits.
        """
        return self._tabular[role] if _is_figures(text) else self._fonts[role]

    def metrics(self, role: str) -> QFontMetrics:
        """Return the metrics of a role's font."""
        return self._metrics[role]

    def icon(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return one of the own drawings in a token's colour, ``size`` px at 100%."""
        side = round(self.px(size) * ratio)
        key = (name, self._colours[colour].name(), side, round(ratio * 100))
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, key[1], side, ratio)
        return self._pixmaps[key]

    def _draw(self, name: str, colour: str, side: int, ratio: float) -> QPixmap:
        if name not in self._drawings:
            self._drawings[name] = resource.text(f"icons/{name}.svg")
        drawing = self._drawings[name].replace("currentColor", colour)
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


def _preferred() -> Qt.ContrastPreference:
    hints = QGuiApplication.styleHints()  # kept in hand: what is reached through it is gone with it
    return hints.accessibility().contrastPreference()


def _with_even_digits(font: QFont) -> QFont:
    even = QFont(font)
    even.setFeature(QFont.Tag("tnum"), 1)
    return even


def _is_figures(text: str) -> bool:
    return bool(_FIGURES.fullmatch(text))
