"""What a person can cause and can mend. Anything else that is raised is a bug."""


class Refused(Exception):  # noqa: N818  (a refusal is not an error of the program)
    """Say that something was not done, why, and what to do next. Nothing has been lost or changed.

    Attributes:
        code: stable, lower case with hyphens, for help pages and scripts.
        message: one plain sentence with the cause.
        remedy: the next step, one plain sentence.
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy


class FrameworkRefused(Refused):
    """Say which file, which key and what is wrong with it."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(
            "framework-faulty",
            f"{file}: {key}: {reason}.",
            "Mend the framework file there and check it again with: fjidesk framework check FILE",
        )
        self.file = file
        self.key = key
        self.reason = reason


class TableRefused(Refused):
    """Say on which line of a table what is wrong."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(
            "table-faulty",
            f"{file}, line {line}: {reason}.",
            "Mend that line and try again; nothing was taken from the file.",
        )
        self.line = line


class BundleRefused(Refused):
    """Refuse one bundle. The desk is unchanged, and other bundles go on."""


class StoreRefused(Refused):
    """Say that the encrypted store cannot be opened or written."""


class Stopped(Refused):
    """Say that a person stopped what was under way; it was undone."""

    def __init__(self) -> None:
        super().__init__("stopped", "Stopped.", "Nothing was left half done.")
