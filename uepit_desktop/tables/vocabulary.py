"""The fields that an import knows and the many ways in which people head a column that holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..language.folding import fold, words

EXACT = 100
"""Strength of a header that is one of the known ways of writing a field."""
SECOND_HAND = 30
"""Strength of a header about another person (who paid, who is in charge): taken only when nothing better is there."""
CERTAIN_ENOUGH = 50
"""Below this strength, the values of the column must confirm what its header suggests."""

#: Words of a question or of politeness, which say nothing of what the column holds.
_FILLING = frozenset(  # one word after the other reads better than a list
    """a au aux avec ce ces d de des du e en est et etes ici il indiquer indiquez je l la le les ma merci mes mon
    nous obligatoire optionnel facultatif ou par pour preciser precisez quel quelle quelles quels renseigner
    renseignez requis s saisir si son sont souhaitez souhaite sur svp tu un une vos votre vous the your of
    please what is are enter required optional participant participante stagiaire inscrit attendee agent
    personne pers individuel champ libre reponse oui non entourer cocher""".split()  # noqa: SIM905
)
_OTHER_PERSON = re.compile(
    r"\b(payeur|acheteur|buyer|payer|billing|facturation|responsable|superieur|hierarchique|hierarchie|manager|n1|n 1|"
    r"secretariat|assistante?|urgence|emergency|tuteur|referent|prevenir|contact rh|organisateur|organizer)\b"
)
_INCLUSIVE = re.compile(
    r"(?<=[a-z]{2})[.(/-](?:e|ne|le|se|te|fe|ve|euse|rice|trice|iere|ere)\)?(?:[.-]s|\(s\))?(?![a-z])"
    r"|\(s\)|\(x\)"
)


@dataclass(frozen=True)
class Field:
    """One thing that a column may hold.

    ``aliases`` are headers as people write them, in any case, with or without accents, plural or not. ``patterns``
    are regular expressions over the folded header, each with the strength that it lends. ``accepts`` tells whether a
    value looks like this field; it confirms a weak header and may find a column whose header says nothing.
    """

    id: str
    label: str
    """English key of what the screen calls it."""
    aliases: tuple[str, ...] = ()
    patterns: tuple[tuple[str, int], ...] = ()
    accepts: Callable[[str], bool] | None = None
    by_content: bool = False
    """Whether values alone, under a header that says nothing, are proof enough."""
    sensitive: bool = False
    needless_with: tuple[str, ...] = ()
    """Fields that say the same together: with all of them there, this one is not proposed."""
    many: bool = False
    """Whether several columns may hold it (a tick for each day)."""


@dataclass(frozen=True)
class Vocabulary:
    """The fields of one kind of import. ``ignored`` are patterns of headers that are never imported unasked."""

    kind: str
    fields: tuple[Field, ...]
    ignored: tuple[str, ...] = ()
    required: tuple[tuple[str, ...], ...] = ()
    """Groups of field ids: at least one group must be mapped in full."""

    @cached_property
    def by_id(self) -> dict[str, Field]:
        return {field.id: field for field in self.fields}

    def recognise(self, header: str) -> tuple[tuple[str, int], ...]:
        """The fields that ``header`` may name, with their strengths (1 to 100), strongest first."""
        key = header_key(header)
        if not key:
            return ()
        if (known := self._memory.get(header)) is not None:
            return known
        found: dict[str, int] = {}
        exact = self._exact.get(key)
        if exact is not None:
            found[exact] = EXACT
        else:
            folded = " ".join(words(header))
            if any(re.search(pattern, folded) for pattern in self.ignored):
                self._memory[header] = ()
                return ()
            ceiling = SECOND_HAND if _OTHER_PERSON.search(folded) else EXACT
            for pattern, strength, field_id in self._patterns:
                if pattern.search(key) or pattern.search(folded):
                    found[field_id] = max(found.get(field_id, 0), min(strength, ceiling))
        result = tuple(sorted(found.items(), key=lambda item: -item[1]))
        self._memory[header] = result
        return result

    def field_named(self, text: str) -> str | None:
        """The field id that ``text`` names: an id itself, or a header as people write it."""
        if text in self.by_id:
            return text
        found = self.recognise(text)
        return found[0][0] if found and found[0][1] >= CERTAIN_ENOUGH else None

    def recognised(self, headers: Iterable[str]) -> int:
        """How many distinct fields these cells name for certain: what makes a row a header."""
        named = set()
        for header in headers:
            if len(header) > _LONGEST_HEADER:
                continue
            found = self.recognise(header)
            if found and found[0][1] >= CERTAIN_ENOUGH:
                named.add(found[0][0])
        return len(named)

    @cached_property
    def _exact(self) -> dict[str, str]:
        return {header_key(alias): field.id for field in self.fields for alias in (*field.aliases, field.id)}

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], int, str]]:
        return [
            (re.compile(pattern), strength, field.id) for field in self.fields for pattern, strength in field.patterns
        ]

    @cached_property
    def _memory(self) -> dict[str, tuple[tuple[str, int], ...]]:
        return {}


_LONGEST_HEADER = 200


def headings(text: str) -> tuple[str, ...]:
    """Headers written one after the other, between ``|``."""
    return tuple(" ".join(heading.split()) for heading in text.split("|"))


@lru_cache(maxsize=4096)
def header_key(header: str) -> str:
    """``header`` reduced to what it asks: folded, singular, without inclusive endings or the words of a question.

    >>> header_key("Quelle est votre adresse e-mail ? *")
    'adresse mail'
    """
    text = _INCLUSIVE.sub("", fold(header.replace("_", " ")))
    all_words = [_singular(word) for word in words(text)]
    telling = [word for word in all_words if word not in _FILLING]
    return " ".join(telling or all_words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and not word.endswith("ss") else word
