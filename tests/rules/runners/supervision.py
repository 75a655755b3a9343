"""Runs the worked examples of rulebook/examples/supervision.toml."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from activityday.rules.ballots import Ballots, count_ballots
from activityday.rules.circular import length_of
from activityday.rules.links import Link, link_gaps
from activityday.rules.parameters import Parameters
from activityday.rules.rectification import deadlines, time_left
from activityday.rules.sampling import Candidate, draw, share_of

Given = Mapping[str, Any]
Found = Mapping[str, object]


def the_draw(given: Given, now: Parameters) -> Found:
    tickets = draw(given["seed"], [Candidate(*one) for one in given["candidates"]])
    return {"drawn": [ticket.code for ticket in tickets if ticket.is_drawn]}


def the_share(given: Given, now: Parameters) -> Found:
    return asdict(
        share_of(
            given["clean"],
            percent=now.integer("sample_percent"),
            lowered=now.integer("sample_percent_clean"),
            needed=now.integer("clean_samples"),
        )
    )


def the_days(given: Given, now: Parameters) -> Found:
    plan, whole = now.integer("rectification_plan_days"), now.integer("rectification_days")
    return asdict(deadlines(given["issued_on"], plan_days=plan, days=whole))


def the_time_left(given: Given, now: Parameters) -> Found:
    return asdict(time_left(**given, remind_days=now.integer("supervision_remind_days")))


def the_count(given: Given, now: Parameters) -> Found:
    found = count_ballots(Ballots(**given))
    return {**asdict(found), "shares": list(found.shares)}


def the_gaps(given: Given, now: Parameters) -> Found:
    links = [Link(*one) for one in given["links"]]
    least = now.integer("leader_links_least")
    found = link_gaps(given["leaders"], given["branches"], links, least=least)
    return {**asdict(found), "leaders": list(found.leaders), "branches": list(found.branches)}


def the_length(given: Given, now: Parameters) -> Found:
    return asdict(length_of(given["words"], most=now.integer("circular_characters")))


RUNNERS: dict[str, Callable[[Given, Parameters], Found]] = {
    "draw": the_draw,
    "share_of": the_share,
    "deadlines": the_days,
    "time_left": the_time_left,
    "count_ballots": the_count,
    "link_gaps": the_gaps,
    "length_of": the_length,
}
