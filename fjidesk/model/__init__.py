"""What things are: framework, records, revisions, scores. Pure; no clock, no files, no store."""
