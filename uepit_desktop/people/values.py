"""What the cells of a registration file mean: yes and no, roles, kinds of organisation, lists, days, status."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from ..event.model import Consent, OrganisationKind, PersonStatus, Role
from ..language import mark
from ..language.folding import fold, words

ROLE_UNKNOWN = mark("This role is not known.")
KIND_UNKNOWN = mark("This kind of organisation is not known.")
CONSENT_UNCLEAR = mark("Neither yes nor no: taken as not asked.")
DAY_UNKNOWN = mark("This day is not a day of the event.")
STATUS_UNKNOWN = mark("This status is not known: taken as registered.")

_YES = frozenset(  # one word after the other reads better than a list
    """oui o ok yes y x 1 vrai true accord accepte acceptee autorise autorisee d'accord v coche cochee j'accepte
    present presente ✓ ✔ ☑ ✅ ☒ 🗹 j'autorise""".split()  # noqa: SIM905
)
_NO = frozenset(
    "non n no 0 faux false refus refuse refusee absent absente pas aucun ✗ ✘ ☐ ❌ - – — / . neant".split()  # noqa: SIM905
)
_NOTHING = frozenset("- – — / . ? n/a na nc ns neant aucun aucune rien ras null none vide (vide)".split()) | {  # noqa: SIM905
    "sans objet", "non renseigne", "non renseignee", "pas de reponse", "non communique",
}  # fmt: skip


def is_blank(value: str) -> bool:
    """Whether a cell says nothing: empty, a dash, « néant », « N/A »."""
    return not value or fold(value) in _NOTHING


@lru_cache(maxsize=4096)
def yes_or_no(value: str) -> bool | None:
    """True for « oui », « O », « x »…; False for « non », « N »…; None when it says neither."""
    folded = fold(value).strip(" .!")
    if not folded:
        return False if value.strip() == "." else None
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    first = words(folded)[:1]
    if first in (("oui",), ("yes",), ("accord",), ("accepte",), ("autorise",)) or folded.startswith(
        ("j'accepte", "j'autorise")
    ):
        return True
    if first in (("non",), ("no",), ("refus",), ("refuse",)) or folded.startswith(
        ("je refuse", "je n", "je ne", "n'autorise")
    ):
        return False
    return None


def consent_of(value: str) -> str | None:
    """The image consent that a cell states; "" when it says nothing, None when it cannot be told."""
    if not value or fold(value) in ("?", "nsp", "a demander", "non demande", "nc", "n/a", "-", "–", "—"):
        return ""
    answer = yes_or_no(value)
    if answer is None:
        return None
    return (Consent.YES if answer else Consent.NO).value


def consent_of_refusal(value: str) -> str | None:
    """The image consent under a header that asks for a refusal: « oui » refuses; « non » is no consent by itself."""
    answer = yes_or_no(value)
    if answer is None:
        return None if value else ""
    return Consent.NO.value if answer else ""


_ROLES: tuple[tuple[str, Role], ...] = (
    (r"grand\w* temoin|keynote|temoin", Role.KEYNOTE_WITNESS),
    (r"porte(?:ur|use|ure)|bearer|pilote|chef\w* de file|portage", Role.BEARER),
    (r"equipe.?projet|project.?team|membre.*equipe", Role.PROJECT_TEAM),
    (r"facilitat|anima(?:teur|trice)|coach", Role.FACILITATOR),
    (r"intervenant|speaker|conferencier|orateur|oratrice|expert", Role.SPEAKER),
    (r"testeu|test(?:er|rice)\b", Role.TESTER),
    (r"appui.?national|national.?support", Role.NATIONAL_SUPPORT),
    (r"accueil|reception|hote|logistique", Role.RECEPTION),
    (r"participant|attendee|inscrit|stagiaire|apprenant|public|visiteu", Role.PARTICIPANT),
)


@lru_cache(maxsize=4096)
def role_of(value: str) -> str | None:
    """The one role that a text names, in any gender: « Facilitateur·rice », « porteuse de défi »."""
    folded = " ".join(words(value))
    if not folded:
        return None
    if folded in (role.value.replace("_", " ") for role in Role):
        return folded.replace(" ", "_")
    return next((role.value for pattern, role in _ROLES if re.search(rf"\b(?:{pattern})", folded)), None)


@lru_cache(maxsize=4096)
def roles_of(value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The roles that a cell names, without repeats, and the pieces that name none."""
    whole = role_of(value)
    pieces = [
        piece.strip() for piece in re.split(r"[,;|+\n]|\s/\s|\s&\s|(?<=\w)/(?=\w{4})|\bet\b", value) if piece.strip()
    ]
    found: dict[str, None] = {}
    unknown = []
    for piece in pieces:
        role = role_of(piece)
        if role is None:
            unknown.append(piece)
        else:
            found.setdefault(role)
    if not found and whole:
        return (whole,), ()
    return tuple(found), tuple(unknown)


_KINDS: tuple[tuple[str, OrganisationKind], ...] = (
    (r"hospital|hopital|sante|chu|ehpad|medico|hospital", OrganisationKind.HOSPITAL),
    (r"universit|recherche|research|academ|enseignement superieur|laborat|cnrs|ecole", OrganisationKind.RESEARCH),
    (r"collectivit|territorial|local|commun|mairie|ville|departement|region|epci|agglo|metropole|intercommun|syndicat|fpt|ccas",
     OrganisationKind.LOCAL_AUTHORITY),
    (r"etat|state|prefecture|ministere|fpe|deconcentre|ddt|dreal", OrganisationKind.STATE),
    (r"association|asso|associatif|ong|ngo|tiers secteur|fondation|ess", OrganisationKind.ASSOCIATION),
    (r"entreprise|societe|prive|company|business|startup|cooperative|scop|scic|independant|consultant|liberal",
     OrganisationKind.COMPANY),
    (r"citoyen|habitant|usager|particulier|citizen|individu|benevole", OrganisationKind.CITIZEN),
)  # fmt: skip


@lru_cache(maxsize=4096)
def organisation_kind_of(value: str) -> str | None:
    """The kind of organisation that a cell names; None when it is not one that is known."""
    folded = " ".join(words(value))
    if folded.replace(" ", "_") in {kind.value for kind in OrganisationKind}:
        return folded.replace(" ", "_")
    # « fonction publique territoriale, hospitalière, d'État » name their branch in the adjective.
    return next((kind.value for pattern, kind in _KINDS if re.search(rf"\b(?:{pattern})", folded)), None)


_LIST = re.compile(r"[,;|\n•]+|\s/\s|(?:^|\s)[-–—]\s")


@lru_cache(maxsize=8192)
def items_of(value: str) -> tuple[str, ...]:
    """The items of a list in one cell, without repeats whatever their case: « données, codesign »."""
    found: dict[str, str] = {}
    for piece in _LIST.split(value):
        item = piece.strip(" .\t")
        if item and not is_blank(item):
            found.setdefault(fold(item), item)
    return tuple(found.values())


@lru_cache(maxsize=4096)
def wishes_of(value: str) -> tuple[str, ...]:
    """The wishes of one cell in their order; commas may belong to a title, so stronger signs are tried first."""
    for pattern in (r"[;\n|]+", r"\s+/\s+", r"\s*>\s*"):
        pieces = [piece.strip() for piece in re.split(pattern, value) if piece.strip()]
        if len(pieces) > 1:
            break
    else:
        pieces = [value.strip()]
    numbered = [re.sub(r"^\(?\d{1,2}\s*[.):°-]\s*", "", piece) for piece in pieces]
    return tuple(piece for piece in numbered if piece and not is_blank(piece))


_STATUSES: tuple[tuple[str, PersonStatus], ...] = (
    (r"annul|cancel|desist|absent|refuse|rembours|refund|not attending|decline|excuse", PersonStatus.CANCELLED),
    (r"inscrit|confirm|valid|registered|attending|present|accept|ok|paye|paid|checked|actif|active|complete|traite|"
     r"en attente|"
     r"pending|liste|regle|oui|non", PersonStatus.REGISTERED),
)  # fmt: skip


@lru_cache(maxsize=4096)
def status_of(value: str) -> str | None:
    """Registered or cancelled; None when the word says neither (« titulaire » is another kind of status)."""
    folded = " ".join(words(value))
    return next((status.value for pattern, status in _STATUSES if re.search(rf"\b(?:{pattern})", folded)), None)


def cancelled_of(value: str) -> str | None:
    """The status under a header such as « Annulé », where the cell only says yes or no."""
    answer = yes_or_no(value)
    if answer is None:
        return status_of(value)
    return (PersonStatus.CANCELLED if answer else PersonStatus.REGISTERED).value


_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("lundi lun monday mon", "mardi mar tuesday tue", "mercredi mer wednesday wed", "jeudi jeu thursday thu",
         "vendredi ven friday fri", "samedi sam saturday sat", "dimanche dim sunday sun")
    )
    for name in names.split()
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("janvier january jan", "fevrier february fev feb", "mars march", "avril april avr apr", "mai may", "juin june",
         "juillet july juil jul", "aout august aug", "septembre september sept sep", "octobre october oct",
         "novembre november nov", "decembre december dec"), start=1
    )
    for name in names.split()
}  # fmt: skip
_ALL_DAYS = re.compile(r"\b(?:tou(?:s|te?s?)|all|complet|complete|entier|integral|every|ensemble)\b")
_MARKS = re.compile(
    r"^[\s/|;,.-]*(?:(?:x|o|n|oui|non|yes|no|1|0|✓|✔|-|–|—)?\s*[/|;,\n]\s*)+(?:x|o|n|oui|non|yes|no|1|0|✓|✔|-|–|—)?\s*$"
)


def days_of(value: str, dates: Sequence[dt.date]) -> tuple[tuple[str, ...] | None, bool]:
    """The ISO dates of the event that a cell names, and whether all of it was understood.

    None stands for every day, or for a cell that says nothing. Understood: « J1, J3 », « x / x / – » (one mark a day),
    « lundi et mardi », « 6 et 7 juillet », « 06/07 », « du 6 au 8 juillet », « tous les jours ».
    """
    folded = fold(value)
    if not folded or is_blank(value):
        return None, True
    if _ALL_DAYS.search(folded):
        return None, True
    if _MARKS.match(folded) and len(marks := re.split(r"\s*[/|;,\n]\s*", folded)) == len(dates):
        chosen = [date for mark, date in zip(marks, dates, strict=True) if mark.strip() and yes_or_no(mark)]
        return _kept(chosen, dates), True
    if yes_or_no(value) is True:
        return None, True
    found, understood = _dates_named(folded, dates)
    if not found:
        return None, False
    return _kept(found, dates), understood


def day_named(header: str, dates: Sequence[dt.date]) -> dt.date | None:
    """The day of the event that a header names: « J2 », « Présence mardi », « 07/07 »."""
    found, _ = _dates_named(fold(header), dates)
    return found[0] if len(found) == 1 else None


def _dates_named(folded: str, dates: Sequence[dt.date]) -> tuple[list[dt.date], bool]:
    found: set[dt.date] = set()
    understood = True

    def take(date: dt.date | None) -> str:
        nonlocal understood
        if date in dates:
            found.add(date)  # type: ignore[arg-type]
        else:
            understood = False
        return " "

    def numbered(number: int) -> dt.date | None:
        return dates[number - 1] if 1 <= number <= len(dates) else None

    rest = re.sub(r"\b(?:j|jour|day)\s?(\d{1,2})\b", lambda m: take(numbered(int(m[1]))), folded)
    rest = re.sub(r"\b(\d{4})-(\d{2})-(\d{2})\b", lambda m: take(_date(int(m[1]), int(m[2]), int(m[3]))), rest)
    rest = re.sub(
        r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2,4}))?\b",
        lambda m: take(_date(_year(m[3], dates), int(m[2]), int(m[1]))),
        rest,
    )
    months = "|".join(sorted(_MONTHS, key=len, reverse=True))
    span = re.search(rf"\b(\d{{1,2}})(?:er)? (?:au|to|-) (\d{{1,2}}) ({months})\b", rest)
    if span:
        for number in range(int(span[1]), min(int(span[2]), 31) + 1):
            take(_date(dates[0].year if dates else 2000, _MONTHS[span[3]], number))
        rest = rest.replace(span[0], " ")
    for names in re.findall(rf"\b((?:\d{{1,2}}(?:er)?[ ,et]+)*\d{{1,2}}(?:er)?) ({months})\b", rest):
        for number in re.findall(r"\d{1,2}", names[0]):
            take(_date(dates[0].year if dates else 2000, _MONTHS[names[1]], int(number)))
        rest = rest.replace(f"{names[0]} {names[1]}", " ")
    had_dates = bool(found)
    for word in words(rest):
        if word in _WEEKDAYS:
            matching = [date for date in dates if date.weekday() == _WEEKDAYS[word]]
            if matching:
                found.update(matching if not had_dates else ())
            elif not had_dates:
                understood = False
    return sorted(found), understood


def _kept(found: Sequence[dt.date], dates: Sequence[dt.date]) -> tuple[str, ...] | None:
    kept = tuple(date.isoformat() for date in sorted(set(found)))
    return None if len(kept) == len(dates) else kept


def _year(text: str | None, dates: Sequence[dt.date]) -> int:
    if text:
        return int(text) + (2000 if len(text) == 2 else 0)
    return dates[0].year if dates else 2000


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
