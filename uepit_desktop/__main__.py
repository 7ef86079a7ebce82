"""``python -m uepit_desktop`` is the command ``uepit``."""

from __future__ import annotations

import multiprocessing

from .cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a packed application starts its own processes through this door
    main()
