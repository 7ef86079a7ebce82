"""Tables that people bring: CSV in any dress, workbooks, and the recognition of their columns.

What the imports of people and of challenges share. It knows nothing of the event: it reads a file into a ``Table`` of
plain texts, finds the header, and says which column holds which field of a ``Vocabulary``.
"""

from .columns import Column, ColumnState, Mapping, map_columns, mapping_from_json, signature
from .items import items
from .outcome import Duplicate, Flag, Outcome, counted, import_document
from .reading import read_table
from .table import DelimiterChoice, EncodingChoice, Row, Table, TableNote
from .vocabulary import Field, Vocabulary, headings

__all__ = [
    "Column",
    "ColumnState",
    "DelimiterChoice",
    "Duplicate",
    "EncodingChoice",
    "Field",
    "Flag",
    "Mapping",
    "Outcome",
    "Row",
    "Table",
    "TableNote",
    "Vocabulary",
    "counted",
    "headings",
    "import_document",
    "items",
    "map_columns",
    "mapping_from_json",
    "read_table",
    "signature",
]
