"""From a form to the step it takes: which form comes next in which state, for whom, and the action behind it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypedDict

from activityday.judgement.standing import actions, forms, queries
from activityday.judgement.standing.entries import (
    Count,
    Deliberation,
    Delivery,
    Education,
    Investigation,
    Statement,
)
from activityday.judgement.standing.enums import Disposition, Hearing, State
from activityday.judgement.standing.forms import StepForm
from activityday.judgement.standing.models import Case
from activityday.office.filings import enums as filings
from activityday.office.policy.queries import parameters_for
from activityday.people.roster.queries import full_members_in

Data = dict[str, Any]


class Common(TypedDict):
    """What every step takes: the page it was opened at, who, when."""

    base: int
    by: Any
    on: date
    at: Any


NEXT: Mapping[State, type[StepForm]] = {
    State.TAKEN_UP: forms.HearForm,
    State.HEARD: forms.EducateForm,
    State.EDUCATED: forms.DeliberateForm,
    State.PROPOSED: forms.FileForm,
    State.INVESTIGATED: forms.DeliberateForm,
    State.OPINED: forms.CountForm,
    State.VOTED: forms.DecideForm,
    State.APPROVED: forms.AnnounceForm,
    State.ANNOUNCED: forms.EffectForm,
    State.CORRECTING: forms.CorrectionForm,
    State.ADVISED: forms.AdviceForm,
}
ANSWERED: Mapping[filings.State, type[StepForm]] = {
    filings.State.APPROVED: forms.InvestigateForm,
    filings.State.REFUSED: forms.ReconsiderForm,
    filings.State.WITHDRAWN: forms.ReconsiderForm,
}


def next_form_of(case: Case) -> type[StepForm] | None:
    """The form of the one next step; None while the primary committee has to answer, or when the case is over."""
    if case.state == State.FILED and case.filing is not None:
        return ANSWERED.get(filings.State(case.filing.state))
    return NEXT.get(State(case.state))


def is_for_committee(case: Case) -> bool:
    """Whether the next step is the primary committee's."""
    return case.state == State.VOTED


def given_to(kind: type[StepForm], case: Case, on: date) -> dict[str, Any]:
    """What a form has to know beside the case and the day."""
    if kind is forms.EducateForm:
        return {"talks": queries.educations_of(case.member)}
    if kind is forms.CountForm:
        return {"full_members": full_members_in(case.branch, on=on)}
    if kind is forms.DeliberateForm:
        now = parameters_for(case.branch, on=on)
        return {
            "usual": now.integer("correction_months_usual"),
            "most": now.integer("correction_months_most"),
            "members": queries.committee_size(case.branch, on=on),
        }
    return {}


def take(form: StepForm, case: Case, by: Any, on: date, at: Any) -> Case:
    """Take the step of a valid form. Raises Refused."""
    data = dict(form.cleaned_data)
    common = Common(base=data.pop("base"), by=by, on=on, at=at)
    return ACTIONS[type(form)](case, data, common)


def _hear(case: Case, data: Data, common: Common) -> Case:
    data["way"], data["tries"] = Hearing(data["way"]), data["tries"] or 0
    return actions.hear(case=case, given=Statement(**data), **common)


def _educate(case: Case, data: Data, common: Common) -> Case:
    data["given_on"] = data["given_on"] or common["on"]
    return actions.educate(case=case, given=Education(**data), **common)


def _deliberate(case: Case, data: Data, common: Common) -> Case:
    del data["view"]
    return actions.deliberate(case=case, given=Deliberation(**data), **common)


def _count(case: Case, data: Data, common: Common) -> Case:
    return actions.count_votes(case=case, given=Count(**data), **common)


def _decide(case: Case, data: Data, common: Common) -> Case:
    decide = actions.approve if data.pop("answer") == "approve" else actions.send_back
    return decide(case=case, **data, **common)


def _announce(case: Case, data: Data, common: Common) -> Case:
    data["is_signed"] = data.pop("signed") == "yes"
    return actions.announce(case=case, given=Delivery(**data), **common)


def _effect(case: Case, data: Data, common: Common) -> Case:
    data["disposition"] = Disposition(data["disposition"])
    return actions.enter_effect(case=case, **data, **common)


def _correction(case: Case, data: Data, common: Common) -> Case:
    is_corrected = data.pop("result") == "yes"
    given = Deliberation(disposition=None, **data)
    return actions.review_correction(case=case, given=given, is_corrected=is_corrected, **common)


def _advice(case: Case, data: Data, common: Common) -> Case:
    return actions.settle_advice(case=case, has_left=data.pop("result") == "yes", **data, **common)


ACTIONS: Mapping[type[StepForm], Callable[[Case, Data, Common], Case]] = {
    forms.HearForm: _hear,
    forms.EducateForm: _educate,
    forms.DeliberateForm: _deliberate,
    forms.FileForm: lambda case, _, common: actions.file_upward(case=case, **common),
    forms.ReconsiderForm: lambda case, data, common: actions.reconsider(case=case, **data, **common),
    forms.InvestigateForm: lambda case, data, common: actions.investigate(
        case=case, given=Investigation(**data), **common
    ),
    forms.CountForm: _count,
    forms.DecideForm: _decide,
    forms.AnnounceForm: _announce,
    forms.EffectForm: _effect,
    forms.CorrectionForm: _correction,
    forms.AdviceForm: _advice,
}
