"""The Émargement desk: one field, one big verdict, the last passages."""
