"""Errors that a person can act on. Any other exception is a bug and reaches the crash report."""

from __future__ import annotations

from typing import Any

from ..language import tr


class UserError(Exception):
    """Something went wrong that the person at the keyboard can act on.

    ``key`` is the English sentence, with ``{names}`` for its parameters: what happened, what is safe, what to do.
    ``str(error)`` is that sentence in the language in use. ``code`` is a stable word for programs.
    """

    code = "error"

    def __init__(self, key: str, *, code: str | None = None, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params = params
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return tr(self.key, **self.params)
