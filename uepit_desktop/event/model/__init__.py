"""The mapped classes, one module a theme. Importing this package maps them all."""

from .base import Base, Fact, Replicated, new_id
from .challenges import Challenge, ChallengeBearer, Wish
from .event import Event, HalfDay, HalfDayClosing, Replica, RetentionPeriod, Site
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
from .programme import Enrolment, EnrolmentStatus, ProgrammeSession, Room, SessionHost, SessionKind, SessionTeam
from .reception import BadgePrint, CheckIn, CheckInKind
from .teams import Bond, BondKind, BondMember, Placement, Team, TeamKind, TeamRule, placement_id

__all__ = [
    "BadgeAlias",
    "BadgePrint",
    "Base",
    "Bond",
    "BondKind",
    "BondMember",
    "Challenge",
    "ChallengeBearer",
    "CheckIn",
    "CheckInKind",
    "Consent",
    "Enrolment",
    "EnrolmentStatus",
    "Event",
    "Fact",
    "HalfDay",
    "HalfDayClosing",
    "ImportProfile",
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonRole",
    "PersonSkill",
    "PersonStatus",
    "Placement",
    "ProgrammeSession",
    "Replica",
    "Replicated",
    "RetentionPeriod",
    "Role",
    "Room",
    "SessionHost",
    "SessionKind",
    "SessionTeam",
    "Site",
    "Skill",
    "Team",
    "TeamKind",
    "TeamRule",
    "Territory",
    "Wish",
    "new_id",
    "placement_id",
]
