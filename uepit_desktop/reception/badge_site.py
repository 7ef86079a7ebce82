"""The site of the open event, as the badges printed here name it after their code."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import Event, Site
from .codes import site_tag


def badge_site(db: Session) -> str:
    """``LORVAL``; empty when the event has no site with a plain name."""
    name = db.execute(select(Site.name).join(Event, Event.site_id == Site.id)).scalar()
    return site_tag(name or "")
