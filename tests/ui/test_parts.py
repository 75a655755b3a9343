"""The components: what they say, and what they refuse to let through."""

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.html import strip_tags

from activityday.ui.forms import DayInput, HourInput, Spoken
from activityday.ui.parts import Choice, Figure, Step, Why

HOSTILE = '<script>"1"</script>'


def render(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def said(html: str) -> str:
    return " ".join(strip_tags(html).split())


def test_a_badge_is_a_word_on_its_colour() -> None:
    assert render('{% badge "逾期" "bad" %}') == '<span class="badge is-bad">逾期</span>'


@pytest.mark.parametrize(
    "source", ['{% badge "逾期" "red" %}', '{% sign "逾" "red" "逾期" %}', '{% note "red" %}{% endnote %}']
)
def test_a_colour_that_is_no_state_is_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="no such tone: red"):
        render(source)


def test_a_sign_is_heard_as_its_word_and_leads_to_its_month() -> None:
    assert render('{% sign "逾" "bad" "东港村十一月逾期" "/month/" %}') == (
        '<a class="sign is-bad" href="/month/" title="东港村十一月逾期">'
        '<span aria-hidden="true">逾</span><span class="visually-hidden">东港村十一月逾期</span></a>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% badge word %}",
        '{% sign word "ok" word %}',
        "{% card word %}{% endcard %}",
        "{% card %}{{ word }}{% endcard %}",
        "{% note %}{{ word }}{% endnote %}",
        "{% button word name=word value=word %}",
        "{% empty word word %}",
        "{% scroll word %}{% endscroll %}",
    ],
)
def test_a_name_written_as_a_script_stays_a_name(source: str) -> None:
    html = render(source, word=HOSTILE)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_an_empty_list_says_what_comes_and_what_to_do() -> None:
    html = render('{% empty "还没有申请" "申请会列在这里。" "/new/" "写一份申请" %}')
    assert said(html) == "还没有申请 申请会列在这里。 写一份申请"
    assert 'href="/new/"' in html
    assert "<a" not in render('{% empty "还没有申请" "申请会列在这里。" %}')


def test_steps_say_their_state_in_words_too() -> None:
    items = [
        Step(1, "准备", "三项", "done", "/plan/"),
        Step(2, "签到", "应到 42 人", "current"),
        Step(3, "党费", "少 8 元", "blocked"),
        Step(4, "归档"),
    ]
    html = render("{% steps items %}", items=items)
    assert said(html) == "✓ 准备（已办） 三项 2 签到 应到 42 人 ! 党费（受阻） 少 8 元 4 归档"
    assert html.count('aria-current="step"') == 1
    assert '<a href="/plan/">准备</a>' in html


def test_a_why_unfolds_facts_then_rule_then_arithmetic() -> None:
    reason = Why(["10月没有来。", "11月没有来。"], "连续 3 次的提请研究。", "notice 四(四)", "2 < 3")
    assert said(render('{% why reason "为什么？" %}', reason=reason)) == (
        "为什么？ 事实 10月没有来。11月没有来。 规则 连续 3 次的提请研究。依据：通知四(四) 算式 2 &lt; 3"
    )


def test_a_figure_leads_to_the_names_behind_it() -> None:
    html = render(
        "{% figures items %}",
        items=[Figure("参与率", "86.3%", "/names/", "应达到 80%"), Figure("公示", "7月4日")],
    )
    assert '<dd><a href="/names/">86.3%</a></dd>' in html
    assert said(html) == "参与率应达到 80% 86.3% 公示 7月4日"


def test_progress_is_said_in_words_and_unknown_until_the_total_is_known() -> None:
    known = render('{% progress 12000 30000 "正在核对" %}')
    assert 'max="30000" value="12000"' in known
    assert said(known) == "正在核对 12,000 / 30,000，40%"
    assert "value=" not in render('{% progress 0 0 "正在打开文件" %}')


def test_turning_a_page_keeps_the_filters() -> None:
    request = RequestFactory().get("/members/", {"name": "示例", "page": "2"})
    html = render("{% pages page %}", request=request, page=Paginator(range(90), 40).get_page(2))
    assert '<a rel="prev" href="?name=%E7%A4%BA%E4%BE%8B&amp;page=1">上一页</a>' in html
    assert '<span aria-current="page">2</span>' in html
    assert render("{% pages page %}", request=request, page=Paginator(range(9), 40).get_page(1)).strip() == ""


def test_a_choice_is_a_real_radio_button_and_nobody_is_chosen_by_default() -> None:
    options = [Choice("present", "到", "ok"), Choice("absent", "缺", "bad")]
    assert "checked" not in render('{% choices "7" "示例甲的签到" options %}', options=options)
    html = render('{% choices "7" "示例甲的签到" options "absent" %}', options=options)
    assert '<input type="radio" name="7" value="absent" checked>' in html
    assert html.count("checked") == 1
    assert said(html) == "示例甲的签到 到 缺"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("  ", ""),
        (
            "<li>枫港镇党委</li>",
            '<nav class="crumbs" aria-label="所在位置"><ol><li>枫港镇党委</li></ol></nav>',
        ),
        ("枫港镇党委", '<nav class="crumbs" aria-label="所在位置"><p>枫港镇党委</p></nav>'),
    ],
)
def test_crumbs_are_a_list_or_a_line_or_nothing(inside: str, shown: str) -> None:
    assert render("{% crumbs %}" + inside + "{% endcrumbs %}") == shown


class Asked(Spoken, forms.Form):
    day = forms.DateField(label="改到哪一天", widget=DayInput, help_text="不出当月。")
    at = forms.TimeField(label="开始时间", widget=HourInput, required=False)
    reason = forms.CharField(label="说明", error_messages={"required": "上级凭这句话批复，请写一两句。"})
    paper = forms.FileField(label="审批表")
    told = forms.BooleanField(label="已报告", required=False)


def test_a_field_is_label_rule_control_error_tied_together() -> None:
    html = render("{% field form.day %}", form=Asked({}))
    assert said(html) == "改到哪一天必填 不出当月。 请选择改到哪一天。"
    assert 'aria-describedby="id_day_helptext id_day_error"' in html
    assert 'id="id_day_helptext"' in html
    assert 'id="id_day_error"' in html
    assert 'type="date"' in html


def test_a_day_and_an_hour_come_back_as_the_browser_wants_them() -> None:
    form = Asked({"day": "2026-12-07", "at": "08:30"})
    assert 'value="2026-12-07"' in render("{% field form.day %}", form=form)
    assert form["day"].errors == []
    assert 'value="08:30"' in render("{% field form.at %}", form=form)


def test_a_checkbox_stands_before_its_words() -> None:
    html = render("{% field form.told %}", form=Asked())
    assert html.index("<input") < html.index("已报告")
    assert "必填" not in html


def test_an_empty_field_is_told_what_to_do_unless_the_form_says_it_better() -> None:
    errors = Asked({}).errors
    assert errors == {
        "day": ["请选择改到哪一天。"],
        "reason": ["上级凭这句话批复，请写一两句。"],
        "paper": ["请选一个文件：审批表。"],
    }


def test_a_refused_form_counts_what_to_change_and_links_to_it() -> None:
    html = render("{% errors form %}", form=Asked({"reason": HOSTILE}))
    assert said(html).startswith("有 2 处要改。什么都没有写入，已填的都还在。 改到哪一天：请选择改到哪一天。")
    assert '<a href="#id_day">' in html
    assert render("{% errors form %}", form=Asked()).strip() == ""


def test_a_whole_form_shows_its_summary_and_every_field() -> None:
    html = render("{{ form }}", form=Asked({}))
    assert html.count('class="field ') == 5
    assert html.count('role="alert"') == 1
