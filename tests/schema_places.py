"""A schema whose every refusal names its place. No test lives here."""

from typing import Any


def with_places(schema: Any) -> Any:
    """Return a schema that refuses the same; `jsonschema` forgets where a field is `false`."""
    if isinstance(schema, dict):
        return {
            name: {"not": {}}
            if one is False and name != "additionalProperties"
            else with_places(one)
            for name, one in schema.items()
        }
    return [with_places(one) for one in schema] if isinstance(schema, list) else schema
