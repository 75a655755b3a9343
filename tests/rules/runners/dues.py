"""Runs the worked examples of rulebook/examples/dues.toml."""

from collections.abc import Callable, Mapping
from typing import Any

from activityday.rules.parameters import Parameters

RUNNERS: dict[str, Callable[[Mapping[str, Any], Parameters], Mapping[str, object]]] = {}
