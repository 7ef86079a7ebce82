"""What every PDF shares: embedded fonts, text that fits its box, codes drawn as vectors, titles and languages."""

from .codes import QrCode, qr_code
from .fitting import SetText, fit_text
from .fonts import BOLD, MEDIUM, REGULAR, SEMI_BOLD, characters_without_glyph, use_fonts
from .listing import Group, draw_listing
from .pages import (
    INK,
    LINE,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QUIET_INK,
    SHADE,
    draw_fitted,
    draw_footer,
    paginate,
    row_height,
    set_fitted,
)
from .pdf_file import PdfPart, new_canvas, pdf_part

__all__ = [
    "BOLD",
    "INK",
    "LINE",
    "MARGIN",
    "MEDIUM",
    "PAGE_HEIGHT",
    "PAGE_WIDTH",
    "QUIET_INK",
    "REGULAR",
    "SEMI_BOLD",
    "SHADE",
    "Group",
    "PdfPart",
    "QrCode",
    "SetText",
    "characters_without_glyph",
    "draw_fitted",
    "draw_footer",
    "draw_listing",
    "fit_text",
    "new_canvas",
    "paginate",
    "pdf_part",
    "qr_code",
    "row_height",
    "set_fitted",
    "use_fonts",
]
