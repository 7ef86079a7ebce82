"""The components of the design system, painted from its tokens."""
