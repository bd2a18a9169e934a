"""Build the program for the system this runs on: one folder that needs no Python and no network, then prove it.

Run it with ``uv run python packaging/build.py [--out DIR]``. What is built is started at once with an empty home and
nothing on its path; the build fails if its self-test does.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAME = "fjidesk"
_MEGABYTE = 1000 * 1000
_PROOF_SECONDS = 300
_HARMLESS = "This plugin does not support propagateSizeHints()"  # Qt without a screen says so of any window

# Found by name at run time, so that no import of the code shows them.
# The last ones are what reportlab's widgets for bar codes name in text that they run.
_CODES = ("code128", "code39", "code93", "common", "ecc200datamatrix", "fourstate", "lto", "usps", "usps4s")
HIDDEN = (
    "sqlite_utils",
    "sqlcipher3.dbapi2",
    "pyrage",
    "xkcdpass.xkcd_password",
    "_cffi_backend",
    *(f"reportlab.graphics.barcode.{name}" for name in _CODES),
)
# Reached by an import that the program never makes. Without ssl the built program could speak to no server if it tried.
EXCLUDED = (
    "IPython", "PyQt5", "PyQt6", "PySide2", "_pytest", "_ssl", "coverage", "docutils", "hypothesis", "idlelib",
    "importlinter", "lib2to3", "matplotlib", "mypy", "numpy", "pandas", "pip", "pkg_resources", "pydoc_data", "pytest",
    "readline", "rich", "setuptools", "sqlite_utils.cli", "ssl", "tabulate", "textual", "tkinter", "yaml",
    "PIL.AvifImagePlugin", "PIL.ImageQt", "PIL.ImageTk", "PIL.WebPImagePlugin", "PIL._avif", "PIL._webp",
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick",
)  # fmt: skip
# What arrives with Qt's plugins and is not used: network, QML, embedded screens, picture formats, and the GTK theme
# with the libraries it pulls in, which may not agree with those of the system. Patterns of places inside the folder.
UNWANTED = (
    r"PySide6/(Qt/)?(translations|qml)/",
    r"plugins/(egldeviceintegrations|generic|networkinformation|qmltooling|sqldrivers|tls|vectorimageformats)/",
    r"plugins/platforms/\w*(eglfs|linuxfb|minimal|vkkhrdisplay|vnc)",
    r"plugins/(platforminputcontexts/\w*virtualkeyboard|platformthemes/\w*gtk3)",
    r"plugins/imageformats/\w*(gif|icns|pdf|tga|tiff|wbmp|webp)",
    r"(^|/)(lib)?Qt6(Network|Pdf|Qml|Quick|VirtualKeyboard)\w*\.",
    r"(^|/)opengl32sw\.",
    r"(^|/)lib(atk|blkid|cairo|com_err|datrie|fribidi|gdk|gio|gmodule|gobject|graphite2)[\w-]*\.",
    r"(^|/)lib(gssapi|harfbuzz|k5crypto|keyutils|krb5|mount|pango|pixman|selinux|thai)[\w-]*\.",
)

_ENTRY = """\
from fjidesk.__main__ import main

main()
"""

_SPEC = """\
import re

unwanted = re.compile({unwanted!r})


def wanted(entries):
    return [entry for entry in entries if not unwanted.search(entry[0].replace(chr(92), "/"))]


made = Analysis(
    [{entry!r}], pathex=[{root!r}], datas={data!r}, hiddenimports={hidden!r}, excludes={excluded!r}, noarchive=False
)
code = PYZ(made.pure)
programs = [
    EXE(code, made.scripts, [], exclude_binaries=True, name=name, console=console, upx=False)
    for name, console in {programs!r}
]
COLLECT(*programs, wanted(made.binaries), wanted(made.datas), name={name!r}, upx=False)
"""


@dataclass(frozen=True)
class Proof:
    """What the built program did: its exit code and what it printed."""

    code: int
    out: str
    err: str


def programs(platform: str) -> tuple[tuple[str, bool], ...]:
    """Return the programs of a build, each with whether it has a console.

    On Windows a program with a window has no output, so the verbs have a second program in the same folder.
    """
    if platform == "win32":
        return ((NAME, False), (f"{NAME}-cli", True))
    return ((NAME, True),)


def command_line(folder: Path, platform: str) -> Path:
    """Return the path of the built program that has a console."""
    name = next(name for name, console in programs(platform) if console)
    return folder / (f"{name}.exe" if platform == "win32" else name)


def data() -> list[tuple[str, str]]:
    """Return the files that travel beside the code, each with the folder it goes to; scripts stay at home."""
    resources = ROOT / "resources"
    files = [path for path in sorted(resources.rglob("*")) if path.is_file() and path.suffix not in {".py", ".pyc"}]
    placed = [
        (str(path), (Path(NAME) / "_resources" / path.relative_to(resources).parent).as_posix()) for path in files
    ]
    return [*placed, (str(_word_list()), "xkcdpass/static")]


def _word_list() -> Path:
    from xkcdpass import xkcd_password

    return Path(xkcd_password.locate_wordfile("eff-long"))


def spec(entry: Path, platform: str) -> str:
    """Return the recipe that PyInstaller follows."""
    return _SPEC.format(
        unwanted="|".join(UNWANTED),
        entry=str(entry),
        root=str(ROOT),
        data=data(),
        hidden=list(HIDDEN),
        excluded=list(EXCLUDED),
        programs=programs(platform),
        name=NAME,
    )


def build(out: Path) -> Path:
    """Build into a folder, replace what an earlier build left there, and return the program's own folder.

    Raises:
        subprocess.CalledProcessError: PyInstaller failed; it has said why.
    """
    with tempfile.TemporaryDirectory(prefix="fjidesk-build-") as work:
        entry = Path(work) / f"{NAME}-entry.py"
        entry.write_text(_ENTRY, encoding="utf-8")
        recipe = Path(work) / f"{NAME}.spec"
        recipe.write_text(spec(entry, sys.platform), encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", f"--distpath={out.resolve()}",
             f"--workpath={Path(work) / 'work'}", str(recipe)],
            check=True,
            env={**os.environ, "PYINSTALLER_CONFIG_DIR": str(Path(work) / "cache"), "PYTHONHASHSEED": "0"},
        )  # fmt: skip
    folder = out.resolve() / NAME
    for name in ("LICENSE", "LICENSES.md"):
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, folder)
    return folder


def bare(home: Path) -> dict[str, str]:
    """Return an environment with an empty home, nothing on the path and no screen.

    Args:
        home: an empty folder, which serves as home, as place for temporary files and as the path.
    """
    place = str(home)
    names = ("HOME", "PATH", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR")
    system = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    return {**system, **dict.fromkeys(names, place), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}


def run(program: Path, *arguments: str) -> Proof:
    """Run the built program as on a laptop that never saw Python, and return what it did.

    Raises:
        subprocess.TimeoutExpired: it did not end.
    """
    with tempfile.TemporaryDirectory(prefix="fjidesk-home-", ignore_cleanup_errors=True) as home:
        done = subprocess.run(
            [str(program), *arguments],
            cwd=home,
            env=bare(Path(home)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=_PROOF_SECONDS,
            check=False,
        )
    return Proof(done.returncode, done.stdout, done.stderr)


def faults(proof: Proof) -> list[str]:
    """Return what is wrong with a self-test: it ends with 0 and complains of nothing."""
    found = [] if proof.code == 0 else [f"it ended with {proof.code}"]
    said = [line for line in proof.err.splitlines() if line.strip() not in {"", _HARMLESS}]
    return found + [f"it complained: {line}" for line in said]


def size(folder: Path) -> tuple[int, int]:
    """Return how many files a folder holds and how many bytes they have; a link counts as nothing."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return len(files), sum(path.stat().st_size for path in files)


def main(arguments: list[str] | None = None) -> int:
    """Build, prove, and say where it lies and how large it is; return 0 if the self-test passed."""
    parser = argparse.ArgumentParser(description="Build fjidesk for this system and run its self-test.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR", help="default: dist/")
    folder = build(parser.parse_args(arguments).out)
    proof = run(command_line(folder, sys.platform), "self-test")
    print(proof.out.strip())
    wrong = faults(proof)
    for fault in wrong:
        print(f"Self-test failed: {fault}", file=sys.stderr)
    number, total = size(folder)
    print(f"{folder}: {number} files, {total / _MEGABYTE:.0f} MB")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
