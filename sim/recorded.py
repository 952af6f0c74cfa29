"""From a record back to what it ran: its header holds every text, so it works on any machine.

What does not live here: running it (`campaign`), comparing (`commands.replay`).
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import msgspec
from msgspec import UNSET

from actors.trace import Trace
from sim.library import plan_of
from sim.phrase import phrase
from sim.reading import InputError, Problem
from sim.record import Header, OwnFile
from sim.run import Plan


def plan_from(header: Header, folder: Path) -> Plan:
    """Return what a record ran, from its header alone; the folder takes the texts."""
    own = () if header.own is UNSET else header.own
    scenario = _home(folder, own) / PureWindowsPath(header.source).name
    scenario.write_text(header.text, encoding="utf-8")
    for file in own:
        path = scenario.parent / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", newline="")
    profile = None
    if header.profile:
        profile = folder / "profile.yaml"
        profile.write_text(header.profile, encoding="utf-8")
    trace = None if header.trace is None else msgspec.convert(header.trace, Trace)
    return plan_of(
        scenario,
        seed=header.seed,
        rules=header.rules,
        overrides=header.overrides,
        profile=profile,
        trace=trace,
    )


def _home(folder: Path, own: tuple[OwnFile, ...]) -> Path:
    """Return where the scenario goes, deep enough for each own file to lie within the folder."""
    ups = [PurePosixPath(file.path).parts.count("..") for file in own]
    home = folder.joinpath(*["home"] * max(ups, default=0))
    for file in own:
        if not (home / file.path).resolve().is_relative_to(folder.resolve()):
            message = phrase("record.fixed_place", file=file.path)
            raise InputError([Problem(file.path, 0, 0, "own", message)])
    home.mkdir(parents=True, exist_ok=True)
    return home
