"""UEPIT Desktop: registrations, check-in, badges and exchange for a summer university, without a network."""

__version__ = "0.1.0"
