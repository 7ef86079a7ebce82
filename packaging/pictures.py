"""The pictures of the README, drawn anew from the real pages: ``python packaging/pictures.py``.

Runs ``uepit screenshots`` and keeps a few of its pictures in ``docs/pictures/``, reduced to 256 colours.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

TOP = Path(__file__).resolve().parent.parent
PICTURES = {
    "01-aujourdhui.fr.light": "aujourdhui",
    "02b-emargement-arrivee.fr.light": "emargement",
    "02e-emargement-refus.fr.dark": "emargement-sombre",
    "03-import.fr.light": "import",
    "04-equipes.fr.light": "equipes",
    "07-echanges.fr.light": "echanges",
    "02d-emargement-recherche.en.light": "check-in-search",
}


def main() -> int:
    """Draw and keep them; returns the exit status."""
    kept = TOP / "docs" / "pictures"
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        drawn = subprocess.run([sys.executable, "-m", "uepit_desktop", "screenshots", folder], cwd=TOP, check=False)
        if drawn.returncode:
            return drawn.returncode
        for source, name in PICTURES.items():
            with Image.open(Path(folder) / f"{source}.png") as picture:
                small = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
                small.save(kept / f"{name}.png", optimize=True)
    print(f"{len(PICTURES)} pictures → {kept}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
