"""The place « Équipes »: who works with whom, before, as proposed, and what differs."""
