"""Generated from ui/*.ui: run python packaging/forms.py build."""
