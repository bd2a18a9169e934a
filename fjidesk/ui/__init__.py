"""The window. Talks to ``desk`` and ``model`` only."""
