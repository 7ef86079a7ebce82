"""Exchanges between the laptops of a site, by key or folder."""
