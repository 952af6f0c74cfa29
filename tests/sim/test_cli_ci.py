"""What `run` writes for a build server."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import call
from junitparser import JUnitXml


def test_run_writes_them(capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--junit` and `--github`; GitHub says by a variable where the summary goes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    ran = call(
        capsys, "run", "revoke-rush", "--rules", "look-then-delete", "--junit", "ci/report.xml",
        "--github",
    )  # fmt: skip
    assert ran.code == 1
    assert "::error file=" in ran.out
    assert JUnitXml.fromfile("ci/report.xml").failures > 0
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("## Fail")
