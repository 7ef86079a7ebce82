"""What an import says of itself to programs: the JSON that ``uepit people import`` promises."""

from __future__ import annotations

from typing import Any

from ..language import tr
from .preview import Outcome, Preview


def report_document(preview: Preview, *, dry_run: bool = False) -> dict[str, Any]:
    """The promised document: counts of people, then lines with their reasons in the language in use.

    ``of`` in a duplicate is the earlier line of the file (a number), or the id of the person of the event (a text).
    """
    table = preview.table
    return {
        "created": preview.count(Outcome.CREATED),
        "updated": preview.count(Outcome.UPDATED),
        "unchanged": preview.count(Outcome.UNCHANGED),
        "duplicates": [
            {"line": one.line, "of": one.of, "reason": tr(one.reason), "name": one.of_name}
            for one in preview.duplicates
        ],
        "rejected": [{"line": one.line, "reason": tr(one.reason)} for one in preview.rejected],
        "flagged": [
            {
                "line": one.line,
                "field": one.field,
                "value": one.value,
                "reason": tr(one.reason, **one.params),
                **({"suggestion": one.suggestion} if one.suggestion else {}),
            }
            for one in preview.flagged
        ],
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "mapping": preview.mapping.to_json(),
        "rows": len(table.cells),
        "sheet": table.sheet,
        "header_line": table.header_line,
        "dry_run": dry_run,
    }
