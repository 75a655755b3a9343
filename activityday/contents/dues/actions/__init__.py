"""The writes of this room."""

from activityday.contents.dues.actions.assessing import (
    assess_year,
    log_look,
    log_member_look,
    reassess,
    try_year,
    void,
)

__all__ = ["assess_year", "log_look", "log_member_look", "reassess", "try_year", "void"]
