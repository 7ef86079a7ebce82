"""Scripts of ``packaging/`` as modules: they are not part of the package."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

TOP = Path(__file__).resolve().parents[2]


def load(name: str) -> ModuleType:
    """The script ``packaging/<name>.py``, imported anew."""
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", TOP / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
