"""The rules are pure: a claim about imports, held here by reading the source."""

import ast
import re
from pathlib import Path

import pytest

import sim.rules
from sim.rules.values import APPS

RULES = Path(sim.rules.__file__).parent
MODULES = sorted(RULES.rglob("*.py"))
TOP = sorted(RULES.glob("*.py"))
FOREIGN = {
    "datetime",
    "faker",
    "matplotlib",
    "networkx",
    "os",
    "random",
    "simpy",
    "sqlalchemy",
    "sqlite3",
    "time",
    "uuid",
}
INNER = {"assumptions", "decider", "events", "guard", "messages", "offers", "state", "values"}


def imported(path: Path) -> set[str]:
    """Return the full names of what a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            names |= {str(node.module)}
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def name(path: Path) -> str:
    return path.relative_to(RULES).as_posix()


def test_there_is_something_to_read() -> None:
    """The seven inner modules, the four apps and the world, at least."""
    stems = {path.stem for path in TOP}

    assert stems >= INNER | {"sales", "warehouse", "accounting", "workflow", "world"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_clock_no_chance_no_files_no_drawing(path) -> None:
    """design.md 5: sim.rules imports none of these, nor anything of the outer rings."""
    roots = {full.split(".")[0] for full in imported(path)}
    inside = {full for full in imported(path) if full.split(".")[0] == "sim"}

    assert roots & FOREIGN == set()
    assert {full for full in inside if not full.startswith("sim.rules")} == set()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_is_imported_behind_the_back(path) -> None:
    """Neither by name at run time nor by opening a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert called & {"__import__", "open", "eval", "exec", "input", "print"} == set()
    assert "importlib" not in imported(path)


def family(module: str) -> str:
    """Return the app whose decisions a module has ("sales" for "sales_news"), or nothing."""
    return next((app for app in APPS if re.fullmatch(rf"{app}(_\w+)?", module)), "")


@pytest.mark.parametrize("path", [path for path in TOP if path.stem != "world"], ids=name)
def test_the_apps_meet_in_the_world_and_nowhere_else(path) -> None:
    """design.md 5: no decider knows another; named rule sets (`variants`) start from the world."""
    modules = {full.split(".")[2] for full in imported(path) if full.startswith("sim.rules.")}
    apps = {family(module) for module in modules} - {""}

    assert apps <= {family(path.stem)}


def test_the_world_is_where_they_meet() -> None:
    """All four, so the rule above is no empty one."""
    assert imported(RULES / "world.py") >= {f"sim.rules.{app}" for app in APPS}


def test_no_number_with_a_point_decides_anything() -> None:
    """design.md 4: quantities, money and time are whole numbers."""
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        assert [value for value in constants if isinstance(value, float)] == [], path.name
