"""Plan what a bundle would change, then apply what was planned."""
