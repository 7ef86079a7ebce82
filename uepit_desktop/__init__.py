"""UEPIT Desktop."""
