"""The house rules that a build can check: who imports whom, how long a page is, what may not be written anywhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GROUND = {"records", "errors", "corpus"}
STAGES = {"reading", "cleaning", "language", "parsing", "topics"}

# What each room of `analysis` may import from `analysis`, beyond itself.
MAY_IMPORT: dict[str, set[str]] = {
    "records": set(),
    "errors": set(),
    "corpus": {"records", "errors"},
    "reading": {"records", "errors"},
    "cleaning": {"records", "errors"},
    "language": {"records", "errors"},
    "parsing": {"records", "errors", "language"},
    "topics": {"records", "errors", "language"},
    "importing": GROUND | STAGES | {"engines"},  # the session with a cluster that shares the reading
    "measures": GROUND | {"language"},
    "charts": set(),
    "texts": GROUND | {"measures"},
    "engines": GROUND,
    "exporting": GROUND | {"measures", "texts"},
    "sharing": GROUND | {"measures", "texts", "exporting"},
    "commands": GROUND | STAGES | {"engines", "importing", "measures", "texts", "exporting", "sharing"},
    "__main__": {"commands", "errors"},
    "__init__": set(),
}

# In these rooms modules beside each other do not import each other, but for the ones named and the room's own front.
APART = {"measures": {"selection", "chosen"}, "charts": {"theme"}, "reading": set()}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imports(path: Path) -> set[str]:
    """The dotted names that a module imports, relative ones made absolute, names taken from packages included."""
    package = dotted(path).split(".")[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            found.add(name)
            found.update(f"{name}.{alias.name}" for alias in node.names if (ROOT / name.replace(".", "/")).is_dir())
    return found


def room(path: Path) -> str:
    return path.relative_to(ROOT / "analysis").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules("analysis"), ids=dotted)
def test_rooms_of_analysis_import_only_downwards(path: Path) -> None:
    allowed = MAY_IMPORT[room(path)] | {room(path)}
    used = {name.split(".")[1] for name in imports(path) if name.startswith("analysis.")}
    assert used <= allowed, f"{dotted(path)} may not import analysis.{', analysis.'.join(sorted(used - allowed))}"


@pytest.mark.parametrize("path", modules("analysis"), ids=dotted)
def test_analysis_knows_no_interface(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports(path)}
    assert not outside & {"streamlit", "pages", "dashboard", "tests"}


@pytest.mark.parametrize("path", [p for folder in APART for p in modules(f"analysis/{folder}")], ids=dotted)
def test_modules_beside_each_other_stay_apart(path: Path) -> None:
    if path.name == "__init__.py":
        return
    here = room(path)
    allowed = APART[here] | {path.stem}
    prefix = f"analysis.{here}."
    siblings = {name.removeprefix(prefix).split(".")[0] for name in imports(path) if name.startswith(prefix)}
    siblings = {name for name in siblings if (ROOT / "analysis" / here / f"{name}.py").exists()}
    public = {name for name in siblings if not name.startswith("_")}
    assert public <= allowed, f"{dotted(path)} imports its neighbours {sorted(public - allowed)}"


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=dotted)
def test_a_page_is_short_and_stands_on_shared_and_analysis(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines < 80, f"{dotted(path)} has {lines} lines: move what computes or draws into pages/shared or analysis"
    others = {name for name in imports(path) if name.startswith("pages.") and not name.startswith("pages.shared")}
    assert not others, f"{dotted(path)} imports another page: {others}"


@pytest.mark.parametrize("path", modules("pages/shared"), ids=dotted)
def test_shared_knows_no_page(path: Path) -> None:
    others = {name for name in imports(path) if name.startswith("pages.") and not name.startswith("pages.shared")}
    assert not others


def test_opening_a_page_loads_no_parser() -> None:
    """Measures, charts and the engine must not pull in the reading wing or its heavy libraries."""
    code = (
        "import sys, pkgutil, importlib, analysis.measures, analysis.charts, analysis.corpus\n"
        "for package in (analysis.measures, analysis.charts, analysis.corpus):\n"
        "    for module in pkgutil.iter_modules(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "heavy = {'jieba', 'rjieba', 'trafilatura', 'opencc', 'pypdf', 'docx', 'streamlit'}\n"
        "rooms = {f'analysis.{r}' for r in ('reading', 'cleaning', 'parsing', 'topics', 'importing')}\n"
        "print(sorted((heavy | rooms) & set(sys.modules)))\n"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def tracked_texts() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    suffixes = {".py", ".toml", ".md", ".lock", ".txt", ".yml", ".sh", ".cfg", ""}
    paths = (ROOT / name for name in names.stdout.split("\0") if name)
    return [p for p in paths if p.suffix in suffixes and p.is_file() and p != Path(__file__).resolve()]


def test_no_file_names_a_registry_host_or_a_path_of_one_machine() -> None:
    forbidden = re.compile(r"pypi\.org|pythonhosted|npmjs\.|deb\.debian|/work/main|/root/|/home/\w+/")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked_texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert not found


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_version_is_exact_and_hashed(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert lines
    unpinned = [line.split()[0] for line in lines if "==" not in line.split()[0] or "--hash=sha256:" not in line]
    assert not unpinned


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M))
    wanted = {re.split(r"[^\w.-]", spec)[0].lower() for spec in project["project"]["dependencies"]}
    assert wanted <= locked
