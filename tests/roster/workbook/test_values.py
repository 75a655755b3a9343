import pytest

from activityday.people.roster import enums
from activityday.people.roster.workbook import values
from activityday.people.roster.workbook.cells import Read, Unreadable, plain_text, quoted
from activityday.people.roster.workbook.names import WrittenName, read_name


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("张三", "张三"),
        ("张　 三", "张三"),
        ("\u200b张\n三\x07 ", "张三"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("*张三", "张三"),
        ("Ｊｏｈｎ　Smith", "John Smith"),
        ("〇𠮷", "〇𠮷"),
    ],
)
def test_a_name_is_cleaned(cell, name):
    assert read_name(cell) == Read(WrittenName(name))


def test_a_mark_beside_the_name_is_taken_off_with_a_remark():
    assert read_name("张三（女）") == Read(
        WrittenName("张三", "女"), ("姓名旁边写有“女”，姓名取为“张三”，请核对。",)
    )


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("", "没有姓名，请补上；如果这一行不是党员，请删除。"),
        (
            "<script>alert(1)</script>",
            "姓名“<script>alert(1)</script…”里有数字或符号，不像姓名，请核对后改正。",
        ),
        ("=HYPERLINK(1)", "姓名“=HYPERLINK(1)”里有数字或符号，不像姓名，请核对后改正。"),
        (12.0, "姓名“12”里有数字或符号，不像姓名，请核对后改正。"),
        ("张?", "姓名“张?”里有没能认出的字，请重新输入姓名。"),
        ("张\ufffd", "姓名“张\ufffd”里有没能认出的字，请重新输入姓名。"),
        ("张" * 31, "姓名有31个字，超过30个字，请核对。"),
    ],
)
def test_what_is_no_name_is_refused(cell, sentence):
    with pytest.raises(Unreadable) as refusal:
        read_name(cell)
    assert str(refusal.value) == sentence


def test_the_codes_are_those_of_the_roster():
    assert set(values.GENDERS.values()) == set(enums.Gender.values)
    assert set(values.CATEGORIES) == set(enums.Category.values)
    assert {code for _, code in values.POSTS} == set(enums.PostKind.values)


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (values.read_gender, "女 ", "female"),
        (values.read_category, "中共党员", "full"),
        (values.read_category, "预备", "probationary"),
        (values.read_category, "正式党员（在册）", "full"),
        (values.read_category, "", ""),
        (values.read_ethnicity, "汉", "汉族"),
        (values.read_ethnicity, "土家族", "土家族"),
        (values.read_education, "大专", "大学专科"),
        (values.read_education, "本科（在职）", "大学本科"),
        (values.read_education, "私塾", "私塾"),
        (values.read_phone, 13800000000.0, "13800000000"),
        (values.read_phone, "+86 138-0000-0000", "13800000000"),
        (values.read_phone, "0730-2222333", "0730-2222333"),
        (values.read_phone, "无", ""),
        (values.read_suspended, "停止党籍", True),
        (values.read_suspended, "正常", False),
        (values.read_floating, "是", (True, "")),
        (values.read_floating, "否", (False, "")),
        (values.read_floating, "流出", (True, "")),
        (values.read_floating, "未外出", (False, "")),
        (values.read_floating, "在家务农", (False, "")),
        (values.read_floating, "", (None, "")),
        (values.read_posts, "支部书记", ("secretary",)),
        (values.read_posts, "副书记、组织委员", ("deputy_secretary", "organisation")),
        (values.read_posts, "普通党员", ()),
    ],
)
def test_a_value_is_brought_to_the_rosters_words(read, cell, value):
    assert read(cell) == Read(value)


@pytest.mark.parametrize(
    ("read", "cell", "value", "remark"),
    [
        (values.read_gender, "不男", "", "性别“不男”看不懂，先空着；请写“男”或“女”。"),
        (values.read_category, "老党", "", "人员类别“老党”看不懂，先空着；请写“正式党员”或“预备党员”。"),
        (values.read_ethnicity, "穿青人", "穿青人", "民族“穿青人”不在常用名称里，已照原样保存，请核对。"),
        (values.read_phone, "1380000", "1380000", "电话“1380000”不是11位手机号码或固定电话，已照原样保存，请核对。"),
        (values.read_phone, "13800000000/13900000000", "13800000000",
         "这里写了不止一个电话，只取了第一个，其余请写在备注里。"),
        (values.read_floating, "广东深圳", (True, "广东深圳"),
         "是否流动党员一栏写的是“广东深圳”，已当作流动党员，外出流向记为“广东深圳”，请核对。"),
        (values.read_floating, "流入", (None, ""),
         "“流入”：流入党员的组织关系在别处，请核对是不是应当列入这份名册。"),
        (plain_text, "=1+1", "=1+1", "“=1+1”以公式符号开头，已当作普通文字保存；如不是想写的内容，请改正。"),
        (plain_text, "<b>村", "<b>村", "“<b>村”里有尖括号，已当作普通文字保存；如不是想写的内容，请改正。"),
    ],
)  # fmt: skip
def test_a_doubtful_value_is_kept_or_left_empty_with_a_remark(read, cell, value, remark):
    assert read(cell) == Read(value, (remark,))


def test_people_who_are_no_members_are_refused():
    with pytest.raises(
        Unreadable, match=r"^人员类别是“入党积极分子”，不是党员，不列入党员名册；请从名册中删除这一行。$"
    ):
        values.read_category("入党积极分子")


def test_a_quoted_cell_never_shows_a_whole_number():
    assert quoted("号码430624196803190035") == "“号码430***********0035”"
