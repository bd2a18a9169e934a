"""Nothing grows past what one person reads at once, and a few calls stand in one place or in none."""

import ast
from pathlib import Path

import pytest

LINES = 400
METHODS = 25
STATEMENTS = 30
TOP = {"fjidesk", "resources", "tests", "packaging", "pyproject.toml", "LICENSE"}  # design, section 4
Functions = (ast.FunctionDef, ast.AsyncFunctionDef)


@pytest.fixture(scope="module")
def trees(root, modules):
    """Return every module of the project as a tree."""
    return {path: ast.parse((root / path).read_text(encoding="utf-8"), path.name) for path in modules}


@pytest.fixture(scope="module")
def written(trees):
    """Return the modules that are shipped or that make what is shipped."""
    return {path: tree for path, tree in trees.items() if path.parts[0] != "tests"}


@pytest.fixture(scope="module")
def package(trees):
    """Return the modules of the package."""
    return {path: tree for path, tree in trees.items() if path.parts[0] == "fjidesk"}


def places(trees, wrong):
    """Return file and line of each node that is wrong."""
    return [
        f"{path.as_posix()}:{getattr(node, 'lineno', 1)}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if wrong(node)
    ]


def statements(function):
    """Count the statements inside a function, those of functions within it too, without its docstring."""
    inside = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return inside - (ast.get_docstring(function) is not None)


def methods(node):
    return sum(isinstance(part, Functions) for part in node.body)


def names_of(node):
    """Return the names that a node imports, calls or reads, each as its last part."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        module = getattr(node, "module", None) or ""
        return {part for alias in node.names for part in alias.name.split(".")} | set(module.split("."))
    if isinstance(node, ast.Attribute):
        return {node.attr}
    return {node.id} if isinstance(node, ast.Name) else set()


def using(*names):
    return lambda node: bool(names_of(node) & set(names))


def calling(name):
    return lambda node: isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def test_the_package_is_read(package):
    assert Path("fjidesk/__main__.py") in package


def test_a_module_stays_under_400_lines(root, modules):
    sizes = {path.as_posix(): len((root / path).read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {name: size for name, size in sizes.items() if size >= LINES} == {}


def test_a_class_stays_under_25_methods(written):
    assert places(written, lambda node: isinstance(node, ast.ClassDef) and methods(node) >= METHODS) == []


def test_a_function_stays_under_30_statements(written):
    assert places(written, lambda node: isinstance(node, Functions) and statements(node) >= STATEMENTS) == []


def test_long_work_never_spins_the_event_loop(trees):
    assert places(trees, using("processEvents")) == []


def test_only_one_module_opens_message_boxes(package):
    others = {path: tree for path, tree in package.items() if path != Path("fjidesk/ui/say.py")}
    assert places(others, using("QMessageBox", "QErrorMessage")) == []


def test_no_archive_is_unpacked(written):
    assert places(written, using("extractall", "unpack_archive")) == []


def test_qt_brings_no_network(package):
    assert places(package, using("QtNetwork", "QtWebSockets", "QtHttpServer", "QtWebEngineWidgets")) == []


def test_the_package_checks_with_raise_and_not_with_assert(package):
    assert places(package, lambda node: isinstance(node, ast.Assert)) == []


def test_the_package_does_not_print(package):
    assert places(package, calling("print")) == []


def test_no_import_is_relative(trees):
    assert places(trees, lambda node: isinstance(node, ast.ImportFrom) and node.level > 0) == []


def test_packaging_is_no_package(root):
    assert not (root / "packaging" / "__init__.py").exists()  # it would hide the library of that name


def test_every_folder_of_the_package_is_one(root, package):
    folders = {path.parent for path in package}
    assert [folder.as_posix() for folder in folders if not (root / folder / "__init__.py").is_file()] == []


def test_the_top_level_holds_what_the_design_lists(files):
    top = {path.parts[0] for path in files}
    assert {name for name in top - TOP if not name.startswith(".") and not name.endswith(".md")} == set()


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("def f():\n    'Say.'\n    a = 1\n    if a:\n        return 2\n    return 3\n", 4),
        ("def f():\n    def g():\n        pass\n    return g\n", 3),
    ],
)
def test_statements_are_counted_as_a_reader_counts_them(source, count):
    assert statements(ast.parse(source).body[0]) == count


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("QApplication.processEvents()", using("processEvents")),
        ("from PySide6.QtWidgets import QMessageBox", using("QMessageBox")),
        ("ZipFile(x).extractall(y)", using("extractall")),
        ("import PySide6.QtNetwork", using("QtNetwork")),
        ("from PySide6.QtNetwork import QTcpSocket", using("QtNetwork")),
        ("print(1)", calling("print")),
    ],
)
def test_what_is_refused_is_seen(source, wrong):
    assert places({Path("x.py"): ast.parse(source)}, wrong)
