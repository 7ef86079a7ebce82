"""The programme: its rooms, its sessions, who holds them and whom they expect."""

import lazy_loader

# Names are loaded on first use: the first page does not wait for what reads files.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
