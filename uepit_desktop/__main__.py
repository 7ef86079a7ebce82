"""``python -m uepit_desktop`` is the command ``uepit``."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    main()
