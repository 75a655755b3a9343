"""The reads of this room: who pays, what is due, what was assessed and agreed."""

from activityday.contents.dues.queries.due import arrangements_of, dues_of, in_use_since, payers_of

__all__ = ["arrangements_of", "dues_of", "in_use_since", "payers_of"]
