"""Stories thrown together at random: the reference keeps every promise, and nothing crashes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.campaign import run_plan
from sim.explore.choices import Choices, Seeded
from sim.library import plan_of, scenario_files
from sim.reading import InputError

STORIES = [path for path in scenario_files().values() if path.parent.name == "stories"]


def parts(path: Path) -> tuple[list[str], list[str]]:
    """Return a story's text before its steps, and its steps, a line each."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = lines.index("steps:")
    return lines[: at + 1], [line for line in lines[at + 1 :] if line]


def scrambled(choices: Choices) -> str:
    """Return a story with steps dropped, swapped, doubled, or taken from another story."""

    def pick(n: int, purpose: str) -> int:
        return choices.pick(n, ("scramble", purpose))

    head, steps = parts(STORIES[pick(len(STORIES), "story")])
    _, others = parts(STORIES[pick(len(STORIES), "other")])
    for _ in range(1 + pick(6, "changes")):
        kind, at = pick(4, "kind"), pick(len(steps) + 1, "at")
        if kind == 0 and len(steps) > 1:
            steps.pop(at % len(steps))
        elif kind == 1:
            other = pick(len(steps), "with")
            here = at % len(steps)
            steps[here], steps[other] = steps[other], steps[here]
        elif kind == 2:
            steps.insert(at, steps[pick(len(steps), "doubled")])
        else:
            steps.insert(at, others[pick(len(others), "borrowed")])
    return "\n".join((*head, *steps)) + "\n"


@pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(range(200), id="200"),
        pytest.param(range(200, 3_000), id="2800", marks=pytest.mark.slow),
    ],
)
def test_a_scrambled_story_breaks_no_promise_of_the_reference(tmp_path, seeds):
    """Whatever people and messages do in whatever order: only the expected answers may differ."""
    file, ran = tmp_path / "scrambled.yaml", 0
    for seed in seeds:
        file.write_text(scrambled(Seeded(seed)), encoding="utf-8")
        try:
            plan = plan_of(file, seed=1)
        except InputError:  # an order or a person of the other story
            continue
        result = run_plan(plan)
        ran += 1
        broken = [one.promise for one in result.failures if one.promise != "as-told"]
        assert broken == [], (seed, file.read_text(encoding="utf-8"))
        assert result.crash == ""
        assert not any(kept.crash for kept in result.promises)
    assert ran > len(seeds) // 2
