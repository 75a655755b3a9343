"""A workbook beside the roster: what is new, changed, unchanged, refused; all written or nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from activityday.audit.models import Entry
from activityday.audit.queries import first_break
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import in_unit_and_below
from activityday.people.roster import queries
from activityday.people.roster.actions import end_affiliation, imports
from activityday.people.roster.enums import Category, ConditionKind, JoinReason, LeaveReason
from activityday.people.roster.models import Affiliation, Member, RosterImport
from tests.conftest import OPERATOR, Town, instant
from tests.roster.conftest import HEADER, NOW, TODAY, identity, row, silent, workbook

BringIn = Callable[..., RosterImport]
THREE = [row(1, "王大有"), row(2, "李小妹", 性别="女"), row(3, "赵铁柱", "兴塘村党支部")]


def counts(roster: RosterImport) -> tuple[int, int, int, int]:
    found = roster.result["counts"]
    return found["created"], found["updated"], found["unchanged"], len(roster.result["refused"])


def reasons(roster: RosterImport) -> list[str]:
    return [reason for _, _, _, reason in roster.result["refused"]]


def test_a_first_import_enters_everybody_from_the_first_of_the_month(town: Town, bring_in: BringIn) -> None:
    assert counts(bring_in(workbook(THREE))) == (3, 0, 0, 0)
    found = queries.affiliated([town.village, town.other_village], on=date(2026, 11, 1))
    assert [(one.member.name, one.branch.code, one.category) for one in found] == [
        ("赵铁柱", "xingtang", Category.FULL),
        ("王大有", "liudi", Category.FULL),
        ("李小妹", "liudi", Category.FULL),
    ]
    assert queries.affiliated([town.village, town.other_village], on=date(2026, 10, 31)) == []
    wang = Member.objects.get(name="王大有")
    assert (wang.identity_number, wang.phone, wang.gender, wang.initials) == (
        identity(1), "13800000001", "male", " wdy ydy",
    )  # fmt: skip
    assert (wang.born_on, wang.joined_on, wang.full_on) == (
        date(1960, 5, 1), date(1986, 7, 1), date(1987, 7, 1),
    )  # fmt: skip
    assert wang.affiliations.get().join_reason == JoinReason.IMPORTED


def test_a_second_import_of_the_same_file_changes_nothing_and_logs_nothing(
    town: Town, bring_in: BringIn
) -> None:
    bring_in(workbook(THREE))
    before = (
        list(Member.objects.order_by("pk").values()),
        list(Affiliation.objects.order_by("pk").values()),
        Entry.objects.count(),
    )
    assert counts(bring_in(workbook(THREE))) == (0, 0, 3, 0)
    assert before == (
        list(Member.objects.order_by("pk").values()),
        list(Affiliation.objects.order_by("pk").values()),
        Entry.objects.count(),
    )


def test_a_roster_of_names_alone_is_recognised_the_second_time(bring_in: BringIn) -> None:
    data = workbook([("张三", "柳堤村"), ("李四", "柳堤村")], header=("姓名", "党支部"))
    assert counts(bring_in(data)) == (2, 0, 0, 0)
    assert counts(bring_in(data)) == (0, 0, 2, 0)


def test_changes_are_shown_old_and_new_with_sensitive_values_masked(bring_in: BringIn) -> None:
    bring_in(workbook(THREE))
    roster = bring_in(workbook([row(1, "王大有", 手机="13912345678", 备注="低保"), *THREE[1:]]), write=False)
    assert counts(roster) == (0, 1, 2, 0)
    assert roster.result["changed"] == [
        ["花名册", 3, "王大有", "柳堤村党支部",
         [["联系电话", "138****0001", "139****5678"], ["备注", "", "低保"]]]
    ]  # fmt: skip
    assert Member.objects.get(name="王大有").note == ""


def test_the_log_names_changed_fields_and_no_sensitive_value(bring_in: BringIn) -> None:
    bring_in(workbook(THREE))
    bring_in(workbook([row(1, "王大有", 手机="13912345678", 备注="低保"), *THREE[1:]]))
    member = Member.objects.get(name="王大有")
    newest = Entry.objects.filter(object_kind="member", object_id=str(member.pk)).order_by("-sequence")[0]
    assert newest.changes == (
        '{"note": ["", "低保"], "phone": [null, null], "reason": "花名册导入", "version": 1}'
    )
    everything = "".join(Entry.objects.values_list("changes", flat=True))
    assert "13912345678" not in everything
    assert identity(1) not in everything
    assert first_break("fenggang") is None


def test_empty_cells_take_nothing_away(bring_in: BringIn) -> None:
    bring_in(workbook(THREE))
    assert counts(bring_in(workbook([row(1, "王大有", 手机="", 转正时间="", 性别="")]))) == (0, 0, 1, 0)
    assert Member.objects.get(name="王大有").phone == "13800000001"


def test_who_is_not_in_the_file_stays_and_is_named(town: Town, bring_in: BringIn) -> None:
    bring_in(workbook(THREE))
    roster = bring_in(workbook(THREE[:1]))
    assert roster.result["missing"] == [["李小妹", "柳堤村党支部"]]
    assert queries.numbers_in([town.village, town.other_village], on=TODAY) == {
        town.village.pk: 1,
        town.other_village.pk: 2,
    }


def test_another_branch_in_the_file_is_a_transfer_from_today(town: Town, bring_in: BringIn) -> None:
    bring_in(workbook(THREE))
    roster = bring_in(workbook([row(1, "王大有", "兴塘村党支部")]))
    assert roster.result["changed"][0][4] == [["党支部", "柳堤村党支部", "兴塘村党支部"]]
    member = Member.objects.get(name="王大有")
    periods = member.affiliations.order_by("starts_on").values_list("branch__code", "starts_on", "ends_on")
    assert list(periods) == [
        ("liudi", date(2026, 11, 1), date(2026, 11, 9)),
        ("xingtang", date(2026, 11, 10), None),
    ]


def test_an_old_number_of_fifteen_digits_is_the_same_person(bring_in: BringIn) -> None:
    old = identity(1)[:6] + identity(1)[8:17]
    bring_in(workbook([row(1, "王大有", 身份证号=old)]))
    assert Member.objects.get().identity_number == old
    assert counts(bring_in(workbook([row(1, "王大有")]))) == (0, 1, 0, 0)
    assert Member.objects.get().identity_number == identity(1)
    assert counts(bring_in(workbook([row(1, "王大有", 身份证号=old)]))) == (0, 0, 1, 0)


def test_a_number_is_added_to_the_member_whose_birthday_agrees(bring_in: BringIn) -> None:
    header = ("姓名", "党支部", "出生日期")
    bring_in(workbook([("王大有", "柳堤村", "1960.05")], header=header))
    assert Member.objects.get().born_as_known == "1960年5月"
    assert counts(bring_in(workbook([row(1, "王大有")]))) == (0, 1, 0, 0)
    member = Member.objects.get()
    assert (member.identity_number, member.born_as_known, member.known_to) == (
        identity(1),
        "1960年5月1日",
        {},
    )


def test_namesakes_nobody_can_tell_apart_are_refused_with_a_way_on(bring_in: BringIn) -> None:
    bring_in(workbook([row(1, "王大有"), row(2, "王大有")]))
    roster = bring_in(workbook([("王大有", "柳堤村")], header=("姓名", "党支部")))
    assert reasons(roster) == ["名册里有2名王大有，分不清是哪一位，请在文件里补上身份证号。"]
    assert counts(roster) == (0, 0, 0, 1)


def test_a_namesake_in_the_same_branch_is_entered_and_pointed_out(bring_in: BringIn) -> None:
    header = ("姓名", "党支部", "出生日期")
    bring_in(workbook([("王秀兰", "兴塘村", "1960.1.1")], header=header))
    roster = bring_in(workbook([("王秀兰", "兴塘村", "1994.11.30")], header=header))
    assert counts(roster) == (1, 0, 0, 0)
    assert [reason for _, _, _, reason in roster.result["warnings"] if "已有一名王秀兰" in reason] == [
        "兴塘村党支部已有一名王秀兰，出生或入党日期不同，会登记为两个人；如是同一人，请先改对再导入。"
    ]


def test_a_namesake_in_another_branch_is_not_taken_for_a_transfer(bring_in: BringIn) -> None:
    header = ("姓名", "党支部")
    bring_in(workbook([("王大有", "柳堤村")], header=header))
    roster = bring_in(workbook([("王大有", "兴塘村")], header=header))
    assert reasons(roster) == ["名册里有1名王大有，分不清是哪一位，请在文件里补上身份证号。"]


def test_somebody_who_left_does_not_come_back_by_a_workbook(bring_in: BringIn) -> None:
    bring_in(workbook(THREE))
    end_affiliation(
        member=Member.objects.get(name="王大有"),
        reason=LeaveReason.DECEASED,
        on=date(2026, 11, 5),
        by=OPERATOR,
        at=NOW,
    )
    roster = bring_in(workbook(THREE))
    assert reasons(roster) == ["王大有已于2026-11-05登记“去世”。如已回来，请先在党员页办“转入”，再导入。"]


@pytest.mark.parametrize(
    "written",
    [
        "柳堤村党支部",
        "中共枫港镇柳堤村支部委员会",
        "枫港镇柳堤村党支部",
        "柳堤村支部",
        " 柳堤村 ",
        "示例县枫港镇柳堤村党支部",
    ],
)
def test_a_branch_is_recognised_however_the_office_writes_it(written: str, bring_in: BringIn) -> None:
    assert counts(bring_in(workbook([row(1, "王大有", written)]))) == (1, 0, 0, 0)


def test_unknown_branches_are_refused_until_somebody_asks_for_them(town: Town, bring_in: BringIn) -> None:
    rows = [row(1, "王大有", "桃林社区党支部"), row(2, "李小妹", "桃林社区党支部"), row(3, "赵铁柱")]
    roster = bring_in(workbook(rows), write=False)
    assert counts(roster) == (1, 0, 0, 2)
    assert (
        reasons(roster)[0]
        == "没有“桃林社区党支部”这个党支部。名称写错了的，请改正；没有写错的，可以随这次导入新建。"
    )
    assert roster.result["unknown"] == [["桃林社区党支部", "community", 2]]
    roster = bring_in(workbook(rows), create=True)
    assert (counts(roster), roster.result["counts"]["units"]) == ((3, 0, 0, 0), 1)
    branch = Unit.objects.get(name="桃林社区党支部")
    assert (branch.code, branch.short_name, branch.sector, branch.level, branch.committee) == (
        "taolinshequ", "桃林社区", Sector.COMMUNITY, Level.BRANCH, town.committee,
    )  # fmt: skip


def test_groups_and_general_branches_are_set_up_where_they_belong(bring_in: BringIn) -> None:
    header = ("姓名", "所属党总支", "所在党支部", "党小组", "党内职务")
    rows = [
        ("甲一", "桃林村党总支", "桃林村第一党支部", "第一党小组", "书记"),
        ("甲二", "桃林村党总支", "桃林村第一党支部", "第二党小组", "党小组长"),
        ("甲三", "桃林村党总支", "桃林村第二党支部", "", ""),
    ]
    roster = bring_in(workbook(rows, header=header), create=True)
    assert (roster.result["counts"]["units"], roster.result["counts"]["groups"]) == (3, 2)
    general = Unit.objects.get(name="桃林村党总支")
    assert [unit.name for unit in in_unit_and_below(general)][1:] == [
        "桃林村第一党支部",
        "桃林村第一支部第一党小组",
        "桃林村第一支部第二党小组",
        "桃林村第二党支部",
    ]
    posts = Member.objects.filter(posts__isnull=False).order_by("name")
    assert [(one.name, one.posts.get().kind, one.posts.get().unit.level) for one in posts] == [
        ("甲一", "secretary", "branch"),
        ("甲二", "group_leader", "group"),
    ]
    assert counts(bring_in(workbook(rows, header=header), create=True)) == (0, 0, 3, 0)


def test_a_branch_takes_only_its_own_rows(town: Town, bring_in: BringIn) -> None:
    roster = bring_in(workbook(THREE), unit=town.other_village)
    assert counts(roster) == (2, 0, 0, 1)
    assert reasons(roster) == ["“兴塘村党支部”不在柳堤村党支部范围内，请从上一级导入，或删去这一行。"]


def test_floating_suspended_and_lost_begin_and_end_as_the_file_says(town: Town, bring_in: BringIn) -> None:
    header = (*HEADER, "是否流动党员", "外出流向", "党籍状态")
    bring_in(workbook([(*row(1, "王大有"), "是", "广东省深圳市", "停止党籍")], header=header))
    found = queries.affiliated([town.other_village], on=TODAY)[0]
    assert found.conditions == {ConditionKind.FLOATING, ConditionKind.SUSPENDED}
    assert Member.objects.get().conditions.get(kind=ConditionKind.FLOATING).place == "广东省深圳市"
    back = [(*row(1, "王大有"), "否", "", "正常")]
    assert counts(bring_in(workbook(back, header=header))) == (0, 1, 0, 0)
    assert counts(bring_in(workbook(back, header=header))) == (0, 0, 1, 0)
    assert queries.affiliated([town.other_village], on=date(2026, 11, 11))[0].conditions == frozenset()


def test_scripts_and_formulas_in_cells_are_kept_as_harmless_text(bring_in: BringIn) -> None:
    roster = bring_in(workbook([row(1, "王大有", 备注="<script>alert(1)</script>")]))
    assert counts(roster) == (1, 0, 0, 0)
    assert Member.objects.get().note == "<script>alert(1)</script>"


def test_the_uploaded_file_is_sealed_and_gone_once_written(bring_in: BringIn) -> None:
    roster = bring_in(workbook(THREE), write=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM roster_rosterimport")
        (stored,) = cursor.fetchone()
    assert roster.content not in stored
    assert "UEsDB" not in stored
    imports.claim_writing(roster=roster, at=NOW, interrupted=False)
    imports.write(roster=roster, by=OPERATOR, at=NOW, progress=silent)
    roster.refresh_from_db()
    assert (roster.content, roster.state) == ("", RosterImport.State.WRITTEN)


def test_a_second_confirmation_writes_nothing_and_says_so(bring_in: BringIn) -> None:
    roster = bring_in(workbook(THREE))
    with pytest.raises(Refused, match="这次导入已写入，不用再点"):
        imports.claim_writing(roster=roster, at=NOW, interrupted=False)
    assert Member.objects.count() == 3


def test_a_roster_that_changed_since_the_preview_is_shown_again(bring_in: BringIn) -> None:
    shown = bring_in(workbook(THREE), write=False)
    Member.objects.create(committee=shown.unit, name="王大有", identity_fingerprint=None)
    late = Member.objects.get()
    Affiliation.objects.create(
        member=late,
        branch=Unit.objects.get(code="liudi"),
        starts_on=date(2020, 1, 1),
        join_reason=JoinReason.ADMITTED,
    )
    imports.claim_writing(roster=shown, at=NOW, interrupted=False)
    with pytest.raises(imports.PlanChanged, match="核对之后，名册又有了变化，什么都没有写入"):
        imports.write(roster=shown, by=OPERATOR, at=NOW, progress=silent)
    shown.refresh_from_db()
    assert (shown.state, counts(shown)) == (RosterImport.State.READ, (2, 1, 0, 0))
    assert Member.objects.count() == 1


class Killed(BaseException):
    """The process goes away in the middle of the writing."""


def test_a_killed_writing_leaves_nothing_and_may_be_tried_again(bring_in: BringIn) -> None:
    roster = bring_in(workbook(THREE), write=False)
    entries = Entry.objects.count()
    imports.claim_writing(roster=roster, at=NOW, interrupted=False)

    def die(stage: str, done: int, total: int) -> None:
        if stage == "写入":
            raise Killed

    with pytest.raises(Killed):
        imports.write(roster=roster, by=OPERATOR, at=NOW, progress=die)
    assert (Member.objects.count(), Entry.objects.count()) == (0, entries)
    roster.refresh_from_db()
    assert roster.state == RosterImport.State.WRITING
    imports.claim_writing(roster=roster, at=instant("2026-11-10 09:10"), interrupted=True)
    imports.write(roster=roster, by=OPERATOR, at=NOW, progress=silent)
    assert Member.objects.count() == 3


def test_a_writer_whose_claim_was_taken_over_undoes_everything(bring_in: BringIn) -> None:
    roster = bring_in(workbook(THREE), write=False)
    imports.claim_writing(roster=roster, at=NOW, interrupted=False)
    other = RosterImport.objects.get(pk=roster.pk)
    imports.claim_writing(roster=other, at=instant("2026-11-10 09:10"), interrupted=True)
    with pytest.raises(Refused, match="这次导入已由别人接手，本次什么都没有写入"):
        imports.write(roster=roster, by=OPERATOR, at=NOW, progress=silent)
    assert Member.objects.count() == 0


def test_a_new_upload_discards_the_one_before(bring_in: BringIn) -> None:
    first = bring_in(workbook(THREE), write=False)
    bring_in(workbook(THREE), write=False)
    first.refresh_from_db()
    assert (first.state, first.content) == (RosterImport.State.DISCARDED, "")


def test_a_county_with_several_committees_is_no_place_for_a_roster(town: Town, bring_in: BringIn) -> None:
    with pytest.raises(Refused, match="中共示例县委员会下面有不止一个党委，请到基层党委的页面导入"):
        bring_in(workbook(THREE), unit=town.county)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "空"), (b"\x00\x01\x02 not a table", "花名册"), (b"%PDF-1.7\n%abc", "PDF")],
)
def test_what_is_no_roster_is_refused_in_words_and_its_content_dropped(
    bring_in: BringIn, data: bytes, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        bring_in(data)
    kept = RosterImport.objects.get()
    assert (kept.state, kept.content) == (RosterImport.State.DISCARDED, "")


def test_fifty_megabytes_are_refused_before_they_are_kept(town: Town, bring_in: BringIn) -> None:
    with pytest.raises(Refused, match="文件有 50 MB，超过 20 MB。请删去图片和无关的工作表，或分成几个文件"):
        bring_in(b"x" * (50 * 1024 * 1024))
    assert not RosterImport.objects.exists()
