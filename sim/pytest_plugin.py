"""The pytest plugin: `pytest --amis-scenarios DIR` runs scenario files as tests.

It is loaded by every pytest that the package is installed beside, so it holds the options alone;
what collects (`scenario_items`) is loaded when the first of them is given.
"""

from __future__ import annotations

from pathlib import Path

import pytest

WrongOption = pytest.UsageError  # told by pytest, whose own words are English


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("amis", "scenarios of the sync between Sales, Warehouse, Accounting")
    group.addoption("--amis-scenarios", metavar="DIR", help="run the scenario files in this folder")
    group.addoption("--amis-seeds", metavar="A..B", default="1..1", help="seeds (1..1)")
    group.addoption(
        "--amis-rules", metavar="NAME", default="reference", help="rule set (reference)"
    )
    group.addoption("--amis-profile", metavar="FILE", help="a company profile: name or file")
    group.addoption("--amis-lang", choices=("vi", "en"), default="en", help="language (en)")


def pytest_configure(config: pytest.Config) -> None:
    """Have the folder collected; where nothing else is named, it alone."""
    folder = config.getoption("--amis-scenarios")
    if not folder:
        return
    if not Path(folder).exists():
        raise WrongOption(f"--amis-scenarios {folder}: there is no such folder")
    config.pluginmanager.import_plugin("sim.scenario_items")
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args[:] = [folder]
    elif folder not in config.args:
        config.args.append(folder)
