"""Reading a JSON document strictly: what is missing, unknown, doubled or absurd is refused, and its place is named."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from ..event.errors import UserError
from ..language import mark, tr

#: Longest id, role or value; longer is a damaged file, not a name.
LONGEST_TEXT = 500
MOST_ENTRIES = 1_000_000


class Reader:
    """One object or list of a document, with the place where it stands (``people[3].wishes``)."""

    def __init__(self, data: Any, code: str, sentence: str, place: str = "") -> None:
        self._data = data
        self._code = code
        self._sentence = sentence
        self._place = place

    def fault(self, key: str | int | None, fault: str, **params: Any) -> UserError:
        """The refusal of ``key`` of this object (None: the object itself). ``fault`` is a marked sentence ending."""
        place = self._at(key) or tr("the document")
        return UserError(self._sentence, code=self._code, place=place, fault=tr(fault, **params))

    def only(self, *keys: str) -> None:
        """Refuse anything but an object with these keys at most."""
        if not isinstance(self._data, dict):
            raise self.fault(None, mark("is not an object"))
        for key in self._data:
            if key not in keys:
                raise self.fault(str(key)[:80], mark("is not a known key"))

    def __contains__(self, key: str) -> bool:
        return key in self._data and self._data[key] is not None

    def get(self, key: str) -> Any:
        return self._data.get(key)

    def amounts(self, key: str, most: int) -> dict[str, int]:
        """The object ``key`` of whole numbers (absent: empty)."""
        found = self._data.get(key)
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise self.fault(key, mark("is not an object"))
        return {name: self._checked_number(f"{key}.{name}"[:80], value, most) for name, value in found.items()}

    def inner(self, key: str) -> Reader:
        return Reader(self._data[key], self._code, self._sentence, self._at(key))

    def entries(self, key: str, *, required: bool = True, most: int = MOST_ENTRIES) -> list[Reader]:
        """The entries of the list ``key``."""
        if key not in self._data and required:
            raise self.fault(key, mark("is missing"))
        found = self._list(key, most)
        return [Reader(entry, self._code, self._sentence, f"{self._at(key)}[{at}]") for at, entry in enumerate(found)]

    def lists(self, key: str) -> Iterator[Reader]:
        """The entries of the list ``key``, each of them a list."""
        for entry in self.entries(key, required=False):
            if not isinstance(entry._data, list):
                raise entry.fault(None, mark("is not a list"))
            yield entry

    def groups(self, key: str, known: frozenset[str]) -> tuple[tuple[str, ...], ...]:
        """The list ``key`` of groups of at least two different people."""
        groups = []
        for entry in self.lists(key):
            group = entry._checked_texts(None, entry._data, known)
            if len(group) < 2:
                raise entry.fault(None, mark("names fewer than two people"))
            groups.append(group)
        return tuple(groups)

    def pair(self, known: frozenset[str], *, length: int) -> tuple[str, str]:
        """The two first entries of this list, two different known ids."""
        if len(self._data) != length:
            raise self.fault(None, mark("does not have {n} entries"), n=length)
        one, other = self._checked_texts(None, self._data[:2], known)
        return one, other

    def text(self, key: str) -> str:
        if key not in self._data:
            raise self.fault(key, mark("is missing"))
        return self._checked_text(key, self._data[key])

    def optional_text(self, key: str, *, known: frozenset[str]) -> str | None:
        if self._data.get(key) is None:
            return None
        return self._known(key, self._checked_text(key, self._data[key]), known)

    def texts(self, key: str, *, known: frozenset[str] | None = None) -> tuple[str, ...]:
        """The list ``key`` of different texts (absent: none)."""
        return self._checked_texts(key, self._list(key, MOST_ENTRIES), known)

    def mapping(self, key: str) -> dict[str, str]:
        """The object ``key`` of texts (absent: empty); a null value is an unknown one, and is left out."""
        found = self._data.get(key)
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise self.fault(key, mark("is not an object"))
        return {
            self._checked_text(key, name): self._checked_text(f"{key}.{name}"[:80], value, empty=True)
            for name, value in found.items()
            if value is not None
        }

    def number(self, key: str | int, most: int, *, default: int | None = None) -> int:
        """The whole number ``key``, from 0 to ``most``."""
        if isinstance(key, str) and self._data.get(key) is None:
            if default is not None:
                return default
            raise self.fault(key, mark("is missing"))
        return self._checked_number(key, self._data[key], most)

    def amount(self, key: str) -> float:
        """The finite number ``key``, 0 or more (absent: 0)."""
        found = self._data.get(key)
        if found is None:
            return 0.0
        if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found) or found < 0:
            raise self.fault(key, mark("is not a number of 0 or more"))
        return float(found)

    def numbers(self, key: str, most: int, *, default: tuple[int, ...]) -> tuple[int, ...]:
        if self._data.get(key) is None:
            return default
        return tuple(
            self._checked_number(f"{key}[{at}]", value, most) for at, value in enumerate(self._list(key, MOST_ENTRIES))
        )

    def unique(self, key: str, ids: Sequence[str]) -> frozenset[str]:
        """``ids`` as a set; refused when one comes twice."""
        seen: set[str] = set()
        for name in ids:
            if name in seen:
                raise self.fault(key, mark("has “{name}” twice"), name=name)
            seen.add(name)
        return frozenset(seen)

    def _at(self, key: str | int | None) -> str:
        if key is None:
            return self._place
        if isinstance(key, int):
            return f"{self._place}[{key}]"
        return f"{self._place}.{key}" if self._place else key

    def _list(self, key: str, most: int) -> list[Any]:
        found = self._data.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            raise self.fault(key, mark("is not a list"))
        if len(found) > most:
            raise self.fault(key, mark("has more than {n} entries"), n=most)
        return found

    def _checked_texts(self, key: str | None, found: list[Any], known: frozenset[str] | None) -> tuple[str, ...]:
        texts = tuple(self._checked_text(key, text) for text in found)
        if known is not None:
            for text in texts:
                self._known(key, text, known)
        if len(set(texts)) < len(texts):
            twice = next(text for text in texts if texts.count(text) > 1)
            raise self.fault(key, mark("has “{name}” twice"), name=twice)
        return texts

    def _checked_text(self, key: str | None, value: Any, *, empty: bool = False) -> str:
        if not isinstance(value, str):
            raise self.fault(key, mark("is not a text"))
        if not value and not empty:
            raise self.fault(key, mark("is empty"))
        if len(value) > LONGEST_TEXT:
            raise self.fault(key, mark("has more than {n} characters"), n=LONGEST_TEXT)
        return value

    def _known(self, key: str | None, value: str, known: frozenset[str]) -> str:
        if value not in known:
            raise self.fault(key, mark("names “{name}”, which the problem does not have"), name=value)
        return value

    def _checked_number(self, key: str | int, value: Any, most: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fault(key, mark("is not a whole number"))
        if not 0 <= value <= most:
            raise self.fault(key, mark("is not between 0 and {n}"), n=most)
        return value
