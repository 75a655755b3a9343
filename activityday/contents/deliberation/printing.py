"""What is printed of votes and of the four steps; every word of it stands in an entry."""

from datetime import date

from activityday.contents.deliberation.enums import MOTIONS, Method, Source, Stage
from activityday.contents.deliberation.models import FollowUp, Matter, MatterEntry, Vote
from activityday.contents.deliberation.pages import StageRow, stages_of
from activityday.contents.deliberation.posting import body_label, said
from activityday.documents.papers.four_steps import FourSteps, StageTable, render_four_steps
from activityday.documents.papers.voting import (
    Ballots,
    CountedLine,
    CountSheet,
    VoteResult,
    render_ballots,
    render_count_sheet,
    render_vote_result,
)
from activityday.office.notices.models import PublicNotice
from activityday.rules.voting import Base, Body, Threshold
from activityday.ui.words import clause_label

FEW_BALLOTS = 8
WHOLES = {Base.EVERYBODY: "全体党员", Base.ENTITLED: "应到", Base.PRESENT: "实到", Base.VALID: "有效票"}
TITLES = {
    Stage.PROPOSAL: "村党组织提议表",
    Stage.CONSULTATION: "村“两委”商议表",
    Stage.REVIEW: "党员大会审议表",
    Stage.RESOLUTION: "村民代表会议（村民会议）决议表",
    Stage.DECISION: "过程和决议公开表",
    Stage.OUTCOME: "实施结果公开表",
}
NOT_YET = "还没有办"
MARK = "同意的在“赞成”方框里打√，不同意的打在“反对”，不表态的打在“弃权”；每项只打一个，多打、不打的不算。"
MARK_NAMES = "每名候选人只打一个√；可以另选他人，写上姓名。赞成的人数多于应选名额的，整张作废。"


def ballots(vote: Vote, number: int) -> bytes:
    """So many ballots of the vote, PDF."""
    is_election = vote.seats is not None
    return render_ballots(
        Ballots(
            title="选 举 票" if is_election else "表 决 票",
            unit=f"{vote.unit.name}{body_label(vote)}",
            dated=said(vote.held_on),
            lines=tuple(line.label for line in vote.lines.all() if not line.is_written_in),
            rule=f"{MARK_NAMES}应选 {vote.seats} 名。" if is_election else MARK,
            number=number,
            is_election=is_election,
        )
    )


def count_sheet(vote: Vote, body: Body) -> bytes:
    """The sheet of the tellers, PDF."""
    is_ballot = vote.method == Method.BALLOT
    rules = [
        f"到会{_of(body.quorum)}才能表决；赞成{_of(body.majority)}才{'当选' if vote.seats else '通过'}（{clause_label(body.majority_clause)}）。"
    ]
    if is_ballot:
        rules.append("发出不多于实到；收回不多于发出，多了要重新投；有效票＋废票＝收回。")
    voting = "有效票" if is_ballot else "实到"
    rules.append(f"每一行：赞成＋反对＋弃权＝{voting}。")
    return render_count_sheet(
        CountSheet(
            title="计票单",
            unit=vote.unit.name,
            facts=_facts(vote),
            lines=tuple(line.label for line in vote.lines.all() if not line.is_written_in),
            is_ballot=is_ballot,
            is_election=vote.seats is not None,
            rules=tuple(rules),
        )
    )


def _of(threshold: Threshold) -> str:
    """“超过应到的 1/2”: of whom a share is taken stands beside it."""
    word, share = threshold.words.split()
    return f"{word}{WHOLES[threshold.of]}的 {share}"


def vote_result(vote: Vote, body: Body) -> bytes:
    """The result of a counted vote, PDF; an annulled one says so."""
    lines = list(vote.lines.all())
    notes = []
    if vote.annulled_at is not None:
        notes.append(f"这次表决已作废：{vote.annulled_why}（{vote.annulled_by}）。")
    if excluded := len(vote.exclusions.all()):
        notes.append(f"另有 {excluded} 名党员经上级同意、党员大会通过，不计入应到，名单存支部。")
    if vote.difference:
        notes.append(f"人数同名册不一样的原因：{vote.difference}。")
    return render_vote_result(
        VoteResult(
            title="选举结果" if vote.seats else "表决结果",
            unit=vote.unit.name,
            facts=(*_facts(vote), *_figures(vote)),
            lines=tuple(
                CountedLine(
                    f"{line.label}（另选他人）" if line.is_written_in else line.label,
                    line.ayes or 0,
                    line.nays or 0,
                    line.abstentions or 0,
                    line.arithmetic if vote.seats else ("通过" if line.is_passed else "未通过"),
                )
                for line in lines
            ),
            arithmetic=tuple(words for words in (vote.quorum_words, *_arithmetic(vote)) if words),
            outcome=vote.outcome,
            basis=f"{vote.document}（{clause_label(vote.clauses)}）",
            note="".join(notes),
        )
    )


def tables(matter: Matter, *, on: date) -> bytes:
    """The six tables of a matter as far as it has come, PDF; what was left out says so with its reason."""
    return render_four_steps(
        FourSteps(
            title="“四议两公开”工作法",
            unit=matter.unit.name,
            matter=matter.topic.title,
            tables=tuple(_table(matter, row, on) for row in stages_of(matter)),
        )
    )


def _table(matter: Matter, row: StageRow, on: date) -> StageTable:
    title, entry = TITLES[row.stage], row.entry
    ticks = _ticks(matter) if row.stage == Stage.PROPOSAL else ()
    if entry is None:
        return StageTable(title, (("情况", NOT_YET),), ticks=ticks)
    if entry.is_left_out:
        return StageTable(
            title, (("情况", f"没有走这一步。原因：{entry.text}"),), ticks=ticks, is_left_out=True
        )
    if row.stage in {Stage.DECISION, Stage.OUTCOME}:
        signatures = (("监督委员会签字", 22), ("党组织盖章", 26))
        return StageTable(title, _posted(matter, entry, row.stage, on), signatures)
    signatures = (("参会人员签字", 44), ("乡镇参会人员签字（职务）", 18))
    return StageTable(title, _voted(matter, entry, row), signatures, ticks)


def _ticks(matter: Matter) -> tuple[tuple[str, bool], ...]:
    mine = MOTIONS[Source(matter.topic.source)]
    return tuple((words, words == mine) for words in dict.fromkeys(MOTIONS.values()))


def _voted(matter: Matter, entry: MatterEntry, row: StageRow) -> tuple[tuple[str, str], ...]:
    vote = entry.vote
    if vote is None:
        return ()
    came, should = vote.present or 0, vote.entitled or 0
    if vote.everybody is not None:
        came, should = vote.everybody_present or 0, vote.everybody
    line = list(vote.lines.all())[0]  # noqa: RUF015 -- prefetched: no query for the first
    rows = [
        ("动议内容", matter.topic.text or matter.topic.title),
        ("时间、地点", f"{said(vote.held_on)}　{vote.place}"),
        ("会议形式", f"{body_label(vote)}，{vote.get_method_display()}"),
        ("应到、实到、比例", f"应到 {should} 人，实到 {came} 人，到会 {came}/{should}"),
        ("表决", f"赞成 {line.ayes}，反对 {line.nays}，弃权 {line.abstentions}：{vote.outcome}"),
        ("算式", f"{vote.quorum_words}{line.arithmetic}"),
        ("内容", vote.points),
        ("乡镇参会人员", vote.superiors or "无"),
    ]
    if vote.told_on is not None:
        rows.insert(2, ("提前告知", said(vote.told_on)))
    if entry.text:
        rows.append(("说明", entry.text))
    if row.failed:
        days = "、".join(said(one.held_on) for one in row.failed)
        rows.append(("此前没有通过的表决", days))
    return tuple(rows)


def _posted(matter: Matter, entry: MatterEntry, stage: Stage, on: date) -> tuple[tuple[str, str], ...]:
    notice = entry.notice
    if notice is None:
        return ()
    follow_ups = list(matter.topic.follow_ups.all())
    done = "；".join(_done(one) for one in follow_ups)
    withdrawn = f"已于{said(notice.withdrawn_at)}撤下：{notice.withdrawn_why}" if notice.withdrawn_at else ""
    rows = [
        ("决议内容", matter.topic.resolution),
        ("公开时间", f"{said(notice.starts_on)}至{said(notice.ends_on)}"),
        ("公开地点", notice.where),
        ("实施结果" if stage == Stage.OUTCOME else "交办", done),
        ("群众意见", _objections(notice, on=on)),
        ("监督意见", f"{entry.text}（{entry.supervisor}）"),
    ]
    return (*rows, ("说明", withdrawn)) if withdrawn else tuple(rows)


def _done(one: FollowUp) -> str:
    if one.result:
        return f"{one.task}：{one.result}（{one.owner}）"
    return f"{one.task}，由{one.owner}办理，{said(one.due_on)}前办结"


def _objections(notice: PublicNotice, *, on: date) -> str:
    """What was said against it; that nobody said anything is known only when its last day is over."""
    lines = [f"{one.text}（{one.answer or '待答复'}）" for one in notice.objections.all()]
    if lines:
        return "；".join(lines)
    return "公开期间没有人提出异议" if notice.ends_on < on else ""


def _facts(vote: Vote) -> tuple[tuple[str, str], ...]:
    where = body_label(vote) if vote.group is None else f"{vote.group.short_name}会"
    facts = [
        ("表决事项", vote.question),
        ("会议", f"{where}，{vote.get_method_display()}"),
        ("时间、地点", f"{said(vote.held_on)}　{vote.place}"),
        ("主持人", vote.chair),
    ]
    if vote.seats is not None:
        facts.append(("应选名额", f"{vote.seats} 名"))
    return tuple(facts)


def _figures(vote: Vote) -> tuple[tuple[str, str], ...]:
    facts = [("到会", f"应到 {vote.entitled} 人，实到 {vote.present} 人")]
    if vote.everybody is not None:
        facts.append(("全体党员", f"共 {vote.everybody} 人，到会 {vote.everybody_present} 人"))
    if vote.issued is not None:
        facts.append(
            (
                "票数",
                f"发出 {vote.issued} 张，收回 {vote.returned} 张，有效票 {vote.valid} 张，废票 {vote.spoiled} 张",
            )
        )
    if vote.tellers:
        facts.append(("监票、计票", vote.tellers))
    return tuple(facts)


def _arithmetic(vote: Vote) -> list[str]:
    return [] if vote.seats else [line.arithmetic for line in vote.lines.all()]
