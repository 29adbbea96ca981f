"""Old event schemas, turned step by step into today's.

Upcasters serve the folds and never the print: an event is printed as it is stored, for ever. A
step takes the plain `data` of one schema and gives that of the next.
"""

from collections.abc import Callable, Mapping
from typing import Any

type_and_schema = tuple[str, int]
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: Mapping[type_and_schema, Upcaster] = {}


def raise_to(
    current: int,
    fields: dict[str, Any],
    *,
    name: str,
    schema: int,
    upcasters: Mapping[type_and_schema, Upcaster] = UPCASTERS,
) -> dict[str, Any]:
    """Turn the plain `fields` of an event from its `schema` into the `current` one.

    Raises KeyError where a step is missing.
    """
    for step in range(schema, current):
        fields = upcasters[name, step](fields)
    return fields
