"""The card of one theme on the page of scores: a button that fills the lower half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from fjidesk.ui.below import sentence, shown
from fjidesk.ui.pages.evidence_list import JUDGEMENTS, in_words
from fjidesk.ui.parts import paint
from fjidesk.ui.parts.bars import stars
from fjidesk.ui.parts.pressing import entered
from fjidesk.ui.words import said, short

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QPainter, QPaintEvent

    from fjidesk.model.framework import Framework
    from fjidesk.model.framework import Theme as Topic
    from fjidesk.model.score import SectionScore, ThemeScore
    from fjidesk.ui.theme import Theme

_PAD = 15
_SECTION = 20  # px a section's line


class ThemeCard(QAbstractButton):
    """Percent, descriptor and stars, counts, place on the scale, and the sections."""

    def __init__(self, theme: Theme, framework: Framework, topic: Topic, key: str) -> None:
        super().__init__()
        self._theme = theme
        self._framework = framework
        self._topic = topic
        self._key = key
        self._score: ThemeScore | None = None
        self._evidence: Mapping[str, int] = {}
        self._sections = {section.id: shown(section.title) for section in framework.sections}
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def topic(self) -> Topic:
        """Return the theme of the framework."""
        return self._topic

    def show_score(self, score: ThemeScore | None) -> None:
        """Show a score."""
        self._score = score
        self.setAccessibleName(f"{shown(self._topic.title)}. {self.words()}")
        self.updateGeometry()
        self.update()

    def show_evidence(self, judgements: Mapping[str, int]) -> None:
        """Show how much evidence of each judgement there is, for a theme without a score."""
        self._evidence = judgements
        self.setAccessibleName(f"{shown(self._topic.title)}. {self.words()}")
        self.update()

    def words(self) -> str:
        """Return the score as a sentence."""
        score = self._score
        if score is None or not self._topic.scored:
            return f"{said('scores.no_score_by_moderation')}. {in_words(self._evidence)}"
        if score.percent is None:
            return f"{sentence(score.descriptor)}. {said('scores.none_applicable')}"
        best = max(band.stars for band in self._framework.bands)
        return said(
            "scores.spoken",
            percent=score.percent,
            descriptor=sentence(score.descriptor),
            stars=said("scores.stars", given=score.stars or 0, out_of=best),
            counts=said("scores.of_applicable", yes=score.yes, count=score.applicable),
        )

    def event(self, event: QEvent) -> bool:
        return entered(self, event) or super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(
            self._theme.px(240), self._theme.px(_PAD + 38 + 66 + 56 + 14 + _SECTION * len(self._sections) + 10)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(180), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = paint.on(self)
        chosen = self.isChecked()
        rect = self.rect().adjusted(3, 3, -3, -3)
        fill = "nav" if self.underMouse() and not chosen else "surface"
        line = "accent" if chosen else "hair"
        paint.box(painter, rect, theme.px(8), theme.colour(fill), theme.colour(line), 1.5 if chosen else 1)
        if self.hasFocus():
            paint.ring(painter, rect, theme.px(8), theme)
        inside = rect.adjusted(theme.px(_PAD), theme.px(11), -theme.px(_PAD), 0)
        title = QRect(inside.left(), inside.top(), inside.width(), theme.px(38))
        paint.words(
            painter, title, f"{self._key}  {shown(self._topic.title)}", theme, "body_strong", "ink", paint.WRAPPED
        )
        body = QRect(inside.left(), title.bottom() + 1, inside.width(), inside.height())
        if self._score is None or not self._topic.scored or self._score.percent is None:
            self._paint_none(painter, body)
            return
        self._paint_score(painter, body, self._score)
        top = body.top() + theme.px(124)
        painter.fillRect(body.left(), top, body.width(), 1, theme.colour("hair"))
        for place, section in enumerate(self._score.sections):
            line_rect = QRect(body.left(), top + theme.px(7 + _SECTION * place), body.width(), theme.px(_SECTION))
            self._paint_section(painter, line_rect, section)

    def _paint_none(self, painter: QPainter, body: QRect) -> None:
        theme = self._theme
        scored = self._topic.scored
        word = shown(self._framework.not_rated) if scored else said("scores.no_score")
        more = said("scores.none_applicable") if scored else said("scores.by_moderation")
        paint.words(painter, QRect(body.left(), body.top(), body.width(), theme.px(34)), word, theme, "screen")
        below = QRect(body.left(), body.top() + theme.px(38), body.width(), theme.px(40))
        paint.words(painter, below, more, theme, "body", "ink2", paint.WRAPPED)
        if not scored:
            self._paint_evidence(painter, body.adjusted(0, theme.px(131), 0, 0))

    def _paint_evidence(self, painter: QPainter, body: QRect) -> None:
        """Draw a bar and a count for each judgement, as long as the most frequent one allows."""
        theme = self._theme
        names = {name: said(f"judgement.{name}") for name in JUDGEMENTS}
        label = max(theme.metrics("caption").horizontalAdvance(name) for name in names.values()) + theme.px(8)
        most = max((self._evidence.get(name, 0) for name in JUDGEMENTS), default=0)
        for place, (name, word) in enumerate(names.items()):
            line = QRect(body.left(), body.top() + theme.px(_SECTION * place), body.width(), theme.px(_SECTION))
            count = self._evidence.get(name, 0)
            paint.words(painter, line, word, theme, "caption", "ink2")
            paint.words(painter, line, str(count), theme, "caption_strong", "ink", paint.RIGHT)
            length = line.width() - label - theme.px(34)
            bar = QRect(line.left() + label, line.center().y() - theme.px(3), length, theme.px(7))
            paint.trough(painter, bar, theme)
            if most:
                own = QRect(bar.topLeft(), QSize(length * count // most, bar.height()))
                painter.fillRect(own, theme.colour("accent_line"))

    def _paint_score(self, painter: QPainter, body: QRect, score: ThemeScore) -> None:
        theme = self._theme
        percent = f"{score.percent}%"
        span = theme.metrics("score").horizontalAdvance(percent)
        figure = QRect(body.left(), body.top(), span + 6, theme.px(40))
        paint.words(painter, figure, percent, theme, "score")
        left = figure.right() + theme.px(6)
        upper = QRect(left, body.top() + theme.px(2), body.right() - left, theme.px(18))
        paint.words(painter, upper, sentence(score.descriptor), theme, "card_title")
        best = max(band.stars for band in self._framework.bands)
        row = body.top() + theme.px(29)
        edge = stars(painter, left, row, theme, score.stars or 0, best)
        words = said("scores.stars", given=score.stars or 0, out_of=best)
        place = QRect(edge + theme.px(4), row - theme.px(9), body.right() - edge, theme.px(18))
        paint.words(painter, place, words, theme, "caption", "ink2")
        counts = said("scores.of_applicable", yes=score.yes, count=score.applicable)
        line = QRect(body.left(), body.top() + theme.px(45), body.width() + theme.px(10), theme.px(20))
        paint.words(painter, line, counts, theme, "caption", "ink2")
        self._paint_scale(painter, QRect(body.left(), body.top() + theme.px(78), body.width(), theme.px(6)), score)

    def _paint_scale(self, painter: QPainter, rect: QRect, score: ThemeScore) -> None:
        """Draw the zones of the bands, the score's own filled, a dot where the score stands, the edges in figures."""
        theme = self._theme
        for band in self._framework.bands:
            start = rect.left() + rect.width() * band.floor // 100
            end = rect.left() + rect.width() * min(100, band.ceiling + 1) // 100
            own = band.floor <= (score.percent or 0) <= band.ceiling
            zone = QRect(start, rect.top(), end - start - 2, rect.height())
            if own:
                painter.fillRect(zone, theme.colour("accent_line"))
            else:
                paint.trough(painter, zone, theme)
            if band.floor:
                edge = QRect(start - theme.px(14), rect.bottom() + theme.px(3), theme.px(28), theme.px(16))
                paint.words(painter, edge, str(band.floor), theme, "caption", "ink2", paint.CENTRE)
        place = QPointF(rect.left() + rect.width() * (score.percent or 0) / 100, rect.center().y() + 0.5)
        painter.setPen(QPen(theme.colour("surface"), 2))
        painter.setBrush(theme.colour("ink"))
        painter.drawEllipse(place, theme.px(6), theme.px(6))

    def _paint_section(self, painter: QPainter, rect: QRect, section: SectionScore) -> None:
        theme = self._theme
        name = short(self._sections[section.id])
        widest = max(theme.metrics("caption").horizontalAdvance(short(text)) for text in self._sections.values())
        label = widest + theme.px(8)
        paint.words(painter, rect, name, theme, "caption", "ink2")
        if section.percent is None:
            rest = rect.adjusted(label, 0, 0, 0)
            paint.words(painter, rest, said("scores.no_scored"), theme, "caption", "ink3")
            return
        counts = f"{section.yes:,}/{section.applicable:,}"
        wide = theme.metrics("caption").horizontalAdvance("888/888") + theme.px(4)
        share = theme.metrics("caption_strong").horizontalAdvance("100%") + theme.px(6)
        paint.words(painter, rect, counts, theme, "caption", "ink2", paint.RIGHT)
        percent = rect.adjusted(0, 0, -wide - theme.px(4), 0)
        paint.words(painter, percent, f"{section.percent}%", theme, "caption_strong", "ink", paint.RIGHT)
        left = rect.left() + label
        length = rect.right() - wide - share - theme.px(8) - left
        bar = QRect(left, rect.center().y() - theme.px(3), length, theme.px(7))
        paint.trough(painter, bar, theme)
        painter.fillRect(
            QRect(bar.topLeft(), QSize(length * section.percent // 100, bar.height())), theme.colour("yes_fill")
        )
