"""Writes of this room: talks, cases and their steps, objections and appeals, and who looked."""

from activityday.judgement.standing.actions.appeals import answer_appeal, lodge_appeal
from activityday.judgement.standing.actions.cases import (
    announce,
    approve,
    close_by_facts,
    count_votes,
    deliberate,
    educate,
    end,
    enter_effect,
    file_upward,
    hear,
    investigate,
    reconsider,
    review_correction,
    send_back,
    settle_advice,
    take_up,
)
from activityday.judgement.standing.actions.causes import Cause, take_up_cause, withdraw_cause
from activityday.judgement.standing.actions.looks import look
from activityday.judgement.standing.actions.objections import answer_objection, object_to_facts
from activityday.judgement.standing.actions.talks import arrange_talk, could_not_talk, hold_talk

__all__ = [
    "Cause",
    "announce",
    "answer_appeal",
    "answer_objection",
    "approve",
    "arrange_talk",
    "close_by_facts",
    "could_not_talk",
    "count_votes",
    "deliberate",
    "educate",
    "end",
    "enter_effect",
    "file_upward",
    "hear",
    "hold_talk",
    "investigate",
    "lodge_appeal",
    "look",
    "object_to_facts",
    "reconsider",
    "review_correction",
    "send_back",
    "settle_advice",
    "take_up",
    "take_up_cause",
    "withdraw_cause",
]
