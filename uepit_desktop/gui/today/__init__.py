"""The day at a glance: arrivals, what is to settle, what people chose."""
