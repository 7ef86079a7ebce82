"""Registered people: import of files, duplicates, search, detail, erasure.

An import is three calls, and the window makes them one step at a time: ``read_people_table(path)`` gives a ``Table``;
``propose_mapping(db, table)`` says which column holds what, and ``Mapping.with_field`` corrects it;
``preview_people(event, table, mapping, Decisions(...))`` decides everything without writing. ``import_people(event,
preview)`` then writes exactly that, in one transaction that one undo takes back.
"""

import lazy_loader

# Names are loaded on first use: the first page does not wait for what prints, reads files or checks phone numbers.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
