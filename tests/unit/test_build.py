"""How the build is put together; tests/test_frozen.py makes one."""

import json
import re
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def build():
    """Return packaging/build.py, which is no part of a package."""
    path = ROOT / "packaging" / "build.py"
    module = ModuleType("fjidesk_build")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    SourceFileLoader(module.__name__, module.__file__).exec_module(module)
    yield module
    del sys.modules[module.__name__]


def test_windows_gets_a_second_program_for_the_verbs(build):
    assert build.programs("win32") == (("fjidesk", False), ("fjidesk-cli", True))
    assert build.command_line(Path("x"), "win32") == Path("x/fjidesk-cli.exe")


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_elsewhere_one_program_does_both(build, platform):
    assert build.programs(platform) == (("fjidesk", True),)
    assert build.command_line(Path("x"), platform) == Path("x/fjidesk")


def test_every_resource_travels_where_the_program_looks_first(build):
    placed = {f"{folder}/{Path(path).name}": Path(path) for path, folder in build.data()}
    for path in (ROOT / "resources").rglob("*"):
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            assert placed[f"fjidesk/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"] == path
    assert not [name for name in placed if name.endswith((".py", ".pyc"))]


def test_the_words_of_fingerprints_travel(build):
    found = [Path(path) for path, folder in build.data() if folder == "xkcdpass/static"]
    assert [path.name for path in found] == ["eff-long"]
    assert found[0].is_file()


@pytest.mark.parametrize("platform", ["win32", "linux", "darwin"])
def test_the_recipe_is_a_program_that_names_every_part(build, platform):
    recipe = build.spec(Path("somewhere") / "entry.py", platform)
    compile(recipe, "fjidesk.spec", "exec")
    for name, console in build.programs(platform):
        assert repr((name, console)) in recipe
    assert repr(str(ROOT)) in recipe


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt6Network.dll",
        "libQt6Quick.so.6",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/plugins/tls/qschannelbackend.dll",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qt_de.qm",
        "PySide6/opengl32sw.dll",
        "libcairo.so.2",
        "libharfbuzz.so.0",
    ],
)
def test_what_is_not_used_stays_at_home(build, place):
    assert re.search("|".join(build.UNWANTED), place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/Qt/lib/libQt6Svg.so.6",
        "PySide6/Qt6Widgets.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/platforms/qoffscreen.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so",
        "libglib-2.0.so.0",
        "libfontconfig.so.1",
        "libdbus-1.so.3",
        "fjidesk/_resources/demo/data/answers.csv",
    ],
)
def test_what_is_used_travels(build, place):
    assert not re.search("|".join(build.UNWANTED), place)


def test_the_proof_runs_with_an_empty_home_and_nothing_on_the_path(build, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("FJIDESK_DESK", "mine")
    seen = "import os, json; print(json.dumps([os.getcwd(), dict(os.environ), os.listdir()]))"
    proof = build.run(Path(sys.executable), "-I", "-c", seen)
    assert (proof.code, proof.err) == (0, "")
    place, environment, inside = json.loads(proof.out)
    assert {Path(environment[name]).name for name in ("HOME", "PATH", "USERPROFILE")} == {Path(place).name}
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    assert not {"PYTHONPATH", "FJIDESK_DESK", "DISPLAY"} & environment.keys()
    assert inside == []
    assert not Path(place).exists()


def test_a_program_that_ends_badly_or_complains_is_refused(build):
    assert build.faults(build.Proof(0, "Passed.", "")) == []
    assert build.faults(build.Proof(0, "Passed.", "This plugin does not support propagateSizeHints()\n")) == []
    assert build.faults(build.Proof(1, "", "")) == ["it ended with 1"]
    assert build.faults(build.Proof(0, "Passed.", "a warning\n\n")) == ["it complained: a warning"]


def test_size_counts_files_and_bytes(build, tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "a").write_bytes(b"12345")
    (tmp_path / "b").write_bytes(b"123")
    assert build.size(tmp_path) == (2, 8)


@pytest.mark.parametrize(("code", "said"), [(0, ""), (1, "Self-test failed: it ended with 1\n")])
def test_the_build_ends_as_its_proof_does(build, monkeypatch, tmp_path, capsys, code, said):
    monkeypatch.setattr(build, "build", lambda out: out / "fjidesk")
    monkeypatch.setattr(build, "run", lambda program, *verbs: build.Proof(code, f"{program.name} {verbs}", ""))
    assert build.main(["--out", str(tmp_path)]) == code
    shown = capsys.readouterr()
    assert shown.err == said
    assert f"{tmp_path / 'fjidesk'}: 0 files, 0 MB" in shown.out
    assert "('self-test',)" in shown.out
