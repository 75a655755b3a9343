"""The fields of a roster and the many names their columns go by (RULES §6, the national form)."""

from enum import StrEnum


class Field(StrEnum):
    """What a column of a roster can hold; the value is the code a mapping is stored with."""

    SERIAL = "serial"
    NAME = "name"
    GENDER = "gender"
    ETHNICITY = "ethnicity"
    IDENTITY = "identity_number"
    BORN_ON = "born_on"
    EDUCATION = "education"
    CATEGORY = "category"
    PARENT_UNIT = "parent_unit"
    UNIT = "unit"
    GROUP = "group"
    JOINED_ON = "joined_on"
    FULL_ON = "full_on"
    OCCUPATION = "occupation"
    PHONE = "phone"
    LANDLINE = "landline"
    ADDRESS = "address"
    STANDING = "standing"
    LOST = "is_lost"
    LOST_ON = "lost_on"
    FLOATING = "is_floating"
    DESTINATION = "destination"
    POST = "posts"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The field's name on our own pages."""
        return NAMES[self].split()[0]


# the first name is ours; matching ignores spaces, line breaks, brackets, asterisks and width
NAMES: dict[Field, str] = {
    Field.SERIAL: "序号 编号 顺序号 序",
    Field.NAME: "姓名 党员姓名 名字 党员名字 人员姓名",
    Field.GENDER: "性别 男女",
    Field.ETHNICITY: "民族 族别",
    Field.IDENTITY: "公民身份号码 身份证号 身份证号码 证件号码 公民身份证号 公民身份证号码 居民身份证号码 居民身份证号"
    " 身份证 身份号码 证件号 公民身份证",
    Field.BORN_ON: "出生日期 出生年月 出生年月日 出生时间 出生 生日 出生年",
    Field.EDUCATION: "学历 文化程度 最高学历 学历层次 文化 学历学位",
    Field.CATEGORY: "人员类别 党员类别 类别 党员身份 人员类型 党员类型 正式预备 正式或预备 是否正式党员 是否预备党员",
    Field.PARENT_UNIT: "所属党委 所在党委 上级党组织 基层党委 党委 党总支 所属党总支 所在党总支",
    Field.UNIT: "所在党支部 所属支部 党支部 支部名称 所在支部 所属党支部 支部 党支部名称 党组织名称 所在党组织 所属党组织 组织名称"
    " 党组织 组织关系所在支部 组织关系所在党支部 组织关系所在单位 党总支部 党总支支部 所在党总支部",
    Field.GROUP: "党小组 所在党小组 所属党小组 党小组名称 小组",
    Field.JOINED_ON: "加入党组织日期 入党时间 入党日期 加入党组织时间 入党年月 加入组织 加入组织日期 加入组织时间 加入中国共产党时间"
    " 加入中共组织日期 加入时间 加入日期 加入 入党 入党年月日 加入党组织 成为预备党员时间 预备党员时间 吸收为预备党员时间",
    Field.FULL_ON: "转正日期 转正时间 转正年月 转正 转为正式党员日期 转为正式党员时间 转正年月日 按期转正时间 成为正式党员时间"
    " 转为正式党员 转正式党员时间",
    Field.OCCUPATION: "工作岗位 职业 工作单位及职务 工作单位 单位及职务 工作单位职务 从事职业 岗位 身份职业 职务职称 现任职务 职务",
    Field.PHONE: "手机 联系电话 手机号码 手机号 电话 移动电话 联系方式 电话号码 联系号码 本人电话",
    Field.LANDLINE: "固定电话 固话 座机 家庭电话 住宅电话 固定电话号码",
    Field.ADDRESS: "家庭住址 现住址 住址 现居住地 家庭地址 居住地址 居住地 现居住地址 常住地址 住所 详细地址 地址",
    Field.STANDING: "党籍状态 党籍 党籍情况",
    Field.LOST: "是否失联 是否失联党员 是否为失联党员 失联党员 失联情况 失联 失去联系情况 是否失去联系",
    Field.LOST_ON: "失联日期 失联时间 失去联系日期 失去联系时间",
    Field.FLOATING: "是否流动党员 流动情况 是否为流动党员 流动党员 是否流动 流动状态 是否外出 外出流动情况 是否流出",
    Field.DESTINATION: "外出流向 流向 外出地点 流入地 流出地点 外出地 流动去向 流出去向 外出流动地点 务工地点 外出务工地点 去向",
    Field.POST: "党内职务 党支部职务 支部职务 党内任职 党组织职务 担任党内职务 党务职务",
    Field.NOTE: "备注 备考 附注 说明",
}
