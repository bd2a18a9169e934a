"""Help inside the window: the guide, the refusals, and every key."""
