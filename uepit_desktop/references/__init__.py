"""What a name written in a cell refers to: the challenge that a wish means, the person that a bearer is.

Below the capabilities, since people and challenges may be imported in either order and each links to the other.
"""

from .bearers import PeopleByName, link_bearers
from .challenges import WISH_UNMATCHED, challenge_key, challenge_keys, link_wishes, resolve_wish

__all__ = [
    "WISH_UNMATCHED",
    "PeopleByName",
    "challenge_key",
    "challenge_keys",
    "link_bearers",
    "link_wishes",
    "resolve_wish",
]
