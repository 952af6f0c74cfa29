"""Scenario files as tests of pytest: an item a scenario and seed, its failure text the story.

A file that is wrong is an error of the collection, with all its mistakes and their places. What
does not live here: the options (`pytest_plugin`), how a scenario is run (`campaign`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.ci import story_lines
from reports.failure import promise_lines
from reports.words import say
from reports.words.problems import PROBLEMS
from sim.campaign import run_plan
from sim.commands.shared import profile_path, seeds
from sim.library import plan_of, read
from sim.pytest_plugin import WrongOption
from sim.reading import InputError
from sim.result import Result
from sim.rules.variants import RULE_SETS


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the scenario files of the folder; company profiles beside them are none."""
    folder = Path(parent.config.getoption("--amis-scenarios")).resolve()
    if file_path.suffix not in (".yaml", ".yml") or not file_path.is_relative_to(folder):
        return None
    return ScenarioFile.from_parent(parent, path=file_path)


class ScenarioFile(pytest.File):
    """One scenario's file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each seed; only populations differ from seed to seed."""
        option = self.config.getoption
        if option("--amis-rules") not in RULE_SETS:
            raise WrongOption(f"--amis-rules: {option('--amis-rules')} is no rule set")
        try:
            scenario = read(self.path)
        except InputError as error:
            told = error.told(PROBLEMS[option("--amis-lang")])
            raise self.CollectError(told) from None
        drawn = seeds(option("--amis-seeds"))
        for seed in drawn if scenario.form == "population" else drawn[:1]:
            yield ScenarioItem.from_parent(self, name=f"{scenario.name}[{seed}]", seed=seed)


class NotPassedError(Exception):
    """A run that did not pass."""

    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__(result.scenario)


class ScenarioItem(pytest.Item):
    """One run of a scenario."""

    def __init__(self, *, seed: int, **more: Any) -> None:
        super().__init__(**more)
        self.seed = seed

    def runtest(self) -> None:
        """Run it; whatever is not PASS fails."""
        option = self.config.getoption
        plan = plan_of(
            self.path,
            seed=self.seed,
            rules=option("--amis-rules"),
            profile=profile_path(option("--amis-profile")),
        )
        result = run_plan(plan)
        if result.verdict != "pass":
            raise NotPassedError(result)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """Return the story of each broken promise, or why it is not known whether one broke."""
        if not isinstance(excinfo.value, NotPassedError):
            return super().repr_failure(excinfo, style)
        lang, file = self.config.getoption("--amis-lang"), os.path.relpath(self.path)
        return "\n".join(_told(excinfo.value.result, Path(file).as_posix(), lang))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where it stands."""
        return self.path, 0, self.name


def _told(result: Result, file: str, lang: str) -> Iterator[str]:
    for failure in result.failures:
        yield from promise_lines(failure.about, lang)
        yield from (f"  {line}" for line in story_lines(failure, result, lang))
    if result.missing:
        yield f"{say(lang, 'section.unseen')}: {', '.join(result.missing)}"
    if result.crash:
        yield result.crash
    rules = "" if result.rules == "reference" else f" --rules {result.rules}"
    yield f"python run_sim.py run {file} --seed {result.seed}{rules}"
