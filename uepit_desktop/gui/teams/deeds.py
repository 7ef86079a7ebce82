"""What a person does with teams, by keys or by drag: adjust the proposal, or write when there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from ...event import UserError
from ...event.model import TeamKind
from ...language import tr
from ...language.folding import fold
from ...teams.situation import PersonLine, Situation, TeamLine
from .draft import Draft

if TYPE_CHECKING:
    from ...teams.placing import Arranged
    from .page import TeamsPage


class Deeds:
    """While a proposal is in sight hands adjust it, and nothing is written before « Appliquer »."""

    def __init__(self, page: TeamsPage) -> None:
        self._page = page

    # moving

    def ask_move(self) -> None:
        """M: which team for the person selected?"""
        person = self._person(self._page.person_id)
        if person is None:
            self._say(tr("Choose a person first, then M and the team."))
            return
        self._page.columns.show_pane("people")
        self._page.columns.people.ask_code(person.name)

    def move_to_code(self, text: str) -> None:
        """The code typed after M."""
        people, person = self._page.columns.people, self._person(self._page.person_id)
        if person is None:
            people.close_code()
            return
        team = team_by_code(self._page.situation, text)
        if team is None:
            people.refuse_code(tr("No team has the code “{code}”.", code=text.strip()))
            return
        refusal = self.refusal(person.id, team.id)
        if refusal:
            people.refuse_code(refusal)
            return
        people.close_code()
        people.list.setFocus()
        self.move(person.id, team.id)

    def type_code(self, text: str) -> None:
        """A letter more after M: the move is made as soon as only one team can be meant."""
        if self.code_is_sure(text):
            self.move_to_code(text)

    def code_is_sure(self, text: str) -> bool:
        """Whether what is typed can only be one team, so that Entrée need not be pressed."""
        situation = self._page.situation
        typed = fold(text.strip())
        if situation is None or not typed:
            return False
        codes = [fold(team.code) for team in situation.teams if fold(team.code).startswith(typed)]
        return codes == [typed]

    def refusal(self, person_id: str, team_id: str) -> str:
        """Why someone cannot be moved there, or nothing."""
        person = self._person(person_id)
        if person is None:
            return tr("This person is no longer in the list.")
        if self._page.team_of(person_id) == team_id:
            return tr("{name} is already in this team.", name=person.name)
        held = person.locked or (person.by_hand and self._page.proposal.draft is not None)
        if held and person.team is not None and person.team != team_id:
            return tr("{name} is kept where they are. L takes the lock off.", name=person.name)
        return ""

    def move(self, person_id: str, team_id: str) -> None:
        """Put someone in a team by hand."""
        page = self._page
        person, team = self._person(person_id), self._team(team_id)
        if person is None or team is None:
            return
        refusal = self.refusal(person_id, team_id)
        if refusal:
            self._say(refusal, meaning="warning")
            return
        page.person_id = person_id
        draft = page.proposal.draft
        words = tr("{name} in {team}", name=person.name, team=team.code or team.name)
        if draft is None:
            page.team_id = team_id
            self._write("place", person_id, team_id)
            return
        page.proposal.adjust(draft.moved(person_id, team_id, words))
        self._say(words, undo=self.undo_step)

    def try_moves(self, person_id: str, moves: Sequence[tuple[str, str]]) -> None:
        """Another team for a person, with whoever has to move for it; it becomes a proposal when there is none."""
        page = self._page
        situation, person = page.situation, self._person(person_id)
        if situation is None or person is None:
            return
        if page.proposal.draft is None:
            page.proposal.take(dict(situation.assignment))
        draft = page.proposal.draft
        if draft is None:
            return
        team = self._team(dict(moves).get(person_id, ""))
        words = tr("{name} in {team}", name=person.name, team=(team.code or team.name) if team is not None else "?")
        page.person_id = person_id
        page.proposal.adjust(draft.rearranged(dict(moves), person_id, words))
        self._say(words, undo=self.undo_step)

    def take_out(self) -> None:
        """The person selected is to be placed again."""
        person = self._person(self._page.person_id)
        if person is None or self._page.team_of(person.id) is None:
            return
        draft = self._page.proposal.draft
        if draft is None:
            self._write("place", person.id, None)
        elif person.kept:
            self._say(tr("{name} is kept where they are. L takes the lock off.", name=person.name), meaning="warning")
        else:
            words = tr("{name} out of every team", name=person.name)
            self._page.proposal.adjust(draft.moved(person.id, None, words))
            self._say(words, undo=self.undo_step)

    # locks

    def toggle_lock(self, person_id: str = "") -> None:
        """L: keep the person selected where they are, whatever is computed, or leave them free again."""
        page = self._page
        person = self._person(person_id or page.person_id)
        if person is None:
            self._say(tr("Choose a person first, then L."))
            return
        draft, team_id = page.proposal.draft, page.team_of(person.id)
        if team_id is None:
            self._say(tr("{name} has no team yet.", name=person.name))
        elif draft is not None and (draft.assignment.get(person.id) != person.team or person.id in draft.by_hand):
            self._toggle_in(draft, person)
        elif person.kept:
            self.unlock([person.id])
        else:
            self._write("lock", [person.id])

    def unlock(self, people: list[str]) -> None:
        """Leave people free to be moved by a proposal."""
        self._write("unlock", people)

    def _toggle_in(self, draft: Draft, person: PersonLine) -> None:
        keep = person.id not in draft.by_hand
        team = self._team(draft.assignment.get(person.id, ""))
        code = (team.code or team.name) if team is not None else ""
        words = (
            tr("{name} kept in {team}", name=person.name, team=code)
            if keep
            else tr("{name} free again", name=person.name)
        )
        self._page.proposal.adjust(draft.kept(person.id, keep, words))
        self._say(words, icon="lock" if keep else "lock-open", undo=self.undo_step)

    # taking back

    def undo_step(self) -> None:
        """Take back the last adjustment of the proposal."""
        draft = self._page.proposal.draft
        if draft is not None and draft.past:
            words = draft.past[-1].words
            self._page.proposal.adjust(draft.undone())
            self._say(tr("Undone: {action}", action=words), icon="undo-2")

    def redo_step(self) -> None:
        """Do it again."""
        draft = self._page.proposal.draft
        if draft is not None and draft.future:
            words = draft.future[-1].words
            self._page.proposal.adjust(draft.redone())
            self._say(tr("Done again: {action}", action=words), icon="redo-2")

    # the whole

    def apply(self) -> None:
        """Write the proposal: one verb, undone by one Ctrl+Z."""
        page = self._page
        draft, situation = page.proposal.draft, page.situation
        if draft is None or situation is None or not page.can_apply:
            return
        from ...teams.placing import apply_plan

        changed: dict[str, str | None] = {
            one: team for one, team in draft.assignment.items() if situation.assignment.get(one) != team
        }
        changed |= {one: None for one in situation.assignment if one not in draft.assignment}
        withdrawn = [team_id for team_id in draft.withdrawn if team_id not in draft.assignment.values()]

        def then(arranged: Arranged) -> None:
            page.proposal.discard()
            page.banner.hide()
            self._done(arranged)

        page.run(apply_plan, page.context.event, changed, stamp=situation.stamp, kind=page.kind,
                 round_no=page.round_no, by_hand=sorted(draft.by_hand & changed.keys()), withdrawn=withdrawn,
                 then=then, failed=self._refused)  # fmt: skip

    def prepare(self, *, count: int | None = None, size: int | None = None) -> None:
        """Make the teams of this kind: one a challenge, or learning teams of a round."""
        from ...teams.preparing import prepare_challenge_teams, prepare_learning_teams

        page = self._page
        if page.kind is TeamKind.CHALLENGE:
            page.run(prepare_challenge_teams, page.context.event, then=self._done, failed=self._refused)
        else:
            page.run(prepare_learning_teams, page.context.event, count=count, size=size, round_no=page.round_no,
                     then=self._done, failed=self._refused)  # fmt: skip

    def run(self, verb: Callable[..., Any], *args: Any, **options: Any) -> None:
        """Any other verb of teams, on this event; its sentence is shown with its undo."""
        self._page.run(verb, self._page.context.event, *args, then=self._done, failed=self._refused, **options)

    def _write(self, verb: str, *args: Any) -> None:
        from ...teams import placing

        page = self._page
        page.run(getattr(placing, verb), page.context.event, *args, kind=page.kind, round_no=page.round_no,
                 then=self._done, failed=self._refused)  # fmt: skip

    def _done(self, arranged: Any) -> None:
        message = getattr(arranged, "message", "") or tr("Saved")
        changes = getattr(arranged, "changes", arranged)
        self._say(message, undo=self._page.context.undo if getattr(changes, "rows", True) else None)
        self._page.reload()

    def _refused(self, error: UserError) -> None:
        self._say(str(error), meaning="danger", icon="octagon-alert")
        self._page.reload()

    def _say(
        self, words: str, *, icon: str = "check", meaning: str = "", undo: Callable[[], object] | None = None
    ) -> None:
        context = self._page.context
        context.toasts.show_message(words, icon=icon, meaning=meaning, undo=undo)
        context.announce(words, assertive=bool(meaning))

    def _person(self, person_id: str) -> PersonLine | None:
        situation = self._page.situation
        return situation.person_by_id.get(person_id) if situation is not None else None

    def _team(self, team_id: str) -> TeamLine | None:
        situation = self._page.situation
        return situation.team_by_id.get(team_id) if situation is not None else None


def team_by_code(situation: Situation | None, text: str) -> TeamLine | None:
    """The team of this code; a number alone is enough: "3" is D3 among challenge teams."""
    if situation is None:
        return None
    typed = fold(text.strip())
    by_code = {fold(team.code): team for team in situation.teams}
    if typed in by_code:
        return by_code[typed]
    ends = [team for code, team in by_code.items() if typed.isdigit() and code.lstrip(ascii_lowercase) == typed]
    return ends[0] if len(ends) == 1 else None
