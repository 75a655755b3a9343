"""Every rule says which clause it carries out; the tests tie the two together."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Params = ParamSpec("Params")
Result = TypeVar("Result")

CITED: dict[str, list[str]] = {}


def cites(*clauses: str) -> Callable[[Callable[Params, Result]], Callable[Params, Result]]:
    """Record that the decorated function carries out these clauses, by their ids in the rulebook."""

    def record(function: Callable[Params, Result]) -> Callable[Params, Result]:
        for clause in clauses:
            CITED.setdefault(clause, []).append(f"{function.__module__}.{function.__qualname__}")
        return function

    return record
