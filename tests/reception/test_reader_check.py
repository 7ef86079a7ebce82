"""What the test of a reader finds, by tables: keyboards, Caps Lock, ends, additions, pace, digits."""

from __future__ import annotations

from itertools import product

import pytest

from uepit_desktop.reception.keyboards import CAPS_LOCK, LAYOUTS, typed
from uepit_desktop.reception.reader_check import TEST_CODE, Finding, Key, Trait, examine, examine_reader
from uepit_desktop.reception.reader_wording import word_reader

CODE = "HKBCNGDRLPF"
NAMES = {
    "us": ("un clavier américain (QWERTY)", "américain (QWERTY)"),
    "fr": ("un clavier français (AZERTY)", "français (AZERTY)"),
    "be": ("un clavier belge (AZERTY)", "belge (AZERTY)"),
    "ch-fr": ("un clavier suisse romand (QWERTZ)", "suisse romand (QWERTZ)"),
    "de": ("un clavier allemand (QWERTZ)", "allemand (QWERTZ)"),
    "uk": ("un clavier britannique (QWERTY)", "britannique (QWERTY)"),
}


def burst(text: str, *, end: str = "\r", gap_ms: float = 8, keypad: bool = False) -> list[Key]:
    """The keys of a reader, one every ``gap_ms``."""
    return [Key(sign, place * gap_ms, keypad and sign.isdigit()) for place, sign in enumerate(text + end)]


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.mark.parametrize(("scanner", "computer"), [(s, c) for s, c in product(LAYOUTS, LAYOUTS) if s != c])
def test_both_keyboards_are_named_from_the_code_on_the_screen(scanner: str, computer: str) -> None:
    finding = examine(TEST_CODE, burst(typed(TEST_CODE, scanner, computer)), computer=computer)
    assert (finding.scanner, finding.computer, finding.traits) == (scanner, computer, (Trait.KEYBOARDS,))
    words = word_reader(finding)
    who, what = NAMES[scanner][0], NAMES[computer][1]
    assert plain(words.what) == f"Le lecteur tape comme {who}, cet ordinateur est en {what}."
    assert finding.reads
    assert plain(words.todo).startswith("Rien à faire : les codes sont lus quand même.")


@pytest.mark.parametrize(("scanner", "computer"), [(s, c) for s, c in product(LAYOUTS, LAYOUTS) if s != c])
def test_both_keyboards_are_named_even_when_the_system_does_not_say_its_own(scanner: str, computer: str) -> None:
    finding = examine(TEST_CODE, burst(typed(TEST_CODE, scanner, computer)))
    if {scanner, computer} == {"us", "uk"}:  # either way round they write the same
        assert not finding.sure
    else:
        assert (finding.scanner, finding.computer, finding.sure) == (scanner, computer, True)


@pytest.mark.parametrize("caps_lock", CAPS_LOCK)
@pytest.mark.parametrize(("scanner", "computer"), list(product(LAYOUTS, LAYOUTS)))
def test_caps_lock_is_told_apart_from_another_keyboard(scanner: str, computer: str, caps_lock: str) -> None:
    written = typed(TEST_CODE, scanner, computer, caps_lock=caps_lock)
    if "\0" in written:
        pytest.skip("a dead key")
    finding = examine(TEST_CODE, burst(written), computer=computer)
    assert (Trait.CAPS_LOCK in finding.traits) == (caps_lock != "off")
    assert (finding.scanner, finding.computer) == (scanner, computer)
    assert finding.reads


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_reader_on_the_keyboard_of_the_computer_needs_nothing(layout: str) -> None:
    finding = examine(TEST_CODE, burst(TEST_CODE), computer=layout)
    assert (finding.traits, finding.reads, finding.scanner) == ((), True, layout)
    assert plain(word_reader(finding).title) == "Le lecteur fonctionne"
    assert plain(word_reader(finding).todo) == "Rien à faire."


SPLIT_IN_THREE = [*burst(TEST_CODE[:8]), *burst(TEST_CODE[8:16]), *burst(TEST_CODE[16:])]
LATE = [Key(sign, place * 8 + (90 if place > 9 else 0)) for place, sign in enumerate(f"{TEST_CODE}\r")]


@pytest.mark.parametrize(
    ("keys", "traits", "reads", "what"),
    [
        ([], (Trait.NOTHING,), False, "Aucune touche n'est venue de lui."),
        (burst(TEST_CODE, end=""), (Trait.NO_END,), False, "Le lecteur ne termine pas ses codes par Entrée."),
        (burst(TEST_CODE, end="\t"), (Trait.TAB,), True, "Le lecteur termine par Tabulation au lieu d'Entrée."),
        (burst(TEST_CODE, end="\r\n"), (), True, "Un code de ce programme a été lu."),
        (burst(f"]Q1{TEST_CODE}"), (Trait.AIM,), True, "Le lecteur annonce le type de code (« ]Q1 »)."),
        (burst(f"$A&{typed(TEST_CODE, 'us', 'fr')}"), (Trait.KEYBOARDS, Trait.AIM), True,
         "Le lecteur tape comme un clavier américain (QWERTY), cet ordinateur est en français (AZERTY). "
         "Le lecteur annonce le type de code (« $A& »)."),
        (burst(f"*42{TEST_CODE}"), (Trait.PREFIX,), False, "Le lecteur ajoute « *42 » devant le code."),
        (burst(f"{TEST_CODE}FIN"), (Trait.SUFFIX,), False, "Le lecteur ajoute « FIN » après le code."),
        (burst(f"{TEST_CODE}*"), (Trait.SUFFIX,), True, "Le lecteur ajoute « * » après le code."),
        (burst(TEST_CODE, gap_ms=60), (Trait.SLOW,), True, "Le lecteur est lent : 60 ms entre deux touches."),
        (SPLIT_IN_THREE, (Trait.SPLIT,), False, "Il est arrivé en 3 morceaux."),
        (LATE, (Trait.SPLIT,), False, "Il est arrivé en 2 morceaux."),
        (burst(TEST_CODE, keypad=True), (Trait.KEYPAD,), True, "Le lecteur tape les chiffres au pavé numérique."),
        ([Key("" if sign.isdigit() else sign, 8.0 * n, sign.isdigit()) for n, sign in enumerate(f"{TEST_CODE}\r")],
         (Trait.DIGITS_LOST,), True,
         "Des chiffres se perdent : le lecteur les tape au pavé numérique, et Verr. num est éteint."),
        (burst("UEPIT#XDMKZQ%0123456789@~"), (Trait.STRANGE_KEYBOARD,), False,
         "Le lecteur tape sur un clavier que ce programme ne connaît pas."),
        (burst("3760012345678"), (Trait.OTHER_CODE,), False,
         "Le lecteur fonctionne. Les codes d'autres systèmes peuvent aussi être connus ici."),
        (burst("dupont", gap_ms=120), (Trait.BY_HAND,), False, "Ces touches sont trop espacées pour un lecteur."),
    ],
)  # fmt: skip
def test_what_a_reader_does_is_named(keys: list[Key], traits: tuple[Trait, ...], reads: bool, what: str) -> None:
    finding = examine_reader(keys)
    assert (finding.traits, finding.reads) == (traits, reads)
    words = word_reader(finding)
    assert plain(words.what) == what
    assert words.todo


def test_digits_of_the_numeric_pad_do_not_hide_the_keyboards() -> None:
    written = "".join(sign if sign.isdigit() else typed(sign, "us", "fr") for sign in TEST_CODE)
    finding = examine(TEST_CODE, burst(written, keypad=True))
    assert (finding.scanner, finding.computer) == ("us", "fr")
    assert set(finding.traits) == {Trait.KEYBOARDS, Trait.KEYPAD}


@pytest.mark.parametrize(
    ("text", "scanner", "computer", "sure"),
    [
        (f"{CODE}/LORVAL-SUR-MER", "us", "us", True),
        (typed(f"{CODE}/LORVAL-SUR-MER", "us", "fr"), "us", "fr", False),  # or a British reader
        (typed(f"{CODE}/LORVAL-SUR-MER", "fr", "us"), "fr", "us", True),
    ],
)
def test_a_badge_of_the_event_names_the_keyboards_as_far_as_its_letters_go(
    text: str, scanner: str, computer: str, sure: bool
) -> None:
    finding = examine_reader(burst(text), site_tag="LORVAL-SUR-MER", computer=computer)
    assert (finding.scanner, finding.computer) == (scanner, computer)
    assert finding.sure == sure
    assert finding.reads


def test_a_badge_of_another_site_works_and_names_no_keyboard() -> None:
    finding = examine_reader(burst(f"{CODE}!BREVQNCHES"), site_tag="LORVAL")
    assert (finding.traits, finding.reads, finding.scanner) == ((), True, "")


def test_a_badge_typed_with_caps_lock_says_so() -> None:
    finding = examine_reader(burst(CODE.lower()))
    assert (finding.traits, finding.reads) == ((Trait.CAPS_LOCK,), True)


def test_a_badge_behind_a_prefix_is_still_found() -> None:
    finding = examine_reader(burst(f"ab{CODE}/LORVAL"), site_tag="LORVAL")
    assert (finding.traits, finding.added, finding.reads) == ((Trait.PREFIX,), "ab", False)


@pytest.mark.parametrize("text", ["", "\0" * 40, "🙂" * 200, "x" * 5000, "UEPIT" * 300])
def test_any_text_gives_a_finding_with_words(text: str) -> None:
    finding = examine_reader(burst(text))
    assert isinstance(finding, Finding)
    words = word_reader(finding)
    assert all((words.title, words.what, words.todo))


@pytest.mark.parametrize("trait", list(Trait))
def test_every_trait_has_words_and_something_to_do(trait: Trait) -> None:
    for reads in (True, False):
        words = word_reader(Finding((trait,), reads, "us", "fr", added="]Q1", gap_ms=60, pieces=2))
        assert all((words.title, words.what, words.todo))
