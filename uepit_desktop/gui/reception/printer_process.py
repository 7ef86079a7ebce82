"""Speaks to the system's printers in a process apart from the desk: a driver that hangs or dies takes nothing along.

    python -m uepit_desktop.gui.reception.printer_process --list              names, one a line, the usual one first
    python -m uepit_desktop.gui.reception.printer_process --printer NAME PDF   prints every page of PDF at its real size

Exit status 0 when the system took the pages; 1 with one sentence on standard error when it did not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

_POINTS_PER_INCH = 72
_FINEST_DPI = 600
"""Finer than this, a badge gains nothing and its picture gets heavy."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the process; returns its exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--printer", default="")
    parser.add_argument("--language", default="fr")
    parser.add_argument("--to-file", type=Path, help="a PDF to write instead of a printer")
    parser.add_argument("pdf", nargs="?", type=Path)
    chosen = parser.parse_args(arguments)
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtPrintSupport import QPrinterInfo

    from ...language import use

    use(chosen.language)
    app = QGuiApplication.instance() or QGuiApplication(["uepit"])
    if chosen.list:
        usual = QPrinterInfo.defaultPrinterName()
        names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))
        sys.stdout.buffer.write("".join(f"{name}\n" for name in names).encode())
        status = 0
    else:
        sentence = print_file(chosen.pdf, chosen.printer, chosen.to_file)
        sys.stderr.buffer.write(sentence.encode())
        status = 1 if sentence else 0
    del app
    return status


def print_file(pdf: Path, name: str, to_file: Path | None = None) -> str:
    """Print every page of ``pdf`` at its real size, or smaller when the paper is; "" or the sentence of a refusal."""
    import pypdfium2
    from PySide6.QtCore import QRectF, QSizeF
    from PySide6.QtGui import QImage, QPageSize, QPainter
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    from ...language import tr

    if to_file is not None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(to_file))
    else:
        known = QPrinterInfo.printerInfo(name)
        if known.isNull():
            return tr("The printer “{printer}” is not there.", printer=name)
        if known.state() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
            return tr("The printer “{printer}” reports a fault.", printer=name)
        printer = QPrinter(known, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(tr("Badge"))  # never a name: the list of jobs is seen by others
    printer.setFullPage(True)
    document = pypdfium2.PdfDocument(pdf)
    painter = QPainter()
    try:
        for number in range(len(document)):
            page = document[number]
            width, height = page.get_size()
            size = QPageSize(QSizeF(width, height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
            printer.setPageSize(size)
            if number == 0 and not painter.begin(printer):
                return tr("The printer “{printer}” did not take the badge.", printer=name)
            if number:
                printer.newPage()
            dpi = printer.resolution()
            bitmap = page.render(scale=min(dpi, _FINEST_DPI) / _POINTS_PER_INCH)
            image = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888
            )
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            wide, high = width / _POINTS_PER_INCH * dpi, height / _POINTS_PER_INCH * dpi
            share = min(1.0, paper.width() / wide, paper.height() / high)
            painter.drawImage(QRectF(0, 0, wide * share, high * share), image)
        if not painter.end():
            return tr("The printer “{printer}” did not take the badge.", printer=name)
    finally:
        document.close()
    return ""


if __name__ == "__main__":
    sys.exit(main())
