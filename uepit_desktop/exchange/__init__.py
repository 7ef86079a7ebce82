"""Exchange between laptops by files: the event pack, bundles written and read, who has what."""

from .inbox import read_bundles
from .lookout import Lookout, Offer
from .outbox import write_bundle
from .pack import JoinResult, PackResult, join, pack
from .passphrase import new_passphrase
from .situation import status
from .values import DeskStatus, ExchangeStatus, Quarantined, ReadResult, Refusal, WriteResult

__all__ = [
    "DeskStatus",
    "ExchangeStatus",
    "JoinResult",
    "Lookout",
    "Offer",
    "PackResult",
    "Quarantined",
    "ReadResult",
    "Refusal",
    "WriteResult",
    "join",
    "new_passphrase",
    "pack",
    "read_bundles",
    "status",
    "write_bundle",
]
