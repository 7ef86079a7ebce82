"""QR codes as vectors: sharp at any size, small in the file."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from reportlab.pdfgen.canvas import Canvas

QUIET_ZONE = 4
"""Empty modules around a QR, as ISO/IEC 18004 asks."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR: its ``modules`` a side, quiet zone not counted, and its dark runs as (column, row from the top, length)."""

    modules: int
    runs: tuple[tuple[int, int, int], ...]

    def draw(self, canvas: Canvas, x: float, y: float, size: float) -> None:
        """Draw it black, quiet zone included, in the square of ``size`` points whose lower left corner is (x, y)."""
        module = size / (self.modules + 2 * QUIET_ZONE)
        top = self.modules + QUIET_ZONE
        path = canvas.beginPath()
        for column, row, length in self.runs:
            path.rect(x + (column + QUIET_ZONE) * module, y + (top - row - 1) * module, length * module, module)
        canvas.setFillGray(0)
        canvas.drawPath(path, stroke=0, fill=1)


def qr_code(text: str) -> QrCode:
    """The QR of ``text`` at error level M: 15 % of it may be scratched or stained."""
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    runs = []
    for row, line in enumerate(matrix):
        column = 0
        while (start := line.find(1, column)) >= 0:
            column = end if (end := line.find(0, start)) >= 0 else len(line)
            runs.append((start, row, column - start))
    return QrCode(len(matrix), tuple(runs))
