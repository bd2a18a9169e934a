"""The encrypted file; the only SQL, the only sqlite_utils and sqlcipher3."""
