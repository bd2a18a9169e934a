"""What is kept in the repository: nothing of a machine, nothing of a registry, nothing that disagrees with itself."""

import re
import tomllib
from importlib.machinery import SourceFileLoader
from types import ModuleType

import pytest

LARGEST = 512 * 1024  # a store of the corpus is the largest
BINARY = {".ttf", ".png", ".ico", ".icns", ".pdf", ".gz", ".fjib", ".age", ".fjid", ".db", ".bin"}
# Each needle is joined from parts, so that this file has none of them.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pypi", "python"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("crates", "io"),
        ("anaconda", "org"),
        ("proxy", "golang"),
        ("maven", "org"),
        ("rubygems", "org"),
    )
]
INDEXES = re.compile("|".join([r"https?://\S*/" + "simple" + r"\b", "index-" + r"url\s*[= ]\s*[\"']?http"]))
MACHINE = re.compile(r"(?<![\w.$~/])/(?:home|root|Users|work)/\w|\b[A-Z]:\\\\?Users\\")
LOCKS = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"}


@pytest.fixture(scope="module")
def texts(root, files):
    """Return the bytes of every file that is text."""
    return {path.as_posix(): (root / path).read_bytes() for path in files if path.suffix not in BINARY}


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock(root):
    """Return packaging/lock.py, which is no part of a package."""
    module = ModuleType("fjidesk_lock")
    module.__file__ = str(root / "packaging" / "lock.py")
    SourceFileLoader(module.__name__, module.__file__).exec_module(module)
    return module


@pytest.fixture(scope="module")
def runtime(root, lock):
    """Return the names of what a user installs, transitive ones too."""
    return [pin.partition("==")[0] for pin in lock.pins(lock.RUNTIME.read_text(encoding="utf-8"))]


def lines_with(texts, wrong):
    return [
        f"{name}:{number}"
        for name, data in texts.items()
        for number, line in enumerate(data.decode("utf-8", errors="replace").splitlines(), 1)
        if wrong(line)
    ]


def test_no_address_of_a_package_registry(texts):
    assert lines_with(texts, lambda line: any(name in line for name in REGISTRIES) or INDEXES.search(line)) == []


def test_no_path_of_a_machine(texts):
    assert lines_with(texts, MACHINE.search) == []


@pytest.mark.parametrize(
    "line", ["see " + "/home" + "/x/y", "'" + "/work" + "/main'", "C:" + "\\Users" + "\\x", "=" + "/Users" + "/x"]
)
def test_a_path_of_a_machine_is_seen(line):
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["tests/work/x", "~/home/x", "https://example.test/home/x", "case/root/x"])
def test_other_paths_are_not_taken_for_one(line):
    assert not MACHINE.search(line)


def test_no_lock_that_names_where_packages_come_from(files):
    assert [path.as_posix() for path in files if path.name in LOCKS] == []


def test_text_is_utf_8_and_its_lines_end_in_one_newline(texts):
    wrong = []
    for name, data in texts.items():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            wrong.append(f"{name}: not UTF-8")
        if b"\r" in data or (data and not data.endswith(b"\n")):
            wrong.append(f"{name}: line ends")
    assert wrong == []


def test_no_file_is_large_but_a_font(root, files):
    sizes = {path.as_posix(): (root / path).stat().st_size for path in files if path.suffix != ".ttf"}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_constraints_are_those_of_the_lock(root, lock):
    held = lock.constraints((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert held
    assert held == [lock._quoted(pin).strip('"') for pin in lock.pins(lock.LOCK.read_text(encoding="utf-8"))]


def test_every_pinned_package_has_a_hash(lock):
    for path in (lock.LOCK, lock.RUNTIME):
        text = path.read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_what_a_user_installs_is_pinned_alike_in_both_locks(lock):
    every, runtime = (set(lock.pins(path.read_text(encoding="utf-8"))) for path in (lock.LOCK, lock.RUNTIME))
    assert runtime <= every


def test_qt_is_not_the_release_that_corrupts_none(project, lock):
    pins = [pin for path in (lock.LOCK, lock.RUNTIME) for pin in lock.pins(path.read_text(encoding="utf-8"))]
    qt = [
        pin.lower()
        for pin in (*pins, *project["project"]["dependencies"])
        if pin.lower().startswith(("pyside6", "shiboken6"))
    ]
    assert len(qt) >= 3
    assert [pin for pin in qt if "6.12.0" in pin or "==" not in pin] == []


def test_the_version_stands_in_one_place(root, project):
    import fjidesk

    assert project["project"]["version"] == fjidesk.__version__


def test_every_package_that_is_shipped_has_its_licence_listed(root, project, runtime):
    text = (root / "LICENSES.md").read_text(encoding="utf-8")
    listed = {
        found[1].strip(" `").lower() for found in re.finditer(r"^\|([^|]+)\|\s*[^|\s][^|]*\|", text, re.MULTILINE)
    }
    direct = {re.split(r"[<>=!~ ;\[]", name)[0].lower() for name in project["project"]["dependencies"]}
    assert direct <= set(runtime)
    assert sorted(set(runtime) - listed) == []


def verbs(group, before=""):
    """Return every verb of the command line as it is typed after the program's name."""
    inner = getattr(group, "commands", None)
    if inner is None:
        return [before.strip()]
    return [verb for name, command in inner.items() for verb in verbs(command, f"{before}{name} ")]


def test_every_verb_is_named_in_the_readme(root):
    from fjidesk.cli.root import root as command_line

    text = (root / "README.md").read_text(encoding="utf-8")
    found = verbs(command_line)
    assert "self-test" in found
    assert [verb for verb in found if not re.search(rf"(?<![\w-]){re.escape(verb)}(?![\w-])", text)] == []


HEADING = re.compile(r"^## \[(?P<name>Unreleased|\d+\.\d+\.\d+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?$")
PARTS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def changelog_faults(text):
    """Return what in a changelog is not as Keep a Changelog has it."""
    lines = text.splitlines()
    faults = [] if lines and lines[0] == "# Changelog" else ["the first line is not # Changelog"]
    faults += [line for line in lines if line.startswith("## ") and not HEADING.match(line)]
    faults += [line for line in lines if line.startswith("### ") and line.removeprefix("### ") not in PARTS]
    found = [heading for line in lines if (heading := HEADING.match(line))]
    if [heading["name"] for heading in found[:1]] != ["Unreleased"]:
        faults.append("Unreleased is not the first heading")
    faults += [heading[0] for heading in found if (heading["name"] == "Unreleased") is not (heading["date"] is None)]
    released = [tuple(map(int, heading["name"].split("."))) for heading in found[1:] if heading["name"] != "Unreleased"]
    if released != sorted(set(released), reverse=True) or len(released) != len(found) - 1:
        faults.append("versions do not fall from the newest")
    return faults


def test_the_changelog_keeps_its_form(root):
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog_faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Changelog\n\n## [0.1.0] - 2026-01-01\n",
        "# Changelog\n\n## Unreleased\n",
        "# Changelog\n\n## [Unreleased]\n\n### News\n",
        "# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n",
        "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-01\n\n## [0.2.0] - 2026-02-01\n",
        "# Changelog\n\n## [Unreleased]\n\n## [Unreleased]\n",
    ],
)
def test_a_changelog_of_another_form_is_seen(text):
    assert changelog_faults(text)


def test_a_changelog_of_the_form_is_taken():
    text = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- X.\n\n## [0.2.0] - 2026-02-01\n\n## [0.1.0] - 2026-01-01\n"
    assert changelog_faults(text) == []
