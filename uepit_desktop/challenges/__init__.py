"""Défis territoriaux: their import, and the wishes that find them."""

import lazy_loader

# Names are loaded on first use: the first page does not wait for what prints, reads files or checks phone numbers.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
