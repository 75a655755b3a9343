"""Words for amendments and notices."""

from collections.abc import Callable
from datetime import date

import pytest

from activityday.office.policy.actions import amend
from activityday.office.policy.models import Amendment
from activityday.people.organisation.models import Unit
from activityday.rules import parameters as rules
from activityday.rules.parameters import Value
from tests.conftest import START, Town

NOTICE_2027 = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日至3日放假，共3天。
二、春节：2月5日至11日放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日放假。
六、中秋节：9月15日放假。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
国务院办公厅
2026年11月20日
"""


def proposal(
    key: str,
    value: Value,
    *,
    since: date = date(2026, 12, 1),
    until: date | None = None,
    document: str = "樟发〔2026〕8号",
    sector: str = "",
) -> rules.Amendment:
    return rules.Amendment(key, value, since, until, document, "", sector)


@pytest.fixture
def amended(town: Town) -> Callable[..., Amendment]:
    """`amended(unit, "least_minutes", 240)`: an amendment in force."""

    def make(unit: Unit, key: str, value: Value, **more: object) -> Amendment:
        return amend(unit=unit, proposal=proposal(key, value, **more), by=town.users["clerk"], at=START)  # type: ignore[arg-type]

    return make
