"""The programme: rooms, sessions, who attends."""
