"""What every test stands on: no network, no screen, no settings of the person who runs them, French to begin with."""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from uepit_desktop.event import EventFile

_HERE = Path(__file__).resolve().parent
_NO_NETWORK = _HERE / "no_network"


def _refuse_sockets() -> None:
    path = os.environ.get("PYTHONPATH", "")
    if str(_NO_NETWORK) not in path.split(os.pathsep):  # processes that the tests start
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_NO_NETWORK), path)))
    if getattr(sys, "_uepit_network_refused", False):
        return
    spec = importlib.util.spec_from_file_location("no_network_sitecustomize", _NO_NETWORK / "sitecustomize.py")
    assert spec is not None
    assert spec.loader is not None
    spec.loader.exec_module(importlib.util.module_from_spec(spec))  # this process


_refuse_sockets()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("UEPIT_LANG", None)

settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "explore")


@pytest.fixture(autouse=True)
def _french_first() -> Iterator[None]:
    """Each test starts in French and leaves no language behind it."""
    from uepit_desktop import language

    language.use("fr")
    yield
    language.use("fr")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, recent events and crash reports go to a folder of the test, never to the person's own."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.removeprefix("XDG_").lower()))
    return home


@pytest.fixture
def event(tmp_path: Path) -> Iterator[EventFile]:
    """A real event file on disk: three days from 6 July 2026 at Valmorin, opened at the desk « Accueil A »."""
    from uepit_desktop.event import EventFile

    event = EventFile.create(
        tmp_path / "valmorin.uepit",
        name="Université d'été",
        site="Valmorin",
        start_on=dt.date(2026, 7, 6),
        days=3,
        desk="Accueil A",
    )
    yield event
    event.close()
