"""Sign, seal, open and verify; the only cryptography."""
