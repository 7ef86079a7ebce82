"""The big card of a verdict, painted: band, name, tiles or passages, and the row of actions. It stays until the next.

Everything is laid out again for each size, so that a name of 200 letters or a window of 683 × 384 loses no word of the
name: what gives way first is the air, then the tiles, then the facts.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...language import tr
from ..shell.theme import theme
from .deed_button import DeedButton
from .metrics import COMPACT, ROOMY, TIGHT, Metrics
from .pen import Pen, keycap_width, letters, shortened, text_width, wrapped
from .views import Card, Fact, Passage, Tile

#: (size, lines) tried in turn for a name, after the size of the density: 48 on one line, then two lines at 44…
_NAME_STEPS = ((48, 1), (44, 2), (36, 2), (30, 3), (24, 4), (20, 6), (16, 99))


@dataclass(frozen=True, slots=True)
class NameSetting:
    """How a name is set: font, height of a line in pixels, its lines."""

    font: QFont
    line: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return self.line * len(self.lines)


class PersonCard(QWidget):
    """Shows one ``Card``; ``deed_chosen`` carries the name of the button pressed."""

    deed_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: Card | None = None
        self._metrics = ROOMY
        self._buttons: list[DeedButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        theme().changed.connect(self._arrange)

    @property
    def card(self) -> Card | None:
        """The card on show."""
        return self._card

    @property
    def buttons(self) -> list[DeedButton]:
        """The actions of the card, in reading order."""
        return list(self._buttons)

    def show_card(self, card: Card) -> None:
        """Replace what is on show at once."""
        self._card = card
        self.setAccessibleName(card.spoken)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for deed in card.deeds:
            button = DeedButton(deed, self)
            button.clicked.connect(lambda _checked=False, name=deed.name: self.deed_chosen.emit(name))
            button.show()
            self._buttons.append(button)
        self._arrange()

    def set_metrics(self, metrics: Metrics) -> None:
        """The density that the page chose for the window."""
        self._metrics = metrics
        self._arrange()

    def name_setting(self) -> NameSetting:
        """How the name of the card is set at the present size."""
        assert self._card is not None
        return self._set_name(self._density())

    def words_bottom(self) -> float:
        """Where the name and the line under it end, in pixels from the top."""
        m, px, setting = self._density(), theme().px, self.name_setting()
        lines = len(self._line_of_work(m)) * px(m.line_height)
        return px(m.band) + 1 + px(m.name_top) + setting.height + px(6) + lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._card is None:
            return
        painter = QPainter(self)
        pen, px, m = Pen(painter), theme().px, self._density()
        box = QRectF(self.rect())
        pen.frame(box, px(16), "surface", "border")
        self._paint_band(pen, m, box)
        y = float(px(m.band) + 1 + px(m.name_top))
        y = self._paint_name(pen, m, y)
        room = self._foot_top() - y
        if self._card.tiles and room >= self._tiles_height(m) + px(4):
            y = self._paint_tiles(pen, m, y)
        elif self._card.tiles:
            y = self._paint_tiles_as_facts(pen, m, y, room)
        if self._card.passages and room >= len(self._card.passages) * px(m.passage) + px(m.what_top):
            y = self._paint_passages(pen, m, y)
        if self._card.facts and self._foot_top() - y >= px(24 + 22):
            self._paint_facts(pen, m, y + px(22))
        self._paint_hint(pen, m)
        painter.end()

    # layout ---------------------------------------------------------------------------------------------------------

    def _density(self) -> Metrics:
        """The page's density, or a closer one when this card holds too much for the room it has."""
        for metrics in (self._metrics, COMPACT, TIGHT):
            if metrics.band <= self._metrics.band and self._needs(metrics) <= self.height():
                return metrics
        return TIGHT if self._metrics.band > TIGHT.band else self._metrics

    def _needs(self, m: Metrics) -> float:
        """Height in pixels of everything at a density."""
        assert self._card is not None
        px = theme().px
        height = px(m.band) + px(m.name_top) + self._set_name(m).height + px(4) + px(m.deed) + px(m.foot) + px(8)
        height += len(self._line_of_work(m)) * px(m.line_height)
        if self._card.tiles:
            height += self._tiles_height(m)
        if self._card.passages:
            height += px(m.what_top) + len(self._card.passages) * px(m.passage) + 2
        if self._card.facts:
            height += px(22 + 28)
        return height

    def _set_name(self, m: Metrics) -> NameSetting:
        assert self._card is not None
        px, name = theme().px, self._card.name
        width = max(40.0, self.width() - 2 * px(m.pad) - 2)
        steps = ((m.name_size, 1), *((size, lines) for size, lines in _NAME_STEPS if size < m.name_size))
        for size, most in steps:
            font = letters(size, 700, tracking=-1.2 * size / 64)
            lines = wrapped(name, font, width)
            if len(lines) <= most:
                break
        ratio = m.name_line / m.name_size if len(lines) == 1 else 1.15
        return NameSetting(font, round(px(size) * ratio), tuple(lines))

    def _line_of_work(self, m: Metrics) -> list[str]:
        """Function and organisation, on two lines at most."""
        assert self._card is not None
        font = letters(m.line_size)
        width = max(40.0, self.width() - 2 * theme().px(m.pad) - 2)
        lines = wrapped(self._card.line, font, width)
        return lines if len(lines) <= 2 else [lines[0], shortened(" ".join(lines[1:]), font, width)]

    def _arrange(self) -> None:
        if self._card is None:
            return
        m, px = self._density(), theme().px
        width = self.width() - 2 * px(m.pad) - 2
        gap = px(12)
        size, fullness = next(
            (
                (size, fullness)
                for size, fullness in ((m.deed_font, 2), (m.deed_font, 1), (14, 1), (14, 0), (13, 0))
                if sum(b.width_at(size, fullness) for b in self._buttons) + gap * (len(self._buttons) - 1) <= width
            ),
            (13, 0),
        )
        x, right = float(px(m.pad) + 1), float(self.width() - px(m.pad) - 1)
        for button in self._buttons:
            button.set_density(m.deed, size, fullness)
            hint = button.sizeHint()
            wide = min(hint.width(), max(px(60), round(right - x)))
            left = right - wide if button.deed.trailing else x
            button.setGeometry(round(left), round(self._foot_top()), wide, hint.height())
            if button.deed.trailing:
                right = left - gap
            else:
                x = left + wide + gap
        self.update()

    def _foot_top(self) -> float:
        m, px = self._density(), theme().px
        return self.height() - px(m.foot) - px(m.deed) - 1

    def _tiles_height(self, m: Metrics) -> float:
        px = theme().px
        assert self._card is not None
        if self._worded:
            font = letters(min(22, m.tile_value), 600)
            lines = max(len(wrapped(t.value, font, w - 2 * px(18) - 2)) for t, w in self._tile_widths(m))
            return (
                px(m.what_top) + 2 * px(m.tile_pad) + px(22) + px(6) + lines * px(min(22, m.tile_value) * 30 / 22) + 4
            )
        note = px(28) if any(tile.note for tile in self._card.tiles) else 0
        return px(m.tiles_top) + 2 * px(m.tile_pad) + px(22) + px(6) + px(m.tile_value * 38 / 30) + note + 4

    def _tile_widths(self, m: Metrics) -> list[tuple[Tile, float]]:
        assert self._card is not None
        px, tiles = theme().px, self._card.tiles
        width = self.width() - 2 * px(m.pad) - 2
        if self._worded:
            share = (width - px(16) * (len(tiles) - 1)) / len(tiles)
            return [(tile, share) for tile in tiles]
        share = (width - 2 * px(16)) / 3.1  # three columns, the first a tenth wider, whatever their number
        return [(tile, share * (1.1 if index == 0 else 1.0)) for index, tile in enumerate(tiles)]

    @property
    def _worded(self) -> bool:
        """Whether the tiles hold sentences (a refusal) rather than short values."""
        assert self._card is not None
        return any(tile.sentence or tile.tone == "danger" for tile in self._card.tiles)

    # painting -------------------------------------------------------------------------------------------------------

    def _paint_band(self, pen: Pen, m: Metrics, box: QRectF) -> None:
        assert self._card is not None
        card, px = self._card, theme().px
        band = QRectF(box.left() + 1, box.top() + 1, box.width() - 2, px(m.band))
        ink = f"on-{card.tone}"
        pen.painter.save()
        pen.clip_round(box.adjusted(1, 1, -1, -1), px(16) - 1)
        pen.fill(band, f"{card.tone}-solid")
        pen.painter.restore()
        x = band.left() + px(m.pad) - px(4)
        pen.icon(x, band.center().y() - px(m.band_icon) / 2, card.icon, m.band_icon, ink)
        x += px(m.band_icon) + px(24 if m is not TIGHT else 12)
        right = band.right() - px(m.pad)
        for size in (m.band_font, 32, 28, 24, 20, 18, 16):
            font = letters(size, 600, tracking=-0.01 * size)
            needed = text_width(card.words, font) + text_width(card.aside, font) + px(16)
            if size <= m.band_font and needed <= right - x:
                break
        pen.middle(right, band, card.aside, font, ink, right=True)
        pen.middle(x, band, shortened(card.words, font, right - x - text_width(card.aside, font) - px(8)), font, ink)

    def _paint_name(self, pen: Pen, m: Metrics, y: float) -> float:
        px, setting = theme().px, self._set_name(m)
        x = px(m.pad) + 1
        for line in setting.lines:
            pen.text(x, y, setting.line, line, setting.font, "text")
            y += setting.line
        if len(setting.lines) > 1:
            y += px(4)
        y += px(2)
        for line in self._line_of_work(m):
            pen.text(x, y, px(m.line_height), line, letters(m.line_size), "text-2")
            y += px(m.line_height)
        return y

    def _paint_tiles(self, pen: Pen, m: Metrics, y: float) -> float:
        px = theme().px
        top = px(m.what_top if self._worded else m.tiles_top)
        height = self._tiles_height(m) - top
        x = float(px(m.pad) + 1)
        for tile, width in self._tile_widths(m):
            self._paint_tile(pen, m, tile, QRectF(x, y + top, width, height))
            x += width + px(16)
        return y + top + height

    def _paint_tile(self, pen: Pen, m: Metrics, tile: Tile, box: QRectF) -> None:
        px = theme().px
        kind = tile.tone.startswith("k-")
        fill = f"{tile.tone}-soft" if tile.tone else "sunken"
        edge = fill if kind else (f"{tile.tone}-line" if tile.tone else "border")
        pen.frame(box, px(12), fill, edge)
        ink = f"{tile.tone}-fg" if kind else "text"
        x, y, inner = box.left() + px(18) + 1, box.top() + px(m.tile_pad) + 1, box.width() - 2 * px(18) - 2
        pen.icon(x, y + px(2), tile.icon, 18, ink if kind else "text-2")
        label = letters(16 if m is not TIGHT else 13, 500)
        pen.text(x + px(26), y, px(22), shortened(tile.label, label, inner - px(26)), label, ink if kind else "text-2")
        y += px(22) + px(6)
        size = min(22, m.tile_value) if self._worded else m.tile_value
        if self._worded:
            for line in wrapped(tile.value, letters(size, 600), inner):
                pen.text(x, y, px(size * 30 / 22), line, letters(size, 600), ink)
                y += px(size * 30 / 22)
            return
        self._paint_value(pen, tile.value, QRectF(x, y, inner, px(size * 38 / 30)), size, ink)
        y += px(size * 38 / 30) + px(2)
        note = letters(18 if m is not TIGHT else 13)
        cap = keycap_width(tile.note_key, 14) + px(8) if tile.note_key else 0.0
        width = pen.text(x, y, px(26), shortened(tile.note, note, inner - cap), note, "text-2")
        if tile.note_key:
            pen.keycap(x + width + px(8), QRectF(x, y, 1, px(26)), tile.note_key, size=14)

    @staticmethod
    def _paint_value(pen: Pen, words: str, box: QRectF, size: float, ink: str) -> None:
        """The big words of a tile: smaller when they are long, on two lines when they are longer still."""
        for font in (letters(size, 600, tracking=-0.3), letters(max(16, size * 2 / 3), 600)):
            if text_width(words, font) <= box.width():
                pen.text(box.left(), box.top(), box.height(), words, font, ink)
                return
        small = letters(max(13, size * 0.53), 600)
        lines = wrapped(words, small, box.width())
        shown = lines if len(lines) <= 2 else [lines[0], shortened(" ".join(lines[1:]), small, box.width())]
        for place, line in enumerate(shown):
            pen.text(box.left(), box.top() + place * box.height() / 2, box.height() / 2, line, small, ink)

    def _paint_tiles_as_facts(self, pen: Pen, m: Metrics, y: float, room: float) -> float:
        """In a window too low for tiles their values stand on lines of text."""
        px = theme().px
        assert self._card is not None
        font, width = letters(14, 500), self.width() - 2 * px(m.pad) - 2
        if self._worded:
            words = [line for tile in self._card.tiles for line in wrapped(tile.value, font, width)]
        else:
            parts = [
                tr("{label}: {value}", label=t.label, value=", ".join(p for p in (t.value, t.note) if p)) + _cap(t)
                for t in self._card.tiles
            ]
            words = wrapped("  ·  ".join(parts), font, width)
        for line in words[: max(0, int((room - px(4)) // px(20)))]:
            pen.text(px(m.pad) + 1, y + px(4), px(20), line, font, "text")
            y += px(20)
        return y + px(4)

    def _paint_passages(self, pen: Pen, m: Metrics, y: float) -> float:
        assert self._card is not None
        px, passages = theme().px, self._card.passages
        box = QRectF(
            px(m.pad) + 1, y + px(m.what_top), self.width() - 2 * px(m.pad) - 2, len(passages) * px(m.passage) + 2
        )
        pen.painter.save()
        pen.clip_round(box, px(12))
        for index, passage in enumerate(passages):
            line = QRectF(box.left(), box.top() + 1 + index * px(m.passage), box.width(), px(m.passage))
            if passage.tone == "success":
                pen.fill(line, "success-soft")
            if index:
                pen.line(line.left(), line.right(), line.top())
            self._paint_passage(pen, m, passage, line)
        pen.painter.restore()
        pen.frame(box, px(12), None, "border")
        return box.bottom()

    def _paint_passage(self, pen: Pen, m: Metrics, passage: Passage, box: QRectF) -> None:
        px = theme().px
        size = 20 if m is not TIGHT else 14
        x = box.left() + px(18) + 1
        pen.icon(
            x, box.center().y() - px(12), passage.icon, 24, "success-mark" if passage.tone == "success" else "text-3"
        )
        x += px(24) + px(16)
        pen.middle(x, box, passage.hour, letters(size, 600), "text")
        x += px(84 if m is not TIGHT else 60) + px(16)
        right = box.right() - px(18) - 1
        small = letters(16 if m is not TIGHT else 13)
        spare = right - x - text_width(passage.desk, letters(size, 600)) - text_width(passage.words, letters(size))
        for aside in (passage.aside, passage.aside.rpartition(" · ")[2]):  # without who noted it where both do not fit
            if aside and text_width(aside, small) + px(32) <= spare:
                pen.middle(right, box, aside, small, "text-2", right=True)
                right -= text_width(aside, small) + px(16)
                break
        desk = shortened(passage.desk, letters(size, 600), (right - x) * 0.6)
        x += pen.middle(x, box, desk, letters(size, 600), "text") + px(16)
        pen.middle(x, box, shortened(passage.words, letters(size), right - x), letters(size), "text-2")

    def _paint_facts(self, pen: Pen, m: Metrics, y: float) -> None:
        assert self._card is not None
        px = theme().px
        x = float(px(m.pad) + 1)
        for fact in self._card.facts:
            box = QRectF(x, y, 1, px(28))
            width = self._fact_width(fact)
            if x > px(m.pad) + 1 and x + width > self.width() - px(m.pad):
                break
            if fact.code:
                x += pen.chip(x, box, fact.code, fact.tone or "k-defis", 28, 15, 40) + px(8)
            elif fact.icon:
                pen.icon(x, y + px(4), fact.icon, 20, "text-2")
                x += px(20) + px(8)
            font = letters(18, 600 if fact.code else 400)
            words = shortened(fact.words, font, self.width() - px(m.pad) - x)
            x += pen.middle(x, box, words, font, "text" if fact.code else "text-2") + px(24)

    @staticmethod
    def _fact_width(fact: Fact) -> float:
        lead = theme().px(48 if fact.code else 28 if fact.icon else 0)
        return lead + text_width(fact.words, letters(18, 600 if fact.code else 400))

    def _paint_hint(self, pen: Pen, m: Metrics) -> None:
        assert self._card is not None
        px, font = theme().px, letters(18)
        used = max((b.geometry().right() for b in self._buttons if not b.deed.trailing), default=px(m.pad))
        right = self.width() - px(m.pad) - 1
        if any(b.deed.trailing for b in self._buttons) or right - used < text_width(self._card.hint, font) + px(16):
            return
        pen.middle(right, QRectF(0, self._foot_top(), 1, px(m.deed)), self._card.hint, font, "text-2", right=True)


def _cap(tile: Tile) -> str:
    return f" ({tile.note_key})" if tile.note_key else ""
