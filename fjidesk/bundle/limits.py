"""How large a bundle may be, part by part. resources/schema/bundle-1.md names the same numbers, and a test compares.

Each is asked before the work that it bounds: no size is believed because a file says so.
"""

FILE_LIMIT = 64 * 1024 * 1024  # bytes of the file
HEADER_LIMIT = 64 * 1024  # bytes of the age header
RECIPIENT_LIMIT = 128  # stanzas of that header, and names in a manifest
ARMOUR_LIMIT = 4096  # bytes in which the signature's last line stands
UNPACKED_LIMIT = 512 * 1024 * 1024  # bytes after gunzip
RATIO_LIMIT = 200  # bytes after gunzip for each byte before
RATIO_FREE = 1024 * 1024  # bytes after gunzip that no ratio forbids
MANIFEST_LIMIT = 256 * 1024  # bytes of the first line
LINES_LIMIT = 2_000_000  # lines, the manifest's with them
SEQUENCE_JUMP = 10_000  # numbers that a device may skip
COUNTER_JUMP = 2**32  # steps by which one bundle may move the counter on
