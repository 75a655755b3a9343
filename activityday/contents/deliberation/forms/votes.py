"""What is typed about votes: how one is prepared, and what was counted."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from django import forms

from activityday.contents.deliberation.checks import LONGEST
from activityday.contents.deliberation.drafts import Count
from activityday.contents.deliberation.enums import ExclusionGround, Method
from activityday.contents.deliberation.models import Vote, VoteLine
from activityday.contents.deliberation.queries import RollFigures
from activityday.day.activity.models import Activity
from activityday.people.organisation.models import Unit
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.people.roster.queries import Affiliated
from activityday.rules.voting import Base, Body, Papers, Tally
from activityday.ui.forms import Spoken

MOST = 1_000_000
MOST_CANDIDATES = 30
WRITTEN_IN = re.compile(r"^(?P<name>.+?)[\s　:：,，]+(?P<ayes>\d{1,6})\s*票?$")


class Whole(forms.IntegerField):
    """A number of people or papers."""

    def __init__(self, label: str, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=required,
            min_value=0,
            max_value=MOST,
            error_messages={
                "required": f"请填写{label}。",
                "invalid": f"{label}请填数字。",
                "min_value": f"{label}不能小于 0。",
                "max_value": f"{label}太大，请核对。",
            },
            **kwargs,
        )


class VoteForm(Spoken, forms.Form):
    """A vote as it is prepared."""

    question = Words("表决事项", 100, required=True, help_text="印在表决票上，请写得让人一看就明白。")
    method = OneOf("方式", Method.choices, widget=forms.RadioSelect)
    held_on = Day("表决日期")
    place = Words("地点", 100)
    chair = Words("主持人", 30)
    candidates = Words(
        "候选人",
        1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="选举才填，一行一个，照票上的顺序。",
    )
    seats = Whole("应选名额", required=False, help_text="选举才填。")

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Body],
        activities: Sequence[Activity] = (),
        groups: Sequence[Unit] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.activities = {str(one.pk): one for one in activities}
        self.groups = {group.code: group for group in groups}
        rules = [(body.key, body.label) for body in bodies]
        self.fields["body"] = OneOf("谁来表决", rules, widget=forms.RadioSelect)
        names = [
            (key, f"{one.held_on:%Y-%m-%d} {one.host.short_name}") for key, one in self.activities.items()
        ]
        self.fields["activity"] = OneOf(
            "在哪次活动日上",
            names,
            required=False,
            empty="不在活动日上",
            help_text="选了活动日，实到人数从签到表上算。",
        )
        self.fields["group"] = OneOf(
            "哪个党小组", [(code, group.short_name) for code, group in self.groups.items()], required=False,
            help_text="党小组会才选。",
        )  # fmt: skip
        if not any(body.is_election for body in bodies):
            del self.fields["candidates"], self.fields["seats"]
        if not groups:
            del self.fields["group"]
        self.order_fields(["question", "body", "group", "method", "activity", "held_on", "place", "chair"])

    def clean_activity(self) -> Activity | None:
        """The activity itself, or None."""
        return self.activities.get(self.cleaned_data["activity"])

    def clean_group(self) -> Unit | None:
        """The Party group itself, or None."""
        return self.groups.get(self.cleaned_data["group"])

    def clean_candidates(self) -> list[str]:
        """One name a line."""
        names = [line.strip() for line in self.cleaned_data["candidates"].splitlines() if line.strip()]
        if len(names) > MOST_CANDIDATES or any(len(name) > MOST_CANDIDATES for name in names):
            raise forms.ValidationError(
                f"候选人最多 {MOST_CANDIDATES} 名，姓名最长 {MOST_CANDIDATES} 个字，一行一个。"
            )
        return names

    def clean(self) -> dict[str, Any]:
        """On an activity day the vote is on the day of the activity."""
        cleaned: dict[str, Any] = super().clean() or {}
        activity = cleaned.get("activity")
        if activity is not None and cleaned.get("held_on") not in {None, activity.held_on}:
            self.add_error(
                "held_on", f"那次活动是{activity.held_on:%Y-%m-%d}，请改成同一天，或者不选活动日。"
            )
        return cleaned


class StageVoteForm(VoteForm):
    """A vote of one of the four steps."""

    def __init__(self, *args: Any, told: str = "", may_merge: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if told:
            self.fields["told_on"] = Day(told)
        if may_merge:
            self.fields["is_merged"] = forms.BooleanField(
                label="书记、主任由一人担任，第一、二步合并开",
                required=False,
                help_text="合并开的由“两委”会议表决，一次走完两步。",
            )
            self.fields["merged_why"] = Words("合并开的情况", 120, help_text="合并开才写，印在表上。")


class CountForm(Spoken, forms.Form):
    """What was counted. The numbers of the roll stand in it already; a different number says why."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        vote: Vote,
        lines: Sequence[VoteLine],
        body: Body,
        figures: RollFigures,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.vote, self.lines, self.body = vote, list(lines), body
        self.people = self._people(figures)
        self.papers = self._papers()
        self.tallies = [self._tally(line) for line in self.lines]
        self.words = self._words(figures)

    def _people(self, figures: RollFigures) -> list[str]:
        added = {
            "entitled": Whole("应到", initial=figures.entitled, help_text=self.body.members),
            "present": Whole("实到", initial=figures.present, help_text="当场举手、投票的人数。"),
        }
        if self.body.quorum.of == Base.EVERYBODY:
            added["everybody"] = Whole(
                "全体党员", initial=figures.everybody, help_text="正式的和预备的都算。"
            )
            added["everybody_present"] = Whole(
                "全体到会", initial=figures.everybody_present, help_text="到会的正式党员和预备党员。"
            )
        self.fields.update(added)
        return list(added)

    def _papers(self) -> list[str]:
        if self.vote.method != Method.BALLOT:
            return []
        self.fields.update({"issued": Whole("发出"), "returned": Whole("收回"), "spoiled": Whole("废票")})
        return ["issued", "returned", "spoiled"]

    def _tally(self, line: VoteLine) -> tuple[VoteLine, list[str]]:
        names = [f"{name}-{line.position}" for name in ("ayes", "nays", "abstentions")]
        for name, label in zip(names, ("赞成", "反对", "弃权"), strict=True):
            self.fields[name] = Whole(label)
        return line, names

    def _words(self, figures: RollFigures) -> list[str]:
        added: dict[str, forms.Field] = {}
        if self.body.is_election:
            added["written_in"] = Words(
                "另选他人",
                500,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="一行一个：姓名 票数。没有就空着。",
            )
        if figures.entitled is not None:
            added["difference"] = Words("人数为什么同名册不一样", 120, help_text="一样就空着。")
        if self.papers:
            added["tellers"] = Words("监票人、计票人", 60, required=True)
        if self.vote.matter_id is not None:
            points = forms.Textarea(attrs={"rows": 3})
            added["points"] = Words(
                "讨论要点", LONGEST, required=True, widget=points, help_text="几句就行，印在表上。"
            )
            added["superiors"] = Words("到会的乡镇同志（职务）", 100)
        self.fields.update(added)
        return list(added)

    def clean_written_in(self) -> list[tuple[str, int]]:
        """Name and ayes, one a line."""
        found = []
        for line in self.cleaned_data["written_in"].splitlines():
            if not line.strip():
                continue
            match = WRITTEN_IN.match(line.strip())
            if match is None:
                raise forms.ValidationError(f"“{line.strip()[:20]}”看不明白，请写成“张三 5”这样，一行一个。")
            found.append((match["name"][:30], int(match["ayes"])))
        return found

    @property
    def count(self) -> Count:
        """What was counted, once the form is valid."""
        data = self.cleaned_data
        papers = Papers(data["issued"], data["returned"], data["spoiled"]) if self.papers else None
        return Count(
            entitled=data["entitled"],
            present=data["present"],
            everybody=data.get("everybody"),
            everybody_present=data.get("everybody_present"),
            papers=papers,
            tallies={line.position: Tally(*(data[name] for name in names)) for line, names in self.tallies},
            **{name: data[name] for name in self.words},
        )

    @property
    def fingerprint(self) -> str:
        """Of these numbers and no others: what was shown is what is written."""
        return hashlib.sha256(repr(self.count).encode()).hexdigest()

    @property
    def is_seen(self) -> bool:
        """Whether these very numbers were shown with their arithmetic before."""
        return bool(self.cleaned_data["seen"] == self.fingerprint)


class ExclusionForm(Spoken, forms.Form):
    """Who is lawfully not counted."""

    ground = OneOf(
        "原因", ExclusionGround.choices, widget=forms.RadioSelect, help_text="加密保存，不印在表上。"
    )
    agreed_on = Day("上级党组织同意日期")
    approved_on = Day("党员大会通过日期")

    def __init__(self, *args: Any, people: Sequence[Affiliated], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.member.pk): person.member for person in people}
        names = [("", "请选择"), *((key, member.name) for key, member in self.people.items())]
        self.fields["member"] = OneOf("党员", names)
        self.order_fields(["member", "ground", "agreed_on", "approved_on"])

    def clean_member(self) -> Any:
        """The member itself."""
        return self.people[self.cleaned_data["member"]]


class EndForm(Spoken, forms.Form):
    """Until when."""

    on = Day("最后一天不计入是")
