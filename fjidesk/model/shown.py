"""Text of others as it may be shown: what is not seen, or turns what is seen about, is named in its place.

It is kept as it came; only what is shown of it is changed. A name with the control characters of a terminal would
otherwise write where it likes, and one with those of the direction of writing would read as another.
"""

_KEPT = "\t\n"
_TURNING = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)
_NAMES = {code: f"<U+{code:04X}>" for code in (*_CONTROLS, *_TURNING) if chr(code) not in _KEPT}


def shown(text: str) -> str:
    """Return a text with each character that is not seen, or that turns the others about, named as <U+202E>."""
    return text.translate(_NAMES)
