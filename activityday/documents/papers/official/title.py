"""Where a title of an official paper is broken into lines: words stay whole, the shape is a trapezoid or a
rhombus (GB/T 9704-2012, 7.3.1)."""

import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import accumulate, pairwise
from math import inf

WIDEST, NARROWEST = 18, 3  # of 20 characters of 2号 in 156 mm; a line of two looks lost
COMFORTABLE, UNEVEN = 17, 8  # a line wider than this, or so much wider than its neighbour, is less pleasing
LINE, RECTANGLE, HOURGLASS = 5, 3, 12  # what a further line costs, and the shapes the standard does not name

# Words of the trade that are not to be torn. Names of units are given by the caller.
WORDS = frozenset(
    """
    中共 中国共产党 党组织 党支部 党总支 党委 党组 党员 党费 党小组 党建 党课 党日 党章 党规 党性 支部 支委会 委员会 委员
    党员活动日 巴陵先锋 书记 组织部 办公室 人民政府 政府 村民 居民 社区 群众 干部 领导 先锋 巴陵 活动日 活动 主题党日 主题 三会一课
    两学一做 四议两公开 学习教育 学习 教育 组织生活会 组织生活 民主评议 民主 评议 谈心谈话 述职 考核 考评 评议会
    实施方案 实施意见 实施 方案 意见 办法 规定 制度 细则 计划 规划 要点 总结 安排 部署 要求 措施 建议
    工作 建设年 建设 开展 推行 推进 全面 关于 印发 转发 下达 召开 举行 做好 加强 进一步 切实 落实 贯彻 执行 调整 成立
    有关 相关 事项 问题 情况 会议 专题 专项 督查 检查 抽查 巡察 整改 通知书 通知 通报 报告 请示 批复 函 纪要 公示
    收缴 使用 管理 缴纳 交纳 上半年 下半年 半年 季度 年度 每月 第一 参加 参与率 积分 台账 报备 备案 审批 同意 批准
    流动党员 预备党员 发展党员 入党 积极分子 不合格 处置 组织处置 表彰 先进 优秀 基层 农村 镇属 部门 单位 机关 企业
    非公有制 经济 社会组织 服务 志愿 志愿服务 责任 监督 选举 换届 经费 申请 答复 商请 协助 支持 提供 场地 培训 培训班
    深入 认真 扎实 积极 精神 重要讲话 讲话 大会 全会 十九大 二十大 传达 宣传 宣讲 动员 推进会 座谈会 现场会 报告会
    安全生产 安全 生态 环境 保护 防汛 抗旱 森林 防火 财政 预算 决算 人员 任免 任职 免职 岗位 分工 名单 领导小组 小组
    机构 班子 成员 联系 帮扶 困难 慰问 期间 值班 廉政 作风 问责 批评 典型 经验 做法 材料 报送 上报 汇总 统计 数据
    信息 系统 平台 时间 地点 方式 内容 调查 研究 分析 决定 公开 反馈 指导 保障 管理 教育管理
    常态化 制度化 规范化 标准化 从严治党 主体责任 意识形态 乡村振兴 脱贫攻坚 人居环境
    """.split()  # noqa: SIM905  (a list would be a page long)
)
OPENING, BRACKETS = "（《〈「『【〔“‘", "）》〉」』】〕”’"
CLOSING = BRACKETS + "，。、；：？！…—·％%"
NEVER_FIRST = CLOSING + "的了等之们"
NEVER_LAST = OPENING + "第各"
JOINING = "和与及暨"
COUNTED = "年月日号期届次个名人项元％%"


def width(words: str) -> float:
    """The width of `words` in full characters; a half-width letter counts one half."""
    return sum(1 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in words)


@lru_cache(maxsize=256)
def title_lines(title: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The lines of `title`. A newline in it is the clerk's own break and is kept, with no other.

    `names` are further words that stay whole, such as the names of units. No line is wider than 18
    characters, except where nothing can be broken.
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    if width(title) <= WIDEST:
        return (title,)
    ends = _Breaking(title, _break_costs(title, names)).best()
    if not ends:
        ends = (*range(WIDEST, len(title), WIDEST), len(title))
    return tuple(title[start:end] for start, end in pairwise((0, *ends)))


def _break_costs(title: str, names: Sequence[str]) -> list[float]:
    """For each place before a letter how bad a break there is; infinite where it is forbidden."""
    known = WORDS | {name for name in names if 1 < len(name) <= WIDEST}
    ends = set(_word_ends(title, known))
    depth, costs = 0, [inf]
    for at, (before, after) in enumerate(pairwise(title), start=1):
        depth += (before in OPENING) - (before in BRACKETS)
        is_torn = at not in ends and _is_inside_word(title, at, known)
        costs.append(inf if is_torn else _cost(title, at, before, after, is_end=at in ends) + 3 * depth)
    return costs


def _cost(title: str, at: int, before: str, after: str, *, is_end: bool) -> float:
    if after in NEVER_FIRST or before in NEVER_LAST or title[:at].endswith("关于"):
        return inf
    if before.isascii() and (after.isascii() or after in COUNTED):
        return inf
    if after in OPENING or before in CLOSING or title.startswith("关于", at):
        return 0
    if not is_end:
        return 6
    if before == "的" or after in JOINING:
        return 1
    return 4 if before in JOINING else 2


def _is_inside_word(title: str, at: int, known: AbstractSet[str]) -> bool:
    return any(
        title[start : start + size] in known
        for size in range(2, max(map(len, known)) + 1)
        for start in range(max(0, at - size + 1), at)
    )


def _word_ends(title: str, known: AbstractSet[str]) -> list[int]:
    """Where words end, when `title` is cut into as few words as possible."""
    longest = max(map(len, known))
    best: list[tuple[float, int]] = [(0, 0)]
    for end in range(1, len(title) + 1):
        options = [
            (best[start][0] + (1 if end - start > 1 else 1.6), start)
            for start in range(max(0, end - longest), end)
            if end - start == 1 or title[start:end] in known
        ]
        best.append(min(options))
    cuts, at = [], len(title)
    while at:
        start = best[at][1]
        # Two unknown letters side by side may be one word: no end between them.
        if at - start > 1 or title[start] in JOINING + "的":
            cuts += [start, at]
        at = start
    return cuts


class _Breaking:
    """Finds where the lines of a title end: the fewest bad breaks, few lines, and a shape that is neither an
    hourglass nor a rectangle. Every line is judged by the one before it, so that no way is walked twice."""

    def __init__(self, title: str, costs: Sequence[float]) -> None:
        self.costs, self.length = costs, len(title)
        self.edges = [0.0, *accumulate(map(width, title))]
        self._known: dict[tuple[int, float, str], tuple[float, tuple[int, ...]]] = {}

    def best(self) -> tuple[int, ...]:
        """The end of each line; nothing where no line can be ended without tearing a word."""
        return self._rest(0, 0, "begun")[1]

    def _rest(self, start: int, above: float, shape: str) -> tuple[float, tuple[int, ...]]:
        """The cheapest lines from `start` on, under a line `above` wide in a title so far of this `shape`."""
        if start == self.length:
            return (RECTANGLE if shape == "level" else 0), ()
        key = (start, above, shape)
        if key not in self._known:
            self._known[key] = min(
                ((cost, ends) for cost, ends in self._next(start, above, shape)), default=(inf, ())
            )
        return self._known[key]

    def _next(self, start: int, above: float, shape: str) -> Iterator[tuple[float, tuple[int, ...]]]:
        for end in range(start + 1, self.length + 1):
            wide = self.edges[end] - self.edges[start]
            if wide > WIDEST:
                return
            torn = self.costs[end] if end < self.length else 0
            if torn < inf and wide >= NARROWEST:
                now = _shape(shape, above, wide)
                uneven = max(0.0, abs(wide - above) - UNEVEN) if above else 0
                here = torn + LINE + 2 * max(0.0, wide - COMFORTABLE) + uneven
                hourglass = HOURGLASS if now == "hourglass" != shape else 0
                cost, ends = self._rest(end, wide, now)
                if cost < inf:
                    yield here + hourglass + cost, (end, *ends)


def _shape(shape: str, above: float, wide: float) -> str:
    """What the lines so far look like with one more below them."""
    if shape == "begun":
        return "first"
    if shape in {"first", "level"} and abs(wide - above) < 1:
        return "level"
    if shape == "hourglass" or (shape == "falling" and wide > above):
        return "hourglass"
    return "falling" if wide < above or shape == "falling" else "rising"
