"""The encoding of a text file, by rule: byte order mark, UTF-16 that shows, strict UTF-8, then a ranked choice.

Beyond strict UTF-8 nothing proves an encoding: every byte means something in all of them. What differs is the words.
Each candidate is judged by the accented signs that it gives: in cp1252 the bytes of a Mac file read « HŽlne », and
no French name is written so. The ranking is a proposal, shown with words of the file as proof.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from .table import EncodingChoice

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16 LE, whose mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

MIXED = "utf-8+cp1252"
"""A UTF-8 file into which lines of a Windows file were pasted: each byte that UTF-8 refuses is read as cp1252."""

CANDIDATES = ("cp1252", "mac_roman", "cp850", MIXED, "iso8859_15", "cp1250")
"""Encodings of one byte a letter that French offices still write, the most common first."""

_SAMPLE_WORDS = 6
_SIGNS_JUDGED = 600
_UTF8_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\s;,|\"\t]*")

_COMMON = frozenset("éèêëàâîïôûùçœÉÈÊÀÂÎÏÔÛÙÇŒüöäÜÖÄÿŸ")
_AT_HOME = frozenset("áíóúñÁÍÓÚÑãõåøØÅæÆßžŽšŠýÝòìÒÌÕÃłŁ")
_SIGNS = frozenset("’‘“”«»–—…·•°€\u00a0\u202f²")


def encodings(data: bytes) -> tuple[EncodingChoice, ...]:
    """What ``data`` may be, the most plausible first. Only one when the file itself proves it."""
    proved = _proved(data)
    if proved is not None:
        return (EncodingChoice(proved, samples(_decoded_or_empty(data, proved)), 0.0),)
    head = _head(data)
    choices = []
    for rank, name in enumerate(CANDIDATES):
        if name == MIXED and not _UTF8_LETTER.search(head):
            continue
        try:
            text = decoded(head, name)
        except UnicodeDecodeError:
            continue
        # The rank only settles ties: cp1252 and iso8859_15 read most files alike.
        choices.append(EncodingChoice(name, samples(text), strangeness(text) + rank * 1e-3))
    if not choices:  # bytes that no table of letters holds; Latin 1 accepts all
        text = head.decode("latin-1")
        choices.append(EncodingChoice("latin-1", samples(text), strangeness(text)))
    choices.sort(key=lambda choice: choice.strangeness)
    readable = [choice for choice in choices if _readable(data, choice.name)]
    return tuple(readable or [EncodingChoice("latin-1", samples(head.decode("latin-1")), 1.0)])


def decoded(data: bytes, encoding: str) -> str:
    """The text of ``data``, without its byte order mark. Raises UnicodeDecodeError, LookupError for an unknown name."""
    if encoding == MIXED:
        return data.decode("utf-8", errors=_CP1252_FALLBACK)
    return data.decode(encoding).removeprefix("\ufeff")


def samples(text: str) -> tuple[str, ...]:
    """The first distinct accented words of ``text``: what an eye needs to judge an encoding."""
    found: dict[str, None] = {}
    for match in _WORD.finditer(text, 0, 200_000):
        found.setdefault(match.group()[:40])
        if len(found) == _SAMPLE_WORDS:
            break
    return tuple(found)


def strangeness(text: str) -> float:
    """Mean surprise of the accented signs of ``text`` in French names: 0 all at home, 1 all out of place."""
    total = 0.0
    count = 0
    for before, sign, after in _accented(text):
        count += 1
        total += _surprise(before, sign, after)
    return total / count if count else 0.0


def _surprise(before: str, sign: str, after: str) -> float:
    inside = before.isalpha() or after.isalpha()
    if sign in _COMMON or sign in _AT_HOME:
        # A capital within small letters is how a wrong reading of « é » looks: « HÈlËne », « HŽlne ».
        if sign.isupper() and (before.islower() or (after.islower() and before.isalpha())):
            return 1.0
        if sign.islower() and before.isupper() and after.isupper():
            return 0.8
        if sign in "ÎÏ" and after in "uU":  # « Îuvrard » is « Œuvrard » of a Mac file read as cp1252
            return 0.6
        return 0.0 if sign in _COMMON else 0.3
    if sign in _SIGNS:
        if sign in "’‘" or not (before.isalpha() and after.isalpha()):
            return 0.0
        return 0.15 if sign == "·" else 0.8
    if sign.isalpha():
        return 0.7
    if unicodedata.category(sign).startswith("C"):
        return 1.5
    return 1.0 if inside else 0.5


def _accented(text: str) -> Iterator[tuple[str, str, str]]:
    for match in re.finditer(r"[^\x00-\x7f]", text):
        at = match.start()
        yield text[at - 1] if at else " ", match.group(), text[at + 1] if at + 1 < len(text) else " "


def _head(data: bytes) -> bytes:
    """The beginning of ``data`` that holds enough accented letters to judge, up to the end of a line."""
    end = 0
    for count, match in enumerate(_NOT_ASCII.finditer(data)):
        end = match.end()
        if count == _SIGNS_JUDGED:
            break
    stop = data.find(b"\n", end)
    return data if stop < 0 else data[: stop + 1]


def _readable(data: bytes, encoding: str) -> bool:
    if encoding == MIXED:
        return True
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _proved(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    wide = _utf16_without_mark(data)
    if wide is not None:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows by a zero in every other byte of plain letters; no other text has zeros there."""
    head = data[:4000]
    head = head[: len(head) // 2 * 2]
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd, half = head[::2].count(0), head[1::2].count(0), len(head) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _decoded_or_empty(data: bytes, encoding: str) -> str:
    try:
        return decoded(data[:200_000], encoding)
    except UnicodeDecodeError:  # cut within a letter, or a mark that lies: the reader will say so
        return data[:200_000].decode(encoding, errors="ignore")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_CP1252_FALLBACK = "uepit_cp1252"
codecs.register_error(_CP1252_FALLBACK, _as_cp1252)
