"""What the cards and the rows show, from the situation, where people are and where a proposal would have them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum

from ...event.model import Role, TeamKind
from ...language import tr, trn
from ...language.folding import fold
from ...teams.needs import NEED_WORDS, need_words
from ...teams.situation import PersonLine, Situation, TeamLine, kind_words
from .role_icons import need_icon, need_label

_LETTERS = 3
#: person → team, without those to be placed
Assignment = Mapping[str, str]


class State(StrEnum):
    """Which of the three states is in sight."""

    BEFORE = "before"
    PROPOSAL = "proposal"
    DIFFERENCES = "differences"


class Mark(StrEnum):
    """What a proposal does with a member of a card."""

    STAYS = ""
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class MemberView:
    """A line of a card."""

    person_id: str
    text: str
    icon: str
    mark: Mark = Mark.STAYS
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot of a card says on its left: an icon, its words, and whether it is worth a look."""

    icon: str
    words: str
    meaning: str = "success"


@dataclass(frozen=True, slots=True)
class CardView:
    """A team's card. ``count`` is everybody of the state in sight, ``added`` those among them whom it brings."""

    team_id: str
    code: str
    title: str
    colour: str
    members: tuple[MemberView, ...]
    count: int
    added: int
    largest: int
    foot: Foot | None
    granted: int
    wishing: int
    sentence: str

    @property
    def over(self) -> int:
        """People beyond the usual size."""
        return max(0, self.count - self.largest) if self.largest else 0

    @property
    def size_words(self) -> str:
        """ "9 / 9", or the count alone when the size is free."""
        return f"{self.count} / {self.largest}" if self.largest else str(self.count)


@dataclass(frozen=True, slots=True)
class RowView:
    """A person in the list on the left, with the code of the team proposed to them."""

    person_id: str
    name: str
    detail: str
    code: str
    colour: str
    locked: bool
    by_hand: bool
    sentence: str
    words: str
    """What a search looks in, folded."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a proposal does: who is placed, who changes team, who stays."""

    placements: int = 0
    exchanges: int = 0
    """Pairs of people who take each other's place."""
    moves: int = 0
    """People who change team without someone coming the other way."""
    leaves: int = 0
    """People who are no longer in a team."""
    still: int = 0

    @property
    def nothing(self) -> bool:
        """Whether it changes nothing."""
        return not (self.placements or self.exchanges or self.moves or self.leaves)


@dataclass(frozen=True, slots=True)
class BoardView:
    """The whole screen but its right column."""

    title: str
    subtitle: str
    cards: tuple[CardView, ...]
    waiting: tuple[RowView, ...]
    """People to place, as they are before anything is applied."""
    counts: Counts
    locks: int


def board_view(
    situation: Situation, proposed: Assignment | None, state: State, *, by_hand: AbstractSet[str] = frozenset()
) -> BoardView:
    """The screen in one of its three states; without a proposal every state is « Avant ».

    ``by_hand`` are the people whom someone placed in the proposal.
    """
    before = situation.assignment
    shown = before if proposed is None or state is State.BEFORE else proposed
    board = _Board(situation, before, shown, by_hand if shown is not before else frozenset())
    return BoardView(
        title=kind_words(situation.kind),
        subtitle=_subtitle(situation),
        cards=tuple(board.card(team, differences=state is State.DIFFERENCES) for team in situation.teams),
        waiting=tuple(
            board.row(person, shown.get(person.id) if shown is not before else None) for person in situation.to_place
        ),
        counts=count_changes(situation, proposed),
        locks=situation.locks + sum(1 for one in by_hand if not situation.person_by_id[one].kept),
    )


def count_changes(situation: Situation, proposed: Assignment | None) -> Counts:
    """How many people ``proposed`` places, moves, and leaves where they are."""
    before = situation.assignment
    if proposed is None:
        return Counts(still=len(before))
    placements = leaves = still = exchanges = moves = 0
    crossings: dict[tuple[str, str], int] = {}
    for person in situation.people:
        was, now = before.get(person.id), proposed.get(person.id)
        if was == now:
            still += was is not None
        elif was is None:
            placements += 1
        elif now is None:
            leaves += 1
        elif crossings.get((now, was), 0):
            crossings[now, was] -= 1
            exchanges += 1
            moves -= 1
        else:
            crossings[was, now] = crossings.get((was, now), 0) + 1
            moves += 1
    return Counts(placements, exchanges, moves, leaves, still)


def team_rows(
    situation: Situation, team_id: str, proposed: Assignment | None, *, by_hand: AbstractSet[str] = frozenset()
) -> tuple[RowView, ...]:
    """The members of a team as rows, in the order of its card."""
    board = _Board(situation, situation.assignment, proposed if proposed is not None else situation.assignment, by_hand)
    return tuple(board.row(person, team_id) for person in board.inside(team_id))


def matching(rows: Iterable[RowView], text: str) -> tuple[RowView, ...]:
    """The rows that have every word of ``text``, in any order, accents and case aside."""
    wanted = fold(text).split()
    return tuple(row for row in rows if all(word in row.words for word in wanted))


def plain_row(person: PersonLine) -> RowView:
    """A person as a row, wherever they are."""
    detail = ", ".join(filter(None, (person.function, person.organisation)))
    words = fold(f"{person.name} {detail}")
    return RowView(person.id, person.name, detail, "", "", False, False, f"{person.name}, {detail}", words)


class _Board:
    """One assignment, looked at from every side: who is inside, who came, who left."""

    def __init__(self, situation: Situation, before: Assignment, shown: Assignment, by_hand: AbstractSet[str]) -> None:
        self._situation, self._before, self._shown, self._by_hand = situation, before, shown, by_hand
        self._colour = "apprenante" if situation.kind is TeamKind.LEARNING else "defis"
        self._order = {key: place for place, key in enumerate(NEED_WORDS)}
        self._inside: dict[str, list[PersonLine]] = {}
        self._left: dict[str, list[PersonLine]] = {}
        for person in situation.people:
            was, now = before.get(person.id), shown.get(person.id)
            if now is not None:
                self._inside.setdefault(now, []).append(person)
            if was is not None and was != now:
                self._left.setdefault(was, []).append(person)

    def inside(self, team_id: str) -> list[PersonLine]:
        """The members, bearers first, then those who facilitate, then by what they bring."""
        return sorted(self._inside.get(team_id, ()), key=lambda person: self._rank(person, team_id))

    def row(self, person: PersonLine, team_id: str | None) -> RowView:
        """A person, with the team given."""
        situation = self._situation
        team = situation.team_by_id.get(team_id or "")
        brings = need_words(person.main_need) if person.main_need in NEED_WORDS else person.function
        detail = ", ".join(filter(None, (brings, person.territory or person.organisation)))
        kept = person.id in self._by_hand or (person.by_hand and person.team == team_id and team_id is not None)
        locked = person.locked and person.team == team_id
        said = [person.name, detail]
        if team is not None:
            said.append(tr("team {code}", code=team.code or team.name))
        if kept:
            said.append(tr("placed by hand"))
        if locked:
            said.append(tr("locked"))
        wished = [situation.team_by_id[wish] for wish in person.wishes if wish in situation.team_by_id]
        words = [person.name, detail, person.organisation, *(f"{wish.code} {wish.name}" for wish in wished)]
        return RowView(
            person_id=person.id,
            name=person.name,
            detail=detail,
            code=(team.code or team.name) if team is not None else "",
            colour=self._colour,
            locked=locked,
            by_hand=kept,
            sentence=", ".join(filter(None, said)),
            words=fold(" ".join(words)),
        )

    def card(self, team: TeamLine, *, differences: bool) -> CardView:
        """A team's card; ``differences`` tells apart who comes and who goes."""
        inside = self.inside(team.id)
        came = {person.id for person in inside if self._before.get(person.id) != team.id}
        gone = sorted(self._left.get(team.id, ()), key=lambda person: self._rank(person, team.id))
        members = [self._member(p, team.id, Mark.STAYS) for p in inside if not (differences and p.id in came)]
        if differences:
            members += [self._member(person, team.id, Mark.REMOVED) for person in gone]
            members += [self._member(person, team.id, Mark.ADDED) for person in inside if person.id in came]
        wishing = [person for person in inside if person.wishes]
        card = CardView(
            team_id=team.id,
            code=team.code,
            title=team.name,
            colour=self._colour,
            members=tuple(members),
            count=len(inside),
            added=len(came),
            largest=team.max_size,
            foot=_foot(self._situation.kind, team, inside),
            granted=sum(1 for person in wishing if team.id in person.wishes),
            wishing=len(wishing),
            sentence="",
        )
        return replace(card, sentence=_card_sentence(card))

    def _member(self, person: PersonLine, team_id: str, mark: Mark) -> MemberView:
        if mark is not Mark.STAYS:
            icon = "plus" if mark is Mark.ADDED else "minus"
        elif person.id in self._by_hand or (person.by_hand and person.team == team_id):
            icon = "hand"
        elif person.locked and person.team == team_id:
            icon = "lock"
        elif team_id in person.bears:
            icon = "flag"
        else:
            icon = need_icon(person.main_need)
        return MemberView(person.id, card_name(person), icon, mark, person.name)

    def _rank(self, person: PersonLine, team_id: str) -> tuple[int, int, str]:
        first = 0 if team_id in person.bears else 1 if Role.FACILITATOR in person.roles else 2
        return first, self._order.get(person.main_need, len(self._order)), fold(person.listed_name)


def card_name(person: PersonLine) -> str:
    """The short name; of those who would share it, a few letters more, so that the family name is still read."""
    if person.short_name == person.name and person.given_name and person.family_name:
        return f"{person.given_name[:_LETTERS]}. {person.family_name}"
    return person.short_name


def _foot(kind: TeamKind, team: TeamLine, inside: list[PersonLine]) -> Foot | None:
    """What a glance at a team should tell first: too many, too few, a role that nobody has, else that all is well."""
    count = len(inside)
    if count > team.max_size:
        return Foot(
            "triangle-alert", trn("{n} person too many", "{n} people too many", count - team.max_size), "warning"
        )
    if not count:
        return Foot("circle", tr("Nobody yet"), "")
    if count < team.min_size:
        return Foot("triangle-alert", trn("{n} person too few", "{n} people too few", team.min_size - count), "warning")
    if kind is TeamKind.LEARNING:
        known = [person.challenge_team for person in inside if person.challenge_team]
        if not known:
            return None
        groups = trn("{n} team mixed", "{n} teams mixed", len(set(known)))
        return Foot("circle-check", groups) if len(set(known)) == len(known) else Foot("target", groups, "")
    if not team.needs:
        return None
    missing = [need for need in team.needs if sum(need.key in p.covers for p in inside) < need.per_team]
    if len(missing) == 1:
        return Foot(
            "triangle-alert", tr("{role} missing", role=need_label(missing[0].key, missing[0].label)), "warning"
        )
    covered, total = len(team.needs) - len(missing), len(team.needs)
    words = trn("{n} role of {total}", "{n} roles of {total}", covered, total=total)
    return Foot("triangle-alert", words, "warning") if missing else Foot("circle-check", words)


def _card_sentence(card: CardView) -> str:
    said = [card.code, card.title, tr("{count} people for {largest}", count=card.count, largest=card.largest)]
    if card.foot is not None:
        said.append(card.foot.words)
    if card.wishing:
        said.append(tr("wishes granted {granted} of {wishing}", granted=card.granted, wishing=card.wishing))
    sentence = ", ".join(filter(None, said)) + "."
    groups = ((Mark.STAYS, tr("Members:")), (Mark.ADDED, tr("Added:")), (Mark.REMOVED, tr("Removed:")))
    for mark, words in groups:
        listed = [member.sentence for member in card.members if member.mark is mark]
        if listed:
            sentence += f" {words} {', '.join(listed)}."
    return sentence


def _subtitle(situation: Situation) -> str:
    placed, waiting = len(situation.placed), len(situation.to_place)
    sizes = {(team.min_size, team.max_size) for team in situation.teams}
    teams = len(situation.teams)
    least, most = next(iter(sizes)) if len(sizes) == 1 else (0, 0)
    if most and least == most:
        formed = trn("{n} team of {size}", "{n} teams of {size}", teams, size=most)
    elif most:
        formed = trn("{n} team of {least} to {most}", "{n} teams of {least} to {most}", teams, least=least, most=most)
    else:
        formed = trn("{n} team", "{n} teams", teams)
    rest = tr("{n} to place", n=waiting) if waiting else tr("nobody to place")
    return ", ".join((formed, trn("{n} person placed", "{n} people placed", placed), rest))
