"""The writes of this room: slips, their pages, what comes back."""

from activityday.day.floating.actions.claims import answer_claim, claim
from activityday.day.floating.actions.slips import PrintedSlip, print_slips, record_slip, revoke_page
from activityday.day.floating.actions.touch import lose_touch

__all__ = ["PrintedSlip", "answer_claim", "claim", "lose_touch", "print_slips", "record_slip", "revoke_page"]
