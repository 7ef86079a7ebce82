"""Translations: GNU gettext catalogues, English in the source, one compiled catalogue a language."""

from __future__ import annotations

import gettext
from functools import lru_cache
from typing import Any

from ..resources import resource
from .typography import typeset

LANGUAGES = ("fr", "en")

_language = "fr"


def use(language: str) -> None:
    """Show ``fr`` or ``en`` from now on. Raises ValueError for another language."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language


def current() -> str:
    """The language in use: ``fr`` or ``en``."""
    return _language


def tr(text: str, **params: Any) -> str:
    """``text`` in the language in use, its ``{names}`` filled from ``params``, typeset."""
    return _fill(_translated(_language, text), params)


def trn(singular: str, plural: str, n: int, **params: Any) -> str:
    """The right number form for ``n``; ``{n}`` is available, written with the language's thousands."""
    from .formats import integer

    message = typeset(_catalogue(_language).ngettext(singular, plural, n), _language)
    return _fill(message, {"n": integer(n), **params})


def mark(text: str) -> str:
    """``text`` as it is: marks a key kept in a table or an enumeration, which ``tr(key)`` shows later."""
    return text


def _fill(message: str, params: dict[str, Any]) -> str:
    return message.format(**params) if params else message


@lru_cache(maxsize=4096)
def _translated(language: str, text: str) -> str:
    return typeset(_catalogue(language).gettext(text), language) if text else ""


@lru_cache(maxsize=4)
def _catalogue(language: str) -> gettext.NullTranslations:
    path = resource("translations", f"{language}.mo")
    if not path.exists():  # English is the source and needs none
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)
