"""What people type about talks and cases."""

from activityday.judgement.standing.forms.steps import (
    AdviceForm,
    AnnounceForm,
    CorrectionForm,
    CountForm,
    DecideForm,
    DeliberateForm,
    EducateForm,
    EffectForm,
    EndForm,
    FileForm,
    HearForm,
    InvestigateForm,
    ReconsiderForm,
    StepForm,
    TakeUpForm,
)
from activityday.judgement.standing.forms.talks import ArrangeForm, AttemptForm, HoldForm
from activityday.judgement.standing.forms.voices import (
    AppealAnswerForm,
    AppealForm,
    ObjectionAnswerForm,
    ObjectionForm,
)

__all__ = [
    "AdviceForm",
    "AnnounceForm",
    "AppealAnswerForm",
    "AppealForm",
    "ArrangeForm",
    "AttemptForm",
    "CorrectionForm",
    "CountForm",
    "DecideForm",
    "DeliberateForm",
    "EducateForm",
    "EffectForm",
    "EndForm",
    "FileForm",
    "HearForm",
    "HoldForm",
    "InvestigateForm",
    "ObjectionAnswerForm",
    "ObjectionForm",
    "ReconsiderForm",
    "StepForm",
    "TakeUpForm",
]
