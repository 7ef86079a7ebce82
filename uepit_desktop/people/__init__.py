"""Registered people: import of files, duplicates, search, detail, erasure.

An import is three calls, and the window makes them one step at a time: ``read_people_table(path)`` gives a ``Table``;
``propose_mapping(db, table)`` says which column holds what, and ``Mapping.with_field`` corrects it;
``preview_people(event, table, mapping, Decisions(...))`` decides everything without writing. ``import_people(event,
preview)`` then writes exactly that, in one transaction that one undo takes back.
"""

from ..language import tr
from ..tables import Mapping, Table, mapping_from_json
from .directory import (
    EDITABLE,
    LikelyPair,
    PersonDetail,
    PersonRow,
    WishRow,
    duplicates,
    edit_person,
    erase,
    list_people,
    person_detail,
)
from .fields import PEOPLE
from .found import Found, matched_letters
from .importing import (
    ImportReport,
    find_profile,
    import_people,
    preview_people,
    profiles,
    propose_mapping,
    read_people_table,
    save_profile,
)
from .preview import Choice, Decisions, Duplicate, Outcome, PlannedPerson, Preview, text_of
from .records import Flag
from .report import report_document
from .searching import prepare_search, search


def field_label(field: str) -> str:
    """What the screen calls a field of the mapping, in the language in use: « Vœu n° 2 ». "" for no field."""
    if not field:
        return ""
    known = PEOPLE.by_id[field]
    return tr(known.label, rank=field.rpartition("_")[2]) if field.startswith("wish_") else tr(known.label)


__all__ = [
    "EDITABLE",
    "PEOPLE",
    "Choice",
    "Decisions",
    "Duplicate",
    "Flag",
    "Found",
    "ImportReport",
    "LikelyPair",
    "Mapping",
    "Outcome",
    "PersonDetail",
    "PersonRow",
    "PlannedPerson",
    "Preview",
    "Table",
    "WishRow",
    "duplicates",
    "edit_person",
    "erase",
    "field_label",
    "find_profile",
    "import_people",
    "list_people",
    "mapping_from_json",
    "matched_letters",
    "person_detail",
    "prepare_search",
    "preview_people",
    "profiles",
    "propose_mapping",
    "read_people_table",
    "report_document",
    "save_profile",
    "search",
    "text_of",
]
