"""Inter, embedded in every PDF: Latin with all European accents, Greek and Cyrillic, and the narrow no-break space."""

from __future__ import annotations

from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ..resources import resource

REGULAR = "Inter"
MEDIUM = "Inter-Medium"
SEMI_BOLD = "Inter-SemiBold"
BOLD = "Inter-Bold"

_FILES = {
    REGULAR: "Inter_400Regular.ttf",
    MEDIUM: "Inter_500Medium.ttf",
    SEMI_BOLD: "Inter_600SemiBold.ttf",
    BOLD: "Inter_700Bold.ttf",
}


@lru_cache(maxsize=1)
def use_fonts() -> None:
    """Make the four weights known to ReportLab, once."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def text_width(text: str, font: str) -> float:
    """The width of ``text`` at one point, in points."""
    use_fonts()
    return float(pdfmetrics.stringWidth(text, font, 1))


def characters_without_glyph(text: str) -> str:
    """The characters of ``text`` that the font cannot draw, each once: another script, an emoji."""
    use_fonts()
    glyphs = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return "".join(dict.fromkeys(char for char in text if ord(char) not in glyphs))
