"""Signing in, the office's accounts, and the table of permissions."""

from activityday.people.accounts.views.signing_in import locked_out

__all__ = ["locked_out"]
