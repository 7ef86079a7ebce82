"""The words of a finding about a reader: what it is called, what the reader does, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from ..language import mark, tr, trn
from .reader_check import Finding, Trait

_SCANNERS = {
    "us": mark("an American keyboard (QWERTY)"),
    "fr": mark("a French keyboard (AZERTY)"),
    "be": mark("a Belgian keyboard (AZERTY)"),
    "ch-fr": mark("a Swiss French keyboard (QWERTZ)"),
    "de": mark("a German keyboard (QWERTZ)"),
    "uk": mark("a British keyboard (QWERTY)"),
}
_COMPUTERS = {
    "us": mark("American (QWERTY)"),
    "fr": mark("French (AZERTY)"),
    "be": mark("Belgian (AZERTY)"),
    "ch-fr": mark("Swiss French (QWERTZ)"),
    "de": mark("German (QWERTZ)"),
    "uk": mark("British (QWERTY)"),
}
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class ReaderWords:
    """``title`` in a few words, ``what`` the reader does, ``todo`` what to do about it: whole sentences."""

    title: str
    what: str
    todo: str


def word_reader(finding: Finding) -> ReaderWords:
    """The words of one finding. The gravest trait comes first; a second one is told when there is one."""
    said = [_what(trait, finding) for trait in finding.traits[:2]] or [_same_keyboards(finding)]
    todo = [_todo(trait, finding) for trait in finding.traits[:2]]
    needed = [sentence for sentence in todo if sentence] or [tr("Nothing to do.")]
    what = " ".join(dict.fromkeys(sentence for sentence in said if sentence))
    return ReaderWords(_title(finding), what, " ".join(dict.fromkeys(needed)))


def _title(finding: Finding) -> str:
    titles = {
        Trait.NOTHING: tr("Nothing came from the reader"),
        Trait.BY_HAND: tr("Keys typed by hand"),
        Trait.SPLIT: tr("The code came in pieces"),
        Trait.NO_END: tr("The Enter key is missing"),
        Trait.OTHER_CODE: tr("Not one of our badges"),
        Trait.STRANGE_KEYBOARD: tr("Unknown keyboard of the reader"),
    }
    if finding.gravest in titles:
        return titles[finding.gravest]
    return tr("The reader works") if finding.reads else tr("The reader is to be set")


def _same_keyboards(finding: Finding) -> str:
    return tr("A code of this program was read.") if finding.sure else tr("A badge was read.")


def _what(trait: Trait, finding: Finding) -> str:
    added = finding.added if len(finding.added) <= _SHOWN else f"{finding.added[:_SHOWN]}…"
    match trait:
        case Trait.NOTHING:
            return tr("No key came from it.")
        case Trait.BY_HAND:
            return tr("These keys are too far apart for a reader.")
        case Trait.SPLIT:
            return trn("It came in {n} piece.", "It came in {n} pieces.", finding.pieces)
        case Trait.NO_END:
            return tr("The reader does not end its codes with Enter.")
        case Trait.PREFIX:
            return tr("The reader adds “{signs}” before the code.", signs=added)
        case Trait.SUFFIX:
            return tr("The reader adds “{signs}” after the code.", signs=added)
        case Trait.DIGITS_LOST:
            return tr("Digits are lost: the reader types them on the numeric pad, and Num Lock is off.")
        case Trait.STRANGE_KEYBOARD:
            return tr("The reader types on a keyboard that this program does not know.")
        case Trait.OTHER_CODE:
            return tr("The reader works. Codes of other systems can still be known here.")
        case Trait.SLOW:
            return tr("The reader is slow: {n} ms between two keys.", n=finding.gap_ms)
        case Trait.KEYBOARDS:
            return tr(
                "The reader types like {scanner}, this computer is set to {computer}.",
                scanner=tr(_SCANNERS[finding.scanner]),
                computer=tr(_COMPUTERS[finding.computer]),
            )
        case Trait.CAPS_LOCK:
            return tr("Caps Lock is on.")
        case Trait.KEYPAD:
            return tr("The reader types digits on the numeric pad.")
        case Trait.AIM:
            return tr("The reader announces the kind of code (“{signs}”).", signs=added)
        case Trait.TAB:
            return tr("The reader ends with Tab instead of Enter.")


def _todo(trait: Trait, finding: Finding) -> str:
    match trait:
        case Trait.NOTHING:
            return tr("Check its cable or battery, and that its manual has set it to “USB keyboard” (HID).")
        case Trait.BY_HAND | Trait.OTHER_CODE:
            return tr("Scan the code on the screen, or a badge of the event.")
        case Trait.SPLIT:
            return tr("Scan again. If it lasts, set its delay between characters to 0, and Enter at the end alone.")
        case Trait.NO_END:
            return tr("Set its suffix to Enter (CR): the code to scan for it is in its manual.")
        case Trait.PREFIX | Trait.SUFFIX if finding.reads:
            return tr("Nothing to do: codes are read anyway.")
        case Trait.PREFIX:
            return tr("Remove this prefix: the code to scan for it is in its manual.")
        case Trait.SUFFIX:
            return tr("Keep Enter as its only suffix: the code to scan for it is in its manual.")
        case Trait.DIGITS_LOST:
            return tr("Press Num Lock once.")
        case Trait.STRANGE_KEYBOARD:
            return tr("Set its keyboard to United States (USA): the code to scan for it is in its manual.")
        case Trait.SLOW:
            return tr("Set its delay between characters to 0: the code to scan for it is in its manual.")
        case Trait.KEYBOARDS if not finding.reads:
            return tr("Set its keyboard to {computer}.", computer=tr(_COMPUTERS[finding.computer]))
        case Trait.KEYBOARDS if not finding.sure:
            return tr("Nothing to do: codes are read anyway. The code on the screen would name the keyboard for sure.")
        case Trait.KEYBOARDS | Trait.TAB | Trait.AIM:
            return tr("Nothing to do: codes are read anyway.")
        case Trait.CAPS_LOCK:
            return tr("Badges are read anyway. Press Caps Lock before typing a name.")
        case Trait.KEYPAD:
            return tr("Leave Num Lock on.")
