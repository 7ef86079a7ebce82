"""The mapped classes, one module a theme. Importing this package maps them all."""

from .base import Base, Fact, Replicated, new_id
from .challenges import Challenge, ChallengeBearer, Wish
from .event import Event, HalfDay, Replica, Site
from .people import (
    BadgeAlias,
    Consent,
    ImportProfile,
    Organisation,
    OrganisationKind,
    Person,
    PersonRole,
    PersonSkill,
    PersonStatus,
    Role,
    Skill,
    Territory,
)
from .reception import BadgePrint, CheckIn, CheckInKind

__all__ = [
    "BadgeAlias",
    "BadgePrint",
    "Base",
    "Challenge",
    "ChallengeBearer",
    "CheckIn",
    "CheckInKind",
    "Consent",
    "Event",
    "Fact",
    "HalfDay",
    "ImportProfile",
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonRole",
    "PersonSkill",
    "PersonStatus",
    "Replica",
    "Replicated",
    "Role",
    "Site",
    "Skill",
    "Territory",
    "Wish",
    "new_id",
]
