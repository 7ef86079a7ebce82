"""E-mail addresses and phone numbers: read as people type them, judged without any look-up, never thrown away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneMetadata

from ..language import mark

EMAIL_INCOMPLETE = mark("This address is incomplete.")
EMAIL_WRONG = mark("This is not an e-mail address.")
EMAIL_SEVERAL = mark("Several addresses in one cell: the first one is kept.")
PHONE_WRONG = mark("This phone number does not exist.")
PHONE_SEVERAL = mark("Several numbers in one cell: the first one is kept.")
PHONE_WORDS = mark("Words beside the number: only the number is kept.")
PHONE_ROUNDED = mark("The spreadsheet has rounded this phone number.")

OVERSEAS = ("RE", "GP", "MQ", "GF", "YT", "PM", "BL", "MF")
"""Regions whose numbers are dialled in ten digits from anywhere in France."""
PACIFIC = ("PF", "NC", "WF")
"""Regions with numbers of six or eight digits of their own."""


@dataclass(frozen=True, slots=True)
class Read:
    """A value as kept, and the reason why an eye should see it ("" when all is well): an English key."""

    value: str
    reason: str = ""


# What nearly every address looks like. Anything else is judged by email-validator, forty times slower.
_PLAIN_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)
_WRAPPED = re.compile(r"^(?:mailto:)?\s*(?:[^<>]*<\s*)?([^<>\s]+)\s*>?[.,;]?$", re.IGNORECASE)
_BETWEEN = re.compile(r"[;,/|\s]+|\bou\b|\bet\b")


def looks_like_email(text: str) -> bool:
    return "@" in text and "." in text.rpartition("@")[2] and " " not in text.strip()


def read_email(text: str) -> Read:
    """The address as kept: in small letters when it is one, as typed and with a reason when it is not."""
    small = text.lower()
    if is_plain_email(small):
        return Read(small)
    return _read_odd_email(text)


def is_plain_email(small: str) -> bool:
    """Whether a text in small letters is an address as nearly all are: then it is kept as it is."""
    at = small.find("@")
    return 0 < at <= 64 and len(small) <= 254 and "xn--" not in small and _PLAIN_EMAIL.fullmatch(small) is not None


@lru_cache(maxsize=4096)
def _read_odd_email(text: str) -> Read:
    if not text:
        return Read("")
    wrapped = _WRAPPED.match(text)
    candidate = wrapped.group(1) if wrapped else text
    if valid := _valid_email(candidate):
        return Read(valid)
    several = [valid for part in _BETWEEN.split(text) if (valid := _valid_email(part))]
    if several:
        return Read(several[0], EMAIL_SEVERAL if len(several) > 1 else EMAIL_WRONG)
    local, at, domain = candidate.rpartition("@")
    incomplete = not at or not local or "." not in domain.strip(".")
    return Read(text, EMAIL_INCOMPLETE if incomplete else EMAIL_WRONG)


def _valid_email(text: str) -> str:
    if "." not in text.rpartition("@")[2]:
        return ""
    try:
        found = validate_email(
            text, check_deliverability=False, test_environment=True, globally_deliverable=False, allow_smtputf8=True
        )
    except (EmailNotValidError, ValueError, IndexError):
        return ""
    return found.normalized.lower()


def suggested_email(text: str, domains: frozenset[str]) -> str:
    """The address that ``text`` probably meant, given the domains that the file writes; "" when none stands out.

    >>> suggested_email("s.kerdavid@brevanches", frozenset({"brevanches.example"}))
    's.kerdavid@brevanches.example'
    """
    small = text.lower().replace(" ", "")
    local, at, domain = small.rpartition("@")
    if at and local and domain:
        fits = {known for known in domains if known.startswith(domain.rstrip(".") + ".")}
        return f"{local}@{fits.pop()}" if len(fits) == 1 else ""
    if not at:
        ends = sorted((known for known in domains if small.endswith(known) and len(small) > len(known)), key=len)
        if ends:
            return f"{small[: -len(ends[-1])].rstrip('.-')}@{ends[-1]}"
    return ""


_NUMBER_WITHIN = re.compile(r"(?:\+|00)?\d[\d\s().\-]{6,}\d")
_DIGITS = re.compile(r"\D+")
_NUMBER_SHAPED = re.compile(r"^[\s(]*(?:\+|00)?[\d\s().\-/\u2010-\u2015]+$")
_ROUNDED = re.compile(r"^\d(?:[.,]\d+)?e\+?\d+$", re.IGNORECASE)
_POINT_ZERO = re.compile(r"^\d+[.,]0$")
_OPTIONAL_ZERO = re.compile(r"\(\s*0\s*\)")


def looks_like_phone(text: str) -> bool:
    return (
        _NUMBER_SHAPED.match(text) is not None and 9 <= len(_DIGITS.sub("", text)) <= 15 and text[:1] in "+0(123456789"
    )


def read_phone(text: str) -> Read:
    """The number as kept: ``0297869073`` for France and its overseas departments, ``+32…`` elsewhere.

    A zero lost by a spreadsheet (297869073) is given back. A number that no operator can have is kept as typed.
    """
    if not text:
        return Read("")
    fast = _french(text)
    if fast:
        return Read(fast)
    return _read_odd_phone(text)


def shown_phone(kept: str) -> str:
    """A kept number as people read it: ``02 97 86 90 73``, ``+32 2 123 45 67``; anything else unchanged."""
    if len(kept) == 10 and kept.isdigit():
        return " ".join(kept[at : at + 2] for at in range(0, 10, 2))
    if kept.startswith("+"):
        try:
            return phonenumbers.format_number(phonenumbers.parse(kept), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        except phonenumbers.NumberParseException:
            return kept
    return kept


def _french(text: str) -> str:
    """The ten digits of a French number in any of its usual dresses, "" for anything else."""
    if "/" in text or not _NUMBER_SHAPED.match(text):
        return ""
    digits = _DIGITS.sub("", _OPTIONAL_ZERO.sub("", text) if "(" in text else text)
    if text.lstrip()[0] == "+":
        country = digits
    elif digits.startswith("00"):
        country = digits[2:]
    elif len(digits) == 10 and digits[0] == "0":
        country = "33" + digits[1:]
    elif len(digits) == 9 and digits[0] != "0":  # a spreadsheet took the number for a number
        country = "33" + digits
    else:
        country = digits
    for code in ("33", "262", "590", "594", "596", "508"):
        if country.startswith(code):
            national = country[len(code) :].lstrip("0")
            if len(national) == 9 and _french_numbers().fullmatch(national):
                return "0" + national
    return ""


@lru_cache(maxsize=1)
def _french_numbers() -> re.Pattern[str]:
    """The nine digits of any number of the plans of France and its overseas departments, as phonenumbers has them.

    The plan, not the blocks given out so far: operators receive new ones every year, and this program stays offline.
    """
    patterns = []
    for region in ("FR", *OVERSEAS):
        metadata = PhoneMetadata.metadata_for_region(region)
        if metadata is not None and metadata.general_desc is not None:
            patterns.append(metadata.general_desc.national_number_pattern)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@lru_cache(maxsize=4096)
def _read_odd_phone(text: str) -> Read:
    if _ROUNDED.match(text.strip()):
        return Read(text, PHONE_ROUNDED)
    if _POINT_ZERO.match(text):
        return read_phone(text[:-2])
    if whole := _valid_phone(text):
        return Read(whole)
    parts = [
        kept
        for part in re.split(r"[/;,|\n]|\bou\b|\bet\b", text)
        if (kept := _french(part.strip()) or _valid_phone(part))
    ]
    if parts:
        return Read(parts[0], PHONE_SEVERAL if len(parts) > 1 else "")
    if within := _NUMBER_WITHIN.search(text):
        kept = _french(within.group()) or _valid_phone(within.group())
        if kept:
            return Read(kept, PHONE_WORDS if re.search(r"\d", text[within.end() :]) else "")
    return Read(text, PHONE_WRONG)


def _valid_phone(text: str) -> str:
    text = _OPTIONAL_ZERO.sub("", text).strip()
    if not text:
        return ""
    attempts = [text] + (
        [f"+{text}"] if text[0].isdigit() and text[0] != "0" and len(_DIGITS.sub("", text)) > 10 else []
    )
    for attempt in attempts:
        for region in ("FR", *OVERSEAS, *PACIFIC):
            try:
                number = phonenumbers.parse(attempt, region)
            except phonenumbers.NumberParseException:
                continue
            abroad = attempt.startswith(("+", "00")) and phonenumbers.is_possible_number(number)
            if phonenumbers.is_valid_number(number) or abroad:
                code = phonenumbers.region_code_for_number(number)
                digits = str(number.national_number)
                if code == "PM" and len(digits) == 6:
                    return "0508" + digits if number.country_code == 508 and text[0] in "+0" else text
                if code in ("FR", *OVERSEAS) and not number.extension:
                    return "0" + digits
                if code in ("NC", "WF") and text[0] not in "+0":
                    return text  # six digits are a number in three territories: which one is not for us to say
                return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return ""
