"""May this uploaded Word file be used as a template? Only placeholders we know, loops and conditions; no
macros, no embedded objects, nothing fetched from elsewhere."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

MAX_FILE, MAX_UNPACKED, MAX_TEXT_PART, MAX_PARTS = 5_000_000, 40_000_000, 3_000_000, 500
MAX_LOOPS = 3
FILTERS = {"join", "default", "length", "upper", "lower", "trim"}
LOOP = {"index": 1, "index0": 0, "first": True, "last": True, "length": 1}
_QUIET = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.Const, nodes.And, nodes.Or)
_HARMLESS = (*_QUIET, nodes.Not, nodes.Compare, nodes.Operand, nodes.CondExpr)
_OLE = b"\xd0\xcf\x11\xe0"
_EXTERNAL = re.compile(rb"<Relationship [^>]*TargetMode=\"External\"[^>]*>")


class TemplateRefused(ValueError):  # noqa: N818
    """An uploaded template that cannot be used; the sentence says what to change."""


def sandbox() -> SandboxedEnvironment:
    """The environment that every Word template is filled in: escaping, no functions, unknown names are
    errors."""
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment


def check(template: bytes, example: Mapping[str, Any]) -> None:
    """Raises `TemplateRefused` unless `template` is a .docx whose placeholders are all in `example`."""
    _check_package(template)
    environment = sandbox()
    for text in _texts(template):
        try:
            _check_nodes(environment.parse(text), dict(example), 0)
            filled = [environment.from_string(text).render(_times(n, dict(example))) for n in (0, 1, 2)]
        except TemplateError as error:
            raise TemplateRefused(
                "模板里的占位符写法有误：请检查 {{ 与 }}、{% 与 %} 是否成对，循环和判断是否都有结束标记。"
            ) from error
        for each in filled:
            _check_xml(each)


def _check_package(template: bytes) -> None:
    if template.startswith(_OLE):
        raise TemplateRefused("这是旧格式或加了密码的 Word 文件：请去掉密码，另存为 .docx 后再上传。")
    if len(template) > MAX_FILE:
        raise TemplateRefused(f"模板超过 {MAX_FILE // 1_000_000} MB：请删去大图片后再上传。")
    try:
        with ZipFile(BytesIO(template)) as package:
            _check_parts(package)
            DocxTemplate(BytesIO(template)).get_docx()
    except (BadZipFile, KeyError, ValueError, OSError, NotImplementedError, SyntaxError) as error:
        if isinstance(error, TemplateRefused):
            raise
        raise TemplateRefused(
            "这不是 Word 文档（.docx）或文件已损坏：请用 Word 或 WPS 另存为 .docx 后再上传。"
        ) from error


def _check_parts(package: ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise TemplateRefused("模板解开后过大：请删去大图片和多余内容后再上传。")
    for part in parts:
        name = part.filename.lower()
        if name.endswith("vbaproject.bin") or "activex" in name:
            raise TemplateRefused("模板带有宏或控件：请另存为不带宏的 .docx 后再上传。")
        if "/embeddings/" in name:
            raise TemplateRefused("模板里嵌入了别的文件：请删去嵌入的对象后再上传。")
        if name.endswith((".xml", ".rels")):
            _check_text_part(part.file_size, package.read(part))


def _check_text_part(size: int, content: bytes) -> None:
    if size > MAX_TEXT_PART:
        raise TemplateRefused("模板的文字部分过大：请删去多余内容后再上传。")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise TemplateRefused("模板文件的内部写法不安全：请用 Word 或 WPS 重新另存为 .docx 后再上传。")
    if b"macroEnabled" in content:
        raise TemplateRefused("模板带有宏或控件：请另存为不带宏的 .docx 后再上传。")
    if any(b"/hyperlink" not in link for link in _EXTERNAL.findall(content)):
        raise TemplateRefused("模板引用了外部文件或网络图片：请改为直接插入，或删去引用后再上传。")


def _texts(template: bytes) -> Iterator[str]:
    """Every text of the template that is filled: body, heads, feet, footnotes, properties."""
    document = DocxTemplate(BytesIO(template))
    document.init_docx()
    yield document.patch_xml(document.get_xml())
    for part in document.get_docx().part.package.iter_parts():
        if re.fullmatch(r"/word/(header|footer|footnotes)\d*\.xml", str(part.partname)):
            yield document.patch_xml(document.get_part_xml(part))
    properties = document.get_docx().core_properties
    for field in ("author", "comments", "keywords", "subject", "title", "category"):
        yield f"<p>{re.sub('[<>&]', '', getattr(properties, field))}</p>"


def _check_nodes(node: nodes.Node, scope: dict[str, Any], loops: int) -> None:
    if isinstance(node, nodes.For):
        _check_loop(node, scope, loops + 1)
        return
    if isinstance(node, nodes.Name | nodes.Getattr):
        _example_of(node, scope)
        return
    if isinstance(node, nodes.Filter):
        if node.name not in FILTERS:
            raise _unsafe(f"过滤器 {node.name}")
    elif not isinstance(node, _HARMLESS):
        raise _unsafe(type(node).__name__)
    for inner in node.iter_child_nodes():
        if isinstance(node, nodes.Output) and isinstance(inner, nodes.Name | nodes.Getattr):
            _check_printed(inner, scope)
        _check_nodes(inner, scope, loops)


def _check_loop(node: nodes.For, scope: dict[str, Any], loops: int) -> None:
    if loops > MAX_LOOPS or node.recursive or not isinstance(node.target, nodes.Name):
        raise _unsafe("过深的循环")
    if not isinstance(node.iter, nodes.Name | nodes.Getattr):
        raise _unsafe("列表以外的循环")
    items = _example_of(node.iter, scope)
    if not isinstance(items, list):
        raise TemplateRefused(
            f"占位符 {_spelt(node.iter)} 不是列表，不能循环：请直接写 {{{{ {_spelt(node.iter)} }}}}。"
        )
    inside = scope | {node.target.name: items[0], "loop": LOOP}
    for inner in (*node.body, *node.else_, *([node.test] if node.test else [])):
        _check_nodes(inner, inside, loops)


def _check_printed(node: nodes.Name | nodes.Getattr, scope: dict[str, Any]) -> None:
    if isinstance(_example_of(node, scope), list | dict):
        raise TemplateRefused(f"占位符 {_spelt(node)} 是一个列表，要放在循环里逐项写出。")


def _example_of(node: nodes.Node, scope: dict[str, Any]) -> Any:
    if isinstance(node, nodes.Name) and node.name in scope:
        return scope[node.name]
    if isinstance(node, nodes.Getattr):
        owner = _example_of(node.node, scope)
        if isinstance(owner, dict) and node.attr in owner:
            return owner[node.attr]
    raise TemplateRefused(f"模板里有不认识的占位符：{_spelt(node)}。请对照占位符说明改正后再上传。")


def _times(n: int, example: Any) -> Any:
    """The example with every list `n` times as long, and with nothing in it at all for 0: a mark that stands
    across a cell's border is only found out when its loop runs never or twice."""
    if isinstance(example, dict):
        return {name: _times(n, inner) for name, inner in example.items()}
    if isinstance(example, list):
        return [_times(n, inner) for inner in example] * n
    return example if n else ""


def _spelt(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_spelt(node.node)}.{node.attr}"
    return str(getattr(node, "name", type(node).__name__))[:40]


def _unsafe(what: str) -> TemplateRefused:
    return TemplateRefused(f"模板里只能用占位符、循环和判断，不能用：{what}。请删去后再上传。")


def _check_xml(filled: str) -> None:
    try:
        parse_xml(filled)
    except SyntaxError as error:
        raise TemplateRefused(
            "模板里的循环或判断跨错了位置：开始和结束标记要各占一段（{%p … %}）或各占一行表格（{%tr … %}）。"
        ) from error
