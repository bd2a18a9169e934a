"""The page on which a case is read and answered."""
