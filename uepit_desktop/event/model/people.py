"""People, the organisations and territories they come from, what they do here and what they can do."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Boolean, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import APART, SUBJECT, Base, JsonText, Replicated


class OrganisationKind(StrEnum):
    LOCAL_AUTHORITY = "local_authority"  # collectivité
    STATE = "state"
    HOSPITAL = "hospital"
    RESEARCH = "research"
    ASSOCIATION = "association"
    COMPANY = "company"
    CITIZEN = "citizen"


class Role(StrEnum):
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    BEARER = "bearer"  # porteur·se de défi
    PROJECT_TEAM = "project_team"
    SPEAKER = "speaker"  # intervenant
    KEYNOTE_WITNESS = "keynote_witness"  # grand témoin
    TESTER = "tester"
    NATIONAL_SUPPORT = "national_support"
    RECEPTION = "reception"


class Consent(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class PersonStatus(StrEnum):
    REGISTERED = "registered"
    CANCELLED = "cancelled"


class Territory(Replicated, Base):
    """Commune, EPCI, département, région or country; INSEE code where there is one."""

    __tablename__ = "territory"

    name: Mapped[str] = mapped_column(String)
    level: Mapped[str] = mapped_column(String, default="commune")
    insee_code: Mapped[str | None] = mapped_column(String)


class Organisation(Replicated, Base):
    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(String)
    kind: Mapped[str | None] = mapped_column(String)
    """An OrganisationKind, or None when the file did not say."""
    territory_id: Mapped[str | None] = mapped_column(String(36))


class Person(Replicated, Base):
    """A registered person. Names are kept as typed but for stray spaces; e-mail and phone are kept even when wrong."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_badge_code", "badge_code"),
        Index("ix_person_email", "email"),
        Index("ix_person_organisation_id", "organisation_id"),
    )

    family_name: Mapped[str] = mapped_column(String, default="")
    given_name: Mapped[str] = mapped_column(String, default="")
    email: Mapped[str] = mapped_column(String, default="", info=APART)
    phone: Mapped[str] = mapped_column(String, default="", info=APART)
    organisation_id: Mapped[str | None] = mapped_column(String(36))
    function: Mapped[str] = mapped_column(String, default="")
    territory_id: Mapped[str | None] = mapped_column(String(36))
    diet: Mapped[str] = mapped_column(String, default="", info=APART)
    """Sensitive: coordination only, never in clear at the desk."""
    access_needs: Mapped[str] = mapped_column(String, default="", info=APART)
    """Sensitive: coordination only, never in clear at the desk."""
    meal_code: Mapped[str] = mapped_column(String, default="", info=APART)
    """What the desk may say of the diet: one letter, "Ticket repas B"."""
    image_consent: Mapped[str] = mapped_column(String, default=Consent.NOT_ASKED.value)
    status: Mapped[str] = mapped_column(String, default=PersonStatus.REGISTERED.value)
    days: Mapped[list[str] | None] = mapped_column(JsonText)
    """ISO dates that the person comes for; None for every day."""
    badge_code: Mapped[str] = mapped_column(String, default="")
    """Ten letters and a check letter (reception.codes), given at import or on the spot."""
    walk_in: Mapped[bool] = mapped_column(Boolean, default=False)
    """Registered at the desk."""
    desk_note: Mapped[str] = mapped_column(String, default="", info=APART)
    """Private reception note (F9)."""
    experience: Mapped[str] = mapped_column(String, default="")
    """How used to such events: ``first_time``, ``returning``, or empty when nobody asked."""

    @property
    def full_name(self) -> str:
        """Given name then family name, as shown on screens and badges."""
        return f"{self.given_name} {self.family_name}".strip()


class PersonRole(Replicated, Base):
    """One role of one person."""

    __tablename__ = "person_role"
    __table_args__ = (Index("ix_person_role_person_id", "person_id"),)

    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)
    role: Mapped[str] = mapped_column(String)


class Skill(Replicated, Base):
    __tablename__ = "skill"

    name: Mapped[str] = mapped_column(String)


class PersonSkill(Replicated, Base):
    """One skill of one person."""

    __tablename__ = "person_skill"
    __table_args__ = (Index("ix_person_skill_person_id", "person_id"),)

    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)
    skill_id: Mapped[str] = mapped_column(String(36))


class BadgeAlias(Replicated, Base):
    """A code of another system (ticketing, last year's badge) that also names this person."""

    __tablename__ = "badge_alias"
    __table_args__ = (Index("ix_badge_alias_code", "code"), Index("ix_badge_alias_person_id", "person_id"))

    person_id: Mapped[str] = mapped_column(String(36), info=SUBJECT)
    code: Mapped[str] = mapped_column(String)


class ImportProfile(Replicated, Base):
    """A column mapping that was used once and is recognised when a file with the same headers comes again."""

    __tablename__ = "import_profile"

    name: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String)
    """``people`` or ``challenges``."""
    signature: Mapped[str] = mapped_column(String)
    """The folded headers of the file, joined."""
    mapping: Mapped[dict[str, str]] = mapped_column(JsonText)
    """Header of the file → field of the import."""
