"""What each post may do where, as a table of sentences. The office can read it on a page."""

from dataclasses import dataclass
from enum import StrEnum

from activityday.people.accounts.enums import Role
from activityday.people.organisation.enums import Level


class Permission(StrEnum):
    """One thing that may be done, in words the office uses."""

    VIEW_UNIT = "查看党组织和活动"
    EDIT_TREE = "增设、调整党组织"
    VIEW_ROSTER = "查看花名册"
    EDIT_ROSTER = "修改花名册、办理转接"
    IMPORT_ROSTER = "导入花名册"
    VIEW_SENSITIVE = "查看身份证号、电话、住址"
    AMEND_POLICY = "调整本级参数、导入放假通知"
    ASK = "向上级提出申请、报送"
    DECIDE = "审批下级申请、收报备"
    PLAN_YEAR = "编制年度计划"
    PUBLISH_MATERIALS = "发布学习资料、每月建议和经验总结"
    VIEW_REASON = "查看请假、不参加的原因"
    DECIDE_LEAVE = "批准请假、认定说明"
    PREPARE_ACTIVITY = "准备活动"
    TAKE_ROLL = "签到点名"
    RECORD_ACTIVITY = "填写活动纪实"
    CLOSE_ACTIVITY = "核对归档"
    REOPEN_ACTIVITY = "重新打开已归档的活动"
    VIEW_FINDINGS = "查看缺席认定"
    VIEW_DUES = "查看党费收缴"
    VIEW_DUES_BASE = "查看党费基数"
    ASSESS_DUES = "核定党费、登记减免和代交"
    COLLECT_DUES = "收党费、记日记账"
    RECEIVE_DUES = "接收上缴党费、对账"
    VIEW_NOTICES = "查看公示"
    POST_NOTICES = "张贴公示、答复异议"
    VIEW_POINTS = "查看积分"
    ENTER_POINTS = "登记积分事项"
    CONFIRM_POINTS = "复核积分事项"
    VIEW_CASES = "查看谈话和个案"
    HANDLE_CASES = "办理谈话和个案"
    REVIEW_CASES = "预审、审批个案"
    VIEW_SUPERVISION = "查看联系点、督查和整改"
    LINK_LEADERS = "确定班子成员和联系点"
    RECORD_GUIDANCE = "登记到联系点指导"
    INSPECT = "抽查、督查、下发整改、复查销号"
    ANSWER_RECTIFICATION = "写整改措施、报整改情况"
    ASSESS_SECRETARIES = "组织书记述职评议考核"
    WRITE_STATEMENT = "写述职要点"
    KEEP_CHECKLIST = "列工作清单、记进度"
    VIEW_DELIBERATION = "查看议事、表决和督办"
    RECORD_DELIBERATION = "记录议题、表决、四议两公开和督办"
    VIEW_REVIEW = "查看组织生活会、问题整改和三会一课"
    RECORD_REVIEW = "记录组织生活会、问题整改和其他会议"
    KEEP_TALKS = "登记谈心谈话"
    VIEW_SERVICE = "查看服务项目、承诺和岗位"
    RECORD_SERVICE = "记录服务项目、承诺、岗位和社区报到"
    KEEP_CARE = "查看和登记走访帮扶"
    VIEW_APPRAISAL = "查看民主评议党员"
    HOLD_APPRAISAL = "组织民主评议党员"
    VIEW_FLOATING = "查看流动党员"
    KEEP_FLOATING = "登记流动党员、联系和在外参加情况"
    KEEP_DIRECTORY = "维护场所和资源名录"
    ISSUE_CIRCULARS = "起草、印发、撤回通报"
    PRINT = "打印、导出"
    VIEW_BOARD = "查看看板"
    VIEW_AUDIT = "查看操作记录"
    MANAGE_ACCOUNTS = "管理账号"


class Reach(StrEnum):
    """How far a sentence goes from the unit of the appointment."""

    OWN = "本单位"
    BELOW = "本单位及以下"


@dataclass(frozen=True)
class Sentence:
    """“may do these things within this reach”."""

    permissions: frozenset[Permission]
    reach: Reach = Reach.OWN

    def in_own_unit(self) -> "Sentence":
        """Only in the unit of the appointment itself."""
        return Sentence(self.permissions, Reach.OWN)

    def in_unit_and_below(self) -> "Sentence":
        """In the unit of the appointment and everything under it."""
        return Sentence(self.permissions, Reach.BELOW)


def may(*permissions: Permission) -> Sentence:
    """Begin a sentence; end it with `in_own_unit` or `in_unit_and_below`."""
    return Sentence(frozenset(permissions))


P = Permission

TABLE: dict[Role, tuple[Sentence, ...]] = {
    Role.COUNTY_OFFICER: (
        may(P.VIEW_UNIT, P.VIEW_BOARD, P.PRINT, P.DECIDE, P.VIEW_FINDINGS).in_unit_and_below(),
        may(P.AMEND_POLICY, P.EDIT_TREE, P.VIEW_AUDIT).in_unit_and_below(),
        may(P.VIEW_SUPERVISION).in_unit_and_below(),
    ),
    Role.CLERK: (
        may(P.VIEW_UNIT, P.EDIT_TREE, P.VIEW_ROSTER, P.EDIT_ROSTER, P.IMPORT_ROSTER).in_unit_and_below(),
        may(P.VIEW_SENSITIVE, P.VIEW_REASON, P.VIEW_FINDINGS, P.VIEW_BOARD, P.VIEW_AUDIT).in_unit_and_below(),
        may(P.DECIDE, P.AMEND_POLICY, P.REOPEN_ACTIVITY, P.PRINT, P.MANAGE_ACCOUNTS).in_unit_and_below(),
        may(P.VIEW_DUES, P.VIEW_DUES_BASE, P.RECEIVE_DUES, P.VIEW_NOTICES).in_unit_and_below(),
        may(P.VIEW_POINTS, P.CONFIRM_POINTS, P.VIEW_CASES, P.REVIEW_CASES).in_unit_and_below(),
        may(P.VIEW_SUPERVISION, P.LINK_LEADERS, P.RECORD_GUIDANCE, P.INSPECT).in_unit_and_below(),
        may(
            P.ASSESS_SECRETARIES, P.KEEP_CHECKLIST, P.VIEW_DELIBERATION, P.ISSUE_CIRCULARS
        ).in_unit_and_below(),
        may(P.VIEW_REVIEW, P.VIEW_SERVICE, P.VIEW_APPRAISAL, P.VIEW_FLOATING).in_unit_and_below(),
        may(P.ASK, P.PLAN_YEAR, P.PUBLISH_MATERIALS, P.KEEP_DIRECTORY).in_own_unit(),
    ),
    Role.TOWN_LEADER: (
        may(P.VIEW_UNIT, P.VIEW_BOARD, P.PRINT).in_unit_and_below(),
        may(P.VIEW_SUPERVISION, P.RECORD_GUIDANCE, P.VIEW_DELIBERATION).in_unit_and_below(),
        may(P.VIEW_REVIEW, P.VIEW_SERVICE).in_unit_and_below(),
    ),
    Role.SECRETARY: (
        may(P.VIEW_UNIT, P.VIEW_ROSTER, P.VIEW_SENSITIVE, P.VIEW_REASON, P.VIEW_FINDINGS).in_unit_and_below(),
        may(P.ASK, P.DECIDE_LEAVE, P.PREPARE_ACTIVITY, P.TAKE_ROLL, P.RECORD_ACTIVITY).in_unit_and_below(),
        may(P.CLOSE_ACTIVITY, P.REOPEN_ACTIVITY, P.PRINT, P.VIEW_BOARD, P.VIEW_AUDIT).in_unit_and_below(),
        may(P.VIEW_DUES, P.VIEW_DUES_BASE, P.ASSESS_DUES, P.COLLECT_DUES).in_unit_and_below(),
        may(
            P.VIEW_NOTICES, P.POST_NOTICES, P.VIEW_POINTS, P.ENTER_POINTS, P.CONFIRM_POINTS
        ).in_unit_and_below(),
        may(P.VIEW_SUPERVISION, P.ANSWER_RECTIFICATION).in_unit_and_below(),
        may(P.WRITE_STATEMENT, P.KEEP_CHECKLIST).in_unit_and_below(),
        may(P.VIEW_CASES, P.HANDLE_CASES, P.PLAN_YEAR).in_unit_and_below(),
        may(P.VIEW_DELIBERATION, P.RECORD_DELIBERATION).in_unit_and_below(),
        may(P.VIEW_REVIEW, P.RECORD_REVIEW, P.KEEP_TALKS).in_unit_and_below(),
        may(P.VIEW_SERVICE, P.RECORD_SERVICE, P.KEEP_CARE).in_unit_and_below(),
        may(P.VIEW_APPRAISAL, P.HOLD_APPRAISAL, P.VIEW_FLOATING, P.KEEP_FLOATING).in_unit_and_below(),
    ),
    Role.RECORDER: (
        may(
            P.VIEW_UNIT, P.VIEW_ROSTER, P.PREPARE_ACTIVITY, P.TAKE_ROLL, P.RECORD_ACTIVITY, P.PLAN_YEAR
        ).in_unit_and_below(),
        may(P.PRINT, P.VIEW_NOTICES, P.VIEW_POINTS, P.ENTER_POINTS, P.CONFIRM_POINTS).in_unit_and_below(),
        may(P.VIEW_DELIBERATION, P.RECORD_DELIBERATION).in_unit_and_below(),
        may(
            P.VIEW_REVIEW,
            P.RECORD_REVIEW,
            P.VIEW_SERVICE,
            P.RECORD_SERVICE,
            P.VIEW_FLOATING,
            P.KEEP_FLOATING,
        ).in_unit_and_below(),
    ),
    Role.GROUP_LEADER: (
        may(P.VIEW_UNIT, P.VIEW_ROSTER, P.TAKE_ROLL, P.PRINT, P.VIEW_DUES, P.COLLECT_DUES).in_own_unit(),
    ),
    Role.OPERATOR: (may(P.MANAGE_ACCOUNTS, P.VIEW_AUDIT).in_unit_and_below(),),
}

# who may give whom a post (in the own unit and below), and where a post can stand at all
APPOINTS: dict[Role, tuple[Role, ...]] = {
    Role.CLERK: (Role.CLERK, Role.TOWN_LEADER, Role.SECRETARY, Role.RECORDER, Role.GROUP_LEADER),
    Role.OPERATOR: tuple(Role),
}
BRANCHES = (Level.GENERAL_BRANCH, Level.BRANCH)
ABOVE = (Level.COUNTRY, Level.PROVINCE, Level.CITY, Level.COUNTY)
PLACES: dict[Role, tuple[Level, ...]] = {
    Role.COUNTY_OFFICER: ABOVE,
    Role.CLERK: (Level.COMMITTEE,),
    Role.TOWN_LEADER: (Level.COMMITTEE, *BRANCHES, Level.GROUP),
    Role.SECRETARY: BRANCHES,
    Role.RECORDER: BRANCHES,
    Role.GROUP_LEADER: (Level.GROUP,),
    Role.OPERATOR: (*ABOVE, Level.COMMITTEE),
}
