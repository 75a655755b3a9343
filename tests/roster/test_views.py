"""The pages of units, members and imports, as each post sees them."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from activityday.audit.actions import Event, record
from activityday.audit.models import Entry
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.imports import running
from activityday.people.roster.models import Affiliation, Condition, Member, RosterImport
from tests.conftest import OPERATOR, START, Town
from tests.roster.conftest import NOW, identity, row, workbook

ClientOf = Callable[[str], Client]
MakeMembers = Callable[..., list[Member]]
THREE = [row(1, "王大有"), row(2, "李小妹"), row(3, "赵铁柱", "兴塘村党支部")]


@pytest.fixture(autouse=True)
def tuesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def words(response: object) -> str:
    return " ".join(response.text.split())


def page_of(member: Member, unit: str = "xingtang", step: str = "") -> str:
    return f"/units/{unit}/members/{member.pk}/{step}"


def upload(client: Client, data: bytes, name: str = "花名册.xlsx", unit: str = "fenggang") -> object:
    return client.post(f"/units/{unit}/imports/", {"workbook": SimpleUploadedFile(name, data)})


SEES_ROSTER = {"clerk", "secretary", "recorder"}
EVERYBODY = [*sorted(SEES_ROSTER), "group_leader", "leader", "county_officer", "operator", "other_secretary"]


@pytest.mark.parametrize("post", EVERYBODY)
def test_each_post_opens_what_the_table_gives_it(
    town: Town, client_of: ClientOf, make_members: MakeMembers, post: str
) -> None:
    (member,) = make_members(town.village, 1)
    client = client_of(post)
    expected = 200 if post in SEES_ROSTER else 404
    assert client.get("/units/xingtang/members/").status_code == expected
    assert client.get(page_of(member)).status_code == expected
    unit = 200 if post in SEES_ROSTER | {"leader", "county_officer"} else 404
    assert client.get("/units/xingtang/").status_code == unit


def test_a_group_leader_sees_the_own_group_only(
    town: Town, client_of: ClientOf, make_members: MakeMembers
) -> None:
    first, second = make_members(town.village, 2)
    client = client_of("group_leader")
    page = words(client.get("/units/xingtang-1/members/"))
    assert ("示例001" in page, "示例002" in page) == (True, False)
    assert client.get(page_of(first, "xingtang-1")).status_code == 200
    assert client.get(page_of(second, "xingtang-1")).status_code == 404


WRITES = ("edit/", "transfer/", "leave/", "return/", "posts/new/", "conditions/new/")


@pytest.mark.parametrize("post", [post for post in EVERYBODY if post != "clerk"])
def test_only_the_clerk_writes_the_roster(
    town: Town, client_of: ClientOf, make_members: MakeMembers, post: str
) -> None:
    (member,) = make_members(town.village, 1)
    client = client_of(post)
    addresses = [page_of(member, step=step) for step in WRITES]
    addresses += [f"/units/xingtang/{place}/" for place in ("members/new", "imports")]
    for address in addresses:
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code == 404, address


def test_a_stranger_and_an_unknown_unit_find_nothing(town: Town, client_of: ClientOf) -> None:
    assert Client().get("/units/xingtang/")["Location"].startswith("/sign-in/")
    assert client_of("clerk").get("/units/nowhere/").status_code == 404
    assert client_of("clerk").get(f"/units/xingtang/members/{uuid4()}/").status_code == 404
    assert client_of("clerk").get("/units/county/").status_code == 404


def test_a_sensitive_value_is_masked_shown_once_and_its_reading_logged(
    town: Town, client_of: ClientOf, make_members: MakeMembers
) -> None:
    (member,) = make_members(town.village, 1)
    Member.objects.filter(pk=member.pk).update(identity_number=identity(5), phone="13812345678")
    client = client_of("secretary")
    page = words(client.get(page_of(member)))
    assert ("430***********" in page, identity(5) in page, "13812345678" in page) == (True, False, False)
    assert client.get(page_of(member, step="reveal/")).status_code == 405
    shown = client.post(page_of(member, step="reveal/"), {"field": "identity_number"})
    assert (identity(5) in shown.text, "13812345678" in shown.text) == (True, False)
    assert "no-store" in shown["Cache-Control"]
    assert identity(5) not in client.get(page_of(member)).text
    entry = Entry.objects.get(action="roster.read_sensitive")
    assert (entry.by_name, entry.changes) == ("书记老王（secretary）", '{"field": "identity_number"}')
    assert "书记老王（secretary）：查看：项目 公民身份号码" in words(client.get(page_of(member)))


def test_a_recorder_reveals_nothing_and_no_other_field_is_ever_revealed(
    town: Town, client_of: ClientOf, make_members: MakeMembers
) -> None:
    (member,) = make_members(town.village, 1)
    address = page_of(member, step="reveal/")
    assert client_of("recorder").post(address, {"field": "phone"}).status_code == 404
    assert client_of("secretary").post(address, {"field": "identity_fingerprint"}).status_code == 404
    assert not Entry.objects.filter(action="roster.read_sensitive").exists()


def test_the_old_branch_keeps_the_history_and_loses_the_rest(
    town: Town, client_of: ClientOf, make_members: MakeMembers
) -> None:
    (member,) = make_members(town.village, 1)
    Member.objects.update(phone="13812345678")
    moved = client_of("clerk").post(
        page_of(member, step="transfer/"), {"branch": town.other_village.pk, "on": "2026-11-10"}
    )
    assert moved.status_code == 302
    client = client_of("secretary")
    assert "柳堤村" in words(client.get(page_of(member)))
    assert client.post(page_of(member, step="reveal/"), {"field": "phone"}).status_code == 404
    assert client_of("other_secretary").get(page_of(member, "liudi")).status_code == 200


def test_a_member_s_history_tells_nothing_of_what_later_rooms_wrote(
    town: Town, client_of: ClientOf, make_members: MakeMembers
) -> None:
    (member,) = make_members(town.village, 1)
    for action in ("roster.added", "dues.assessed", "dues.arranged"):
        event = Event(action, "member", member.pk, member.name, {"reason": "家中有病人"})
        record(event, committee=town.committee.code, by=OPERATOR, at=START)
    page = words(client_of("recorder").get(page_of(member)))
    assert page.count("家中有病人") == 1
    assert "dues." not in page


def test_a_refused_transfer_is_a_sentence_on_the_form(
    town: Town, client_of: ClientOf, make_members: MakeMembers
) -> None:
    (member,) = make_members(town.village, 1)
    client = client_of("clerk")
    refused = client.post(
        page_of(member, step="transfer/"), {"branch": town.other_village.pk, "on": "2010-01-01"}
    )
    assert refused.status_code == 422
    assert "新的日期要晚于这一天。（依据：通知二）" in refused.text
    assert "请选择党支部" in client.post(page_of(member, step="transfer/"), {"on": "2026-11-10"}).text
    bad = client.post(page_of(member, step="transfer/"), {"branch": town.other_village.pk, "on": "11月10日"})
    assert "日期请写成 2026-11-02 这样" in bad.text


def edit_form(member: Member, **fields: object) -> dict[str, object]:
    return {"name": member.name, "category": "full", "joined_on": "2000-07-01", "full_on": "2001-07-01",
            "reason": "核对", "version": 0, **fields}  # fmt: skip


def test_two_people_edit_and_the_second_is_told(
    town: Town, client_of: ClientOf, make_members: MakeMembers
) -> None:
    (member,) = make_members(town.village, 1)
    client = client_of("clerk")
    assert client.post(page_of(member, step="edit/"), edit_form(member, occupation="村医")).status_code == 302
    second = client.post(page_of(member, step="edit/"), edit_form(member, note="种粮大户"))
    assert second.status_code == 422
    assert "别人改了示例001的工作岗位，您的修改没有保存" in second.text
    assert 'name="version" value="1"' in second.text
    member.refresh_from_db()
    assert (member.occupation, member.note) == ("村医", "")


def test_sensitive_fields_left_empty_stay_and_are_never_prefilled(
    town: Town, client_of: ClientOf, make_members: MakeMembers
) -> None:
    (member,) = make_members(town.village, 1)
    Member.objects.update(phone="13812345678", address="枫港镇兴塘村三组")
    client = client_of("clerk")
    assert "13812345678" not in client.get(page_of(member, step="edit/")).text
    assert client.post(page_of(member, step="edit/"), edit_form(member, address="无")).status_code == 302
    member.refresh_from_db()
    assert (member.phone, member.address) == ("13812345678", "")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("43099919600501001X", "校验位不对"),
        ("430999", "身份证号应为 18 位"),
        ("430999196013010011", "出生日期不存在"),
        ("四三零九九九", "身份证号应为 18 位"),
    ],
)
def test_a_mistyped_number_is_named_at_its_field(
    town: Town, client_of: ClientOf, make_members: MakeMembers, number: str, sentence: str
) -> None:
    (member,) = make_members(town.village, 1)
    response = client_of("clerk").post(
        page_of(member, step="edit/"), edit_form(member, identity_number=number)
    )
    assert response.status_code == 422
    assert sentence in response.text


def test_scripts_in_names_are_shown_as_text(town: Town, client_of: ClientOf) -> None:
    client = client_of("clerk")
    name = "<script>alert(1)</script>"
    form = {"name": name, "category": "full", "branch": town.village.pk, "on": "2026-11-10",
            "join_reason": "admitted"}  # fmt: skip
    assert client.post("/units/xingtang/members/new/", form).status_code == 302
    for address in ("/units/xingtang/members/", page_of(Member.objects.get())):
        page = client.get(address).text
        assert (name in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)
    again = client.post("/units/xingtang/members/new/", form)
    assert again.status_code == 422
    assert Member.objects.count() == 1


def test_text_with_a_null_character_is_refused_not_crashed(town: Town, client_of: ClientOf) -> None:
    client = client_of("clerk")
    assert client.get("/units/xingtang/members/", {"search": "王\x00"}).status_code == 200
    assert client.post("/units/xingtang/members/new/", {"name": "王\x00"}).status_code == 422


@pytest.mark.parametrize("number", [1, 45])
def test_the_pages_of_the_roster_ask_a_constant_number_of_questions(
    town: Town,
    client_of: ClientOf,
    make_members: MakeMembers,
    django_assert_max_num_queries: Callable[[int], object],
    number: int,
) -> None:
    members = make_members(town.village, number)
    for member in members[:20]:
        Condition.objects.create(member=member, kind=ConditionKind.FLOATING, starts_on=date(2026, 1, 1))
    client = client_of("clerk")
    for address in ("/units/fenggang/", "/units/xingtang/", "/units/fenggang/members/", page_of(members[0])):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_many_members_come_in_pages_that_keep_the_filter(
    town: Town, client_of: ClientOf, make_members: MakeMembers
) -> None:
    make_members(town.village, 205)
    client = client_of("clerk")
    first = words(client.get("/units/xingtang/members/?category=full"))
    assert ("205 名符合条件" in first, "第 1 / 2 页" in first, "示例201" in first) == (True, True, False)
    second = words(client.get("/units/xingtang/members/?category=full&page=2"))
    assert ("示例201" in second, "示例200" in second) == (True, False)
    assert client.get("/units/xingtang/members/?page=99").status_code == 200
    assert client.get("/units/xingtang/members/?page=x&category=nonsense").status_code == 200


def test_the_export_leaves_sensitive_columns_out_and_formulas_harmless(
    town: Town, client_of: ClientOf, make_members: MakeMembers
) -> None:
    make_members(town.village, 1)
    Member.objects.update(
        name="=HYPERLINK(1)", note="@SUM(1)", identity_number=identity(1), phone="13812345678", address="三组"
    )
    response = client_of("secretary").get("/units/xingtang/members/export.xlsx")
    sheet = load_workbook(BytesIO(response.content)).active
    header = [cell.value for cell in sheet[2]]
    assert header == [
        "序号", "党支部", "党小组", "姓名", "性别", "民族", "出生日期", "学历", "人员类别", "加入党组织日期", "转正日期",
        "工作岗位", "情形", "备注",
    ]  # fmt: skip
    row_of_member = {title: sheet[3][column] for column, title in enumerate(header)}
    assert [(row_of_member[title].value, row_of_member[title].data_type) for title in ("姓名", "备注")] == [
        ("=HYPERLINK(1)", "s"), ("@SUM(1)", "s"),
    ]  # fmt: skip
    everything = " ".join(str(cell.value) for line in sheet.iter_rows() for cell in line)
    assert not any(secret in everything for secret in (identity(1), "13812345678", "三组"))
    assert Entry.objects.filter(action="roster.exported").count() == 1
    assert client_of("group_leader").get("/units/xingtang/members/export.xlsx").status_code == 404


def test_the_tree_is_changed_on_its_pages(town: Town, client_of: ClientOf) -> None:
    client = client_of("clerk")
    form = {"level": "branch", "name": "桃林社区党支部", "short_name": "桃林社区", "sector": "community",
            "code": "taolin"}  # fmt: skip
    assert client.post("/units/fenggang/new/", form)["Location"] == "/units/taolin/"
    assert "编码“taolin”已经有党组织在用" in client.post("/units/fenggang/new/", form).text
    assert client.post("/units/fenggang/new/", {**form, "code": "B A D"}).status_code == 422
    assert "请在名单中选择层级" in client.post("/units/xingtang/new/", form).text
    edited = client.post("/units/taolin/edit/", {**form, "name": "桃林社区党总支", "has_committee": "on"})
    assert edited.status_code == 302
    assert Unit.objects.get(code="taolin").has_committee
    assert "修改：全称 桃林社区党支部 → 桃林社区党总支，设支委会 否 → 是" in words(
        client.get("/units/taolin/")
    )
    assert client.post("/units/taolin/dissolve/", {"on": "2026-11-10"}).status_code == 302
    assert "已于 2026-11-10 撤销" in words(client.get("/units/taolin/"))
    assert client_of("secretary").get("/units/xingtang/edit/").status_code == 404


def test_the_clerk_brings_a_roster_in_from_upload_to_result(town: Town, client_of: ClientOf) -> None:
    client = client_of("clerk")
    sent = upload(client, workbook([*THREE, row(4, "钱多多", "桃林社区党支部")]))
    address = sent["Location"]
    page = words(client.get(address))
    assert "文件里有 1 个名册里没有的党支部" in page
    assert "不导入的行（1）" in page
    assert Member.objects.count() == 0
    client.post(f"{address}mapping/", {"create_units": "yes", "sector-0": "department", "on": "2026-09-01"})
    page = words(client.get(address))
    assert "确认导入并新建 1 个党支部" in page
    assert "从 2026-09-01 起算在册" in page
    assert client.post(f"{address}confirm/").status_code == 302
    assert "已写入：新登记 4 名，有修改 0 名，没有变化 0 名，新建 1 个党支部。" in words(client.get(address))
    assert Unit.objects.get(name="桃林社区党支部").sector == "department"
    assert set(Affiliation.objects.values_list("starts_on", flat=True)) == {date(2026, 9, 1)}
    again = client.post(f"{address}confirm/", follow=True)
    assert "这次导入已写入，不用再点。" in again.text
    assert Member.objects.count() == 4


def test_a_column_the_clerk_corrects_is_read_again_and_stays_corrected(
    town: Town, client_of: ClientOf
) -> None:
    data = workbook([("王大有", "村医", "柳堤村")], header=("姓名", "备用一", "所在党支部"))
    client = client_of("clerk")
    address = upload(client, data)["Location"]
    assert 'name="column-0-1"' in client.get(address).text
    client.post(f"{address}mapping/", {"column-0-1": "occupation"})
    client.post(f"{address}mapping/", {"on": "2026-11-01"})
    client.post(f"{address}confirm/")
    assert Member.objects.get().occupation == "村医"


def test_refused_rows_are_a_table_to_take_away_that_no_spreadsheet_executes(
    town: Town, client_of: ClientOf
) -> None:
    client = client_of("clerk")
    address = upload(
        client, workbook([row(1, "=cmd|' /C calc'!A0"), row(2, "李小妹", 身份证号="430999"), row(3, "王五")])
    )["Location"]
    response = client.get(f"{address}refusals.csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "处理,工作表,行,列,原因和办法"
    assert any(line.startswith("未导入,花名册,4,身份证号,") for line in lines)
    assert not any(cell.startswith(("=", "@", "+")) for line in lines for cell in line.split(","))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "这个文件是空的，请换一个。"),
        (b"\x7fELF\x02\x01", "花名册"),
        (b"PK\x03\x04broken", "打不开"),
        ("标题\n一,二\n".encode("gbk"), "姓名"),
    ],
)
def test_what_is_no_roster_is_answered_with_a_sentence(
    town: Town, client_of: ClientOf, data: bytes, sentence: str
) -> None:
    response = upload(client_of("clerk"), data)
    page = client_of("clerk").get(response["Location"]) if response.status_code == 302 else response
    assert page.status_code in {200, 422}
    assert sentence in page.text
    assert Member.objects.count() == 0


def test_a_workbook_of_fifty_megabytes_is_refused_at_the_field(town: Town, client_of: ClientOf) -> None:
    response = upload(client_of("clerk"), b"x" * (50 * 1024 * 1024))
    assert response.status_code == 422
    assert "文件有 50 MB，超过 20 MB。" in response.text
    assert not RosterImport.objects.exists()


def test_no_file_at_all_is_a_sentence(town: Town, client_of: ClientOf) -> None:
    assert "请选择花名册文件。" not in client_of("clerk").get("/units/fenggang/imports/").text
    response = client_of("clerk").post("/units/fenggang/imports/")
    assert response.status_code == 422
    assert "请选择花名册文件。" in response.text


def test_an_import_belongs_to_its_unit(town: Town, client_of: ClientOf) -> None:
    client = client_of("clerk")
    address = upload(client, workbook(THREE))["Location"]
    assert client.get(address.replace("fenggang", "liudi")).status_code == 404
    assert client_of("secretary").get(address).status_code == 404


def test_a_writing_that_died_is_said_and_offered_again(town: Town, client_of: ClientOf) -> None:
    client = client_of("clerk")
    address = upload(client, workbook(THREE))["Location"]
    RosterImport.objects.update(state="writing", writing_since=NOW - timedelta(minutes=1))
    roster = RosterImport.objects.get()
    cache.set(
        f"roster-import-{roster.pk}",
        running.Progress("写入", 500, 1000, NOW, 2**22 + 1),
        running.KEPT_SECONDS,
    )
    page = words(client.get(address))
    assert "什么都没有写进去" in page
    assert "再写入一次" in page
    client.post(f"{address}confirm/")
    assert "已写入：新登记 3 名" in words(client.get(address))


def test_a_writing_under_way_shows_its_progress_and_is_not_started_twice(
    town: Town, client_of: ClientOf
) -> None:
    client = client_of("clerk")
    address = upload(client, workbook(THREE))["Location"]
    RosterImport.objects.update(state="writing", writing_since=NOW)
    roster = RosterImport.objects.get()
    running._running.add(roster.pk)
    try:
        running._tell(roster, lambda: NOW, "写入", 500, 1000)
        page = client.get(address)
        assert '<progress max="1000" value="500"' in page.text
        assert '<meta http-equiv="refresh"' in page.text
        fragment = client.get(address, headers={"hx-request": "true"})
        assert "<html" not in fragment.text
        assert 'hx-trigger="load delay:1s"' in fragment.text
        assert "这次导入正在写入，不用再点。" in client.post(f"{address}confirm/", follow=True).text
        assert Member.objects.count() == 0
    finally:
        running._running.discard(roster.pk)
    assert client.get(address, headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_a_failure_in_the_middle_is_a_sentence_and_leaves_nothing(
    town: Town, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("clerk")
    address = upload(client, workbook(THREE))["Location"]

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Affiliation.objects, "bulk_create", full)
        client.post(f"{address}confirm/")
    assert Member.objects.count() == 0
    page = words(client.get(address))
    assert "写入时出了意外，什么都没有写进去。" in page
    client.post(f"{address}confirm/")
    assert Member.objects.count() == 3
