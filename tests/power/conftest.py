"""Keeps the cheapest grounds of the judge first, whatever order they are asked for in."""

from __future__ import annotations

import pytest

FORMS = ("[story", "[population", "[world")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the items of the judge by form, where nothing else is run; within a form none moves."""
    if all(item.path.name == "harness.py" for item in items):
        items.sort(key=lambda item: [form in item.name for form in FORMS], reverse=True)
