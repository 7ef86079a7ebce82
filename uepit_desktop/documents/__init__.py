"""What every PDF shares: embedded fonts, text that fits its box, codes drawn as vectors, titles and languages."""

from .codes import QrCode, qr_code
from .fitting import SetText, fit_text
from .fonts import BOLD, MEDIUM, REGULAR, SEMI_BOLD, characters_without_glyph, use_fonts
from .pdf_file import PdfPart, new_canvas, pdf_part

__all__ = [
    "BOLD",
    "MEDIUM",
    "REGULAR",
    "SEMI_BOLD",
    "PdfPart",
    "QrCode",
    "SetText",
    "characters_without_glyph",
    "fit_text",
    "new_canvas",
    "pdf_part",
    "qr_code",
    "use_fonts",
]
