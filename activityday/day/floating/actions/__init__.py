"""The writes of this room: slips, their pages, what comes back."""

from activityday.day.floating.actions.claims import answer_claim, claim
from activityday.day.floating.actions.slips import PrintedSlip, print_slips, record_slip, revoke_page

__all__ = ["PrintedSlip", "answer_claim", "claim", "print_slips", "record_slip", "revoke_page"]
