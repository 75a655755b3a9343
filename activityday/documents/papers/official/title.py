"""Where a title of an official paper is broken into lines: words stay whole, the shape is a trapezoid or a
rhombus (GB/T 9704-2012, 7.3.1)."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil, inf

WIDEST, NARROWEST = 18, 3  # of 20 characters of 2号 in 156 mm; a line of two looks lost
COMFORTABLE = 17

# Words of the trade that are not to be torn. Names of units are given by the caller.
WORDS = frozenset(
    """
    中共 中国共产党 党组织 党支部 党总支 党委 党组 党员 党费 党小组 党建 党课 党日 党章 党规 党性 支部 支委会 委员会 委员
    书记 组织部 办公室 人民政府 政府 村民 居民 社区 群众 干部 领导 先锋 巴陵 活动日 活动 主题党日 主题 三会一课
    两学一做 四议两公开 学习教育 学习 教育 组织生活会 组织生活 民主评议 民主 评议 谈心谈话 述职 考核 考评 评议会
    实施方案 实施意见 实施 方案 意见 办法 规定 制度 细则 计划 规划 要点 总结 安排 部署 要求 措施 建议
    工作 建设年 建设 开展 推行 推进 全面 关于 印发 转发 下达 召开 举行 做好 加强 进一步 切实 落实 贯彻 执行 调整 成立
    有关 相关 事项 问题 情况 会议 专题 专项 督查 检查 抽查 巡察 整改 通知书 通知 通报 报告 请示 批复 函 纪要 公示
    收缴 使用 管理 缴纳 交纳 上半年 下半年 半年 季度 年度 每月 第一 参加 参与率 积分 台账 报备 备案 审批 同意 批准
    流动党员 预备党员 发展党员 入党 积极分子 不合格 处置 组织处置 表彰 先进 优秀 基层 农村 镇属 部门 单位 机关 企业
    非公有制 经济 社会组织 服务 志愿 志愿服务 责任 监督 选举 换届 经费 申请 答复 商请 协助 支持 提供 场地 培训 培训班
    常态化 制度化 规范化 标准化 从严治党 主体责任 意识形态 乡村振兴 脱贫攻坚 人居环境
    """.split()  # noqa: SIM905  (a list would be a page long)
)
LONGEST_WORD = max(map(len, WORDS))
OPENING, CLOSING = "（《〈「『【〔“‘", "，。、；：？！）》〉」』】〕”’…—·％%"
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
    costs = _break_costs(title, names)
    fewest = ceil(width(title) / WIDEST)
    for most in (fewest + 1, fewest + 3):
        best = min(_partitions(title, costs, most), key=lambda lines: _ugliness(lines, costs), default=None)
        if best:
            return best
    return tuple(title[at : at + WIDEST] for at in range(0, len(title), WIDEST))


def _break_costs(title: str, names: Sequence[str]) -> list[float]:
    """For each place before a letter how bad a break there is; infinite where it is forbidden."""
    ends = set(_word_ends(title, names))
    depth, costs = 0, [inf]
    for at, (before, after) in enumerate(pairwise(title), start=1):
        depth += (before in OPENING) - (before in CLOSING and before in "）》〉」』】〕”’")
        costs.append(_cost(title, at, before, after, is_end=at in ends) + 3 * depth)
    return costs


def _cost(title: str, at: int, before: str, after: str, *, is_end: bool) -> float:
    if after in NEVER_FIRST or before in NEVER_LAST or title[:at].endswith("关于"):
        return inf
    if before.isascii() and (after.isascii() or after in COUNTED):
        return inf
    if after in OPENING or before in CLOSING or title.startswith("关于", at):
        return 0
    if not is_end:
        return inf if _is_inside_word(title, at) else 6
    if before == "的" or after in JOINING:
        return 1
    return 4 if before in JOINING else 2


def _is_inside_word(title: str, at: int) -> bool:
    return any(
        title[start : start + size] in WORDS
        for size in range(2, LONGEST_WORD + 1)
        for start in range(max(0, at - size + 1), at)
    )


def _word_ends(title: str, names: Sequence[str]) -> list[int]:
    """Where words end, when `title` is cut into as few words as possible."""
    known = WORDS | {name for name in names if name}
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


def _partitions(title: str, costs: Sequence[float], most: int, start: int = 0) -> Iterator[tuple[str, ...]]:
    rest = title[start:]
    if NARROWEST <= width(rest) <= WIDEST:
        yield (rest,)
    if most == 1 or width(rest) > most * WIDEST:
        return
    for end in range(start + NARROWEST, len(title) - NARROWEST + 1):
        if width(title[start:end]) > WIDEST:
            return
        if costs[end] < inf:
            for lines in _partitions(title, costs, most - 1, end):
                yield (title[start:end], *lines)


def _ugliness(lines: Sequence[str], costs: Sequence[float]) -> float:
    widths = [width(line) for line in lines]
    at, torn = 0, 0.0
    for line in lines[:-1]:
        at += len(line)
        torn += costs[at]
    return torn + 5 * len(lines) + _shape(widths)


def _shape(widths: Sequence[float]) -> float:
    """0 for a trapezoid or a rhombus of lines not too different and not too wide."""
    peak = widths.index(max(widths))
    rises = all(a <= b for a, b in pairwise(widths[: peak + 1]))
    falls = all(a >= b for a, b in pairwise(widths[peak:]))
    shape = 0 if rises and falls else 12
    spread = max(widths) - min(widths)
    rectangle = 3 if spread < 1 else 0
    return shape + rectangle + max(0.0, spread - 8) + 2 * max(0.0, max(widths) - COMFORTABLE)
