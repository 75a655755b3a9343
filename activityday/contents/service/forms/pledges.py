"""What is typed about pledges: one line for each member, a word for each that is judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from activityday.contents.service.actions.pledges import LONGEST
from activityday.contents.service.drafts import PledgeDraft
from activityday.contents.service.enums import SAID, PledgeState
from activityday.contents.service.queries import PledgeLine
from activityday.people.roster.fields import Day
from activityday.people.roster.models import Member
from activityday.ui.forms import Spoken

OWN = "branch"


@dataclass(frozen=True)
class TextRow:
    """One line to be written: whose, what is typed, what stands already, what is wrong."""

    key: str
    name: str
    typed: str
    standing: tuple[str, ...]
    error: str


class PledgesForm(Spoken, forms.Form):
    """Pledges of a year: whoever has something to promise gets a line, all others stay empty."""

    due_on = Day("何时兑现", help_text="这一批都按这一天。")

    def __init__(
        self, *args: Any, year: int, members: Sequence[Member], standing: Sequence[PledgeLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"due_on": date(year, 12, 31)}, **kwargs)
        self.people: dict[str, Member | None] = {OWN: None, **{str(one.pk): one for one in members}}
        self.standing = standing
        self.faults: dict[str, str] = {}

    @property
    def rows(self) -> list[TextRow]:
        """The branch first, then the members in roster order."""
        found: dict[str, list[str]] = {key: [] for key in self.people}
        for line in self.standing:
            found.setdefault(str(line.pledge.member_id or OWN), []).append(line.pledge.text)
        return [
            TextRow(
                key,
                member.name if member else "党支部",
                self._typed(key),
                tuple(found[key]),
                self.faults.get(key, ""),
            )
            for key, member in self.people.items()
        ]

    def clean(self) -> dict[str, Any]:
        """No line is too long."""
        cleaned: dict[str, Any] = super().clean() or {}
        for key in self.people:
            if len(self._typed(key)) > LONGEST:
                self.faults[key] = f"承诺不超过 {LONGEST} 个字，请写短一些。"
        if self.faults:
            self.add_error(None, "有几条太长，见红字。")
        return cleaned

    @property
    def drafts(self) -> list[PledgeDraft]:
        """What was written. The form is valid."""
        return [
            PledgeDraft(member, text, self.cleaned_data["due_on"])
            for key, member in self.people.items()
            if (text := self._typed(key))
        ]

    def _typed(self, key: str) -> str:
        return str(self.data.get(f"text-{key}", "")).strip() if self.is_bound else ""


@dataclass(frozen=True)
class JudgeRow:
    """One pledge to be judged: what is chosen and typed, what is wrong."""

    line: PledgeLine
    chosen: str
    word: str
    error: str


class JudgeForm(forms.Form):
    """What came of pledges: those chosen are written, the others stay as they are."""

    def __init__(self, *args: Any, lines: Sequence[PledgeLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.faults: dict[str, str] = {}

    choices = tuple((state.value, state.label) for state in SAID)

    @property
    def rows(self) -> list[JudgeRow]:
        """Every pledge with what stands or is typed now."""
        return [
            JudgeRow(line, self._chosen(line), self._word(line), self.faults.get(str(line.pledge.pk), ""))
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        """Whatever is not wholly kept says why, in a short word."""
        cleaned: dict[str, Any] = super().clean() or {}
        for line in self.lines:
            if self._chosen(line) and (fault := self._fault(line)):
                self.faults[str(line.pledge.pk)] = fault
        if self.faults:
            self.add_error(None, "有几条要补，见红字。")
        return cleaned

    @property
    def judged(self) -> list[tuple[PledgeLine, PledgeState, str]]:
        """What was chosen. The form is valid."""
        return [
            (line, PledgeState(self._chosen(line)), self._word(line))
            for line in self.lines
            if self._chosen(line)
        ]

    def _fault(self, line: PledgeLine) -> str:
        word = self._word(line)
        if self._chosen(line) not in dict(self.choices):
            return "请选已兑现、部分兑现或者没有兑现。"
        if self._chosen(line) != PledgeState.KEPT and not word:
            return "没有全部兑现的，请用一句话写明原因。"
        return f"支部的话不超过 {LONGEST} 个字。" if len(word) > LONGEST else ""

    def _chosen(self, line: PledgeLine) -> str:
        if self.is_bound:
            return str(self.data.get(f"result-{line.pledge.pk}", ""))
        return line.pledge.said

    def _word(self, line: PledgeLine) -> str:
        return str(self.data.get(f"word-{line.pledge.pk}", "")).strip() if self.is_bound else line.word
