"""What a name written in a cell refers to: the challenge that a wish means, the person that a bearer is, the team and
the people that a session expects.

Below the capabilities, since people and challenges may be imported in either order and each links to the other.
"""

from .bearers import NAME_SHARED, NAME_UNKNOWN, PeopleByName, link_bearers
from .challenges import WISH_UNMATCHED, challenge_key, challenge_keys, link_wishes, resolve_wish
from .sessions import SessionView, attendees, link_hosts, list_sessions, members_by_team, team_keys, team_named

__all__ = [
    "NAME_SHARED",
    "NAME_UNKNOWN",
    "WISH_UNMATCHED",
    "PeopleByName",
    "SessionView",
    "attendees",
    "challenge_key",
    "challenge_keys",
    "link_bearers",
    "link_hosts",
    "link_wishes",
    "list_sessions",
    "members_by_team",
    "resolve_wish",
    "team_keys",
    "team_named",
]
