"""Dues: what was assessed, what the superior and the branch agreed to, what was collected, what went upward."""

from activityday.contents.dues.models.assessing import Arrangement, Assessment, Waiver
from activityday.contents.dues.models.collecting import DayBook, Payment
from activityday.contents.dues.models.upward import Contribution, Remittance, RemittanceEntry

__all__ = [
    "Arrangement",
    "Assessment",
    "Contribution",
    "DayBook",
    "Payment",
    "Remittance",
    "RemittanceEntry",
    "Waiver",
]
