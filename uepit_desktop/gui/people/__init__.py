"""Participants: the list of people and the wizard that brings them in from a file."""
