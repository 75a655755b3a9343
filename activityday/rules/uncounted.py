"""What may not be counted for or against anybody: clock-ins, likes, log-ins, time online (burden-2026 五不得)."""

import re
import unicodedata

from activityday.rules.clauses import cites

# what the rules of 2023, 2024 and 2026 forbid to be counted for or against anybody
FORBIDDEN = (
    *("打卡", "点赞", "登录", "登陆", "在线", "上线", "转发", "浏览", "阅读量", "公众号", "小程序", "客户端"),
    *("学习时长", "使用时长", "网络投票", "线上投票", "微信投票", "接龙", "截图", "评论数", "活跃度", "步数"),
    *("人脸", "定位", "扫码", "强国"),
)
FORBIDDEN_WORDS = frozenset(
    (
        *(
            "app",
            "apps",
            "checkin",
            "click",
            "clock",
            "download",
            "face",
            "forward",
            "gps",
            "install",
            "like",
            "likes",
        ),
        *(
            "login",
            "logins",
            "online",
            "punch",
            "scan",
            "screen",
            "share",
            "signin",
            "step",
            "steps",
            "vote",
            "votes",
            "wechat",
        ),
    )
)


@cites("burden-2026 五不得")
def refused_word(key: str, label: str) -> str:
    """The word in `key` or `label` that may not be counted (clock-ins, likes, log-ins, online time); empty for none.

    Blanks, full-width letters and signs put between the characters do not hide it.
    """
    plain = unicodedata.normalize("NFKC", label).casefold()
    bare = "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN")
    found = next((word for word in FORBIDDEN if word in bare), "")
    tokens = [*re.findall(r"[a-z]+", plain), *re.findall(r"[a-z]+", bare), *key.casefold().split("_")]
    return found or next((token for token in tokens if token in FORBIDDEN_WORDS), "")
