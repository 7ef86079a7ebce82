"""Exchange between laptops by files: the event pack, bundles written and read, who has what."""

from .day_end import DayEnd, Missing, day_end
from .inbox import read_bundles
from .lookout import Lookout, Offer
from .outbox import write_bundle
from .pack import JoinResult, PackResult, join, pack
from .passphrase import new_passphrase
from .situation import status
from .values import DeskStatus, ExchangeStatus, Quarantined, ReadResult, Refusal, WriteResult

__all__ = [
    "DayEnd",
    "DeskStatus",
    "ExchangeStatus",
    "JoinResult",
    "Lookout",
    "Missing",
    "Offer",
    "PackResult",
    "Quarantined",
    "ReadResult",
    "Refusal",
    "WriteResult",
    "day_end",
    "join",
    "new_passphrase",
    "pack",
    "read_bundles",
    "status",
    "write_bundle",
]
