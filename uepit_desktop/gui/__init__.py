"""The window: the only importer of PySide6 beside the composition in ``app``."""
