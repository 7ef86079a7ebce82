"""The words that people read: translation, typography and the formats of dates, hours and numbers. No Qt.

English stands in the source; French is complete and the default. Every displayed string goes through ``tr`` or
``trn``, which also set it in the typography of the language.
"""

from .catalogue import LANGUAGES, current, mark, tr, trn, use
from .formats import date_long, date_short, decimal, duration, file_size, hour, integer, percent, weekday_date
from .typography import typeset

__all__ = [
    "LANGUAGES",
    "current",
    "date_long",
    "date_short",
    "decimal",
    "duration",
    "file_size",
    "hour",
    "integer",
    "mark",
    "percent",
    "tr",
    "trn",
    "typeset",
    "use",
    "weekday_date",
]
