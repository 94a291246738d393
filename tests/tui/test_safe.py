"""Text that nobody vouches for: how it is shown, and that no other way to a widget exists."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.widgets import DataTable, Static

from tui import safe

TUI = Path(safe.__file__).parent

HOSTILE = [
    "see [/nope] end",
    "[@click=app.quit]press[/]",
    "[$primary @click=app.quit]press[/]",
    "Ref [A1] and [name redacted]",
    "\x1b]52;c;aGVsbG8=\x1b\\ and \x9b31m",
    "right\u202eleft\u2066 zero\u200bwidth",
]

SINKS = {
    *(
        "Static",
        "Label",
        "Button",
        "Checkbox",
        "RadioButton",
        "RadioSet",
        "Collapsible",
        "Option",
        "Selection",
    ),
    *(
        "SelectionList",
        "OptionList",
        "Select",
        "ListItem",
        "Tab",
        "Tabs",
        "TabPane",
        "TabbedContent",
        "Placeholder",
    ),
    *("Hit", "DiscoveryHit", "Tree", "DataTable", "Markdown", "RichLog", "Log", "Link", "Digits"),
    *("notify", "update", "add_row", "add_column", "add_columns", "add_option", "add_options", "set_options"),
    *("update_cell", "update_cell_at", "replace_option_prompt", "add_node", "add_leaf", "set_label"),
}
"""Calls that put text on the screen."""

ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "label", "prompt", "sub_title"}
"""Attributes that put text on the screen when they are set."""

MAKERS = {"literal", "line", "cell", "column", "join", "rows", "gap"}
"""What ``tui.safe`` offers."""

SAFE_TYPES = {
    "Content",
    "Text",
    "list[Content]",
    "tuple[Content, ...]",
    "Sequence[Content]",
    "Iterable[Content]",
    "Content | None",
}
FORBIDDEN = {"Text", "Content", "from_markup", "from_text", "from_rich_text", "markup"}
METHODS = {"wrap", "truncate", "stylize", "pad_right", "pad_left", "join", "rstrip", "first_line", "divide"}
"""Methods of safe text that give safe text."""

NOT_SHOWN = {
    *("id", "classes", "name", "key", "variant", "compact", "value", "allow_blank", "disabled", "can_focus"),
    *("text", "command", "score"),
}
"""Arguments that are no text on the screen."""

SHOWN_PLACE = {"Hit": 1, "DiscoveryHit": 0}
"""Which of these calls' arguments is shown; of the others, all are."""


class Module:
    """One module of the terminal, and what in it is known to be safe text."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.inside = {
            child: function
            for function in ast.walk(self.tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            for child in ast.walk(function)
        }

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                yield node, name

    def names(self, node: ast.AST) -> dict[str, list[ast.expr | str]]:
        """What each name of the function around a node is given: expressions, or annotations."""
        function = self.inside.get(node)
        found: dict[str, list[ast.expr | str]] = {}
        for inner in ast.walk(function or self.tree):
            if isinstance(inner, ast.Assign):
                for target in inner.targets:
                    if isinstance(target, ast.Name):
                        found.setdefault(target.id, []).append(inner.value)
            elif isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                found.setdefault(inner.target.id, []).append(ast.unparse(inner.annotation))
            elif isinstance(inner, ast.AugAssign) and isinstance(inner.target, ast.Name):
                found.setdefault(inner.target.id, []).append(inner.value)
            elif isinstance(inner, ast.For | ast.comprehension) and isinstance(inner.target, ast.Name):
                found.setdefault(inner.target.id, []).append(inner.iter)
            elif isinstance(inner, ast.arg) and inner.annotation is not None:
                found.setdefault(inner.arg, []).append(ast.unparse(inner.annotation))
        return found


def modules() -> list[Module]:
    return [Module(path) for path in sorted(TUI.rglob("*.py")) if "cli" not in path.parts]


def returning_content(of: list[Module]) -> set[str]:
    """Functions, methods, properties and fields whose annotation says that they are safe text."""
    found = set(MAKERS)
    for module in of:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
                if ast.unparse(node.returns) in SAFE_TYPES:
                    found.add(node.name)
            elif isinstance(node, ast.ImportFrom) and node.module == "tui.safe":
                found |= {item.asname for item in node.names if item.asname}
            elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) in SAFE_TYPES:
                found.add(
                    node.target.id if isinstance(node.target, ast.Name) else getattr(node.target, "attr", "")
                )
    return found


def is_safe(module: Module, node: ast.expr, known: set[str], seen: frozenset[str] = frozenset()) -> bool:
    """Whether an expression is a constant, no text at all, or comes from ``tui.safe``."""

    def also(*others: ast.expr) -> bool:
        return all(is_safe(module, other, known, seen) for other in others)

    match node:
        case ast.Constant():
            return True
        case ast.Call(func=ast.Name(id=name)) if name in known:
            return True
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in METHODS:
            return is_safe(module, value, known, seen)
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Attribute(attr=name) if name in known:
            return True
        case ast.Attribute(value=value, attr=name) if name in METHODS:
            return is_safe(module, value, known, seen)
        case ast.IfExp(body=body, orelse=other):
            return also(body, other)
        case ast.BoolOp(values=values):
            return also(*values)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            # Of a choice's (words, value) only the words are shown.
            return also(*(parts[:1] if isinstance(node, ast.Tuple) else parts))
        case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part):
            return is_safe(module, part, known, seen)
        case ast.Starred(value=value) | ast.Subscript(value=value):
            return is_safe(module, value, known, seen)
        case ast.Name(id=name) if name in known:
            return True
        case ast.Name(id=name) if name not in seen:
            given = module.names(node).get(name, []) or module.names(module.tree).get(name, [])
            return bool(given) and all(
                one in SAFE_TYPES if isinstance(one, str) else is_safe(module, one, known, seen | {name})
                for one in given
            )
        case ast.Name(id=name):
            return name in seen
    return False


def unsafe(of: list[Module]) -> list[str]:
    """Every place where text could reach a widget past ``tui.safe``."""
    known = returning_content(of)
    own = {node.name for module in of for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)}
    found = []
    for module in of:
        if module.path.name == "safe.py":
            continue
        for call, name in module.calls():
            place = f"{module.path.relative_to(TUI)}:{call.lineno}"
            if name in FORBIDDEN:
                found.append(f"{place}: builds {name} itself")
            if name in SINKS and name not in own and not _is_no_widget(call):
                placed = call.args[SHOWN_PLACE[name] :][:1] if name in SHOWN_PLACE else call.args
                shown = [*placed, *(word.value for word in call.keywords if word.arg not in NOT_SHOWN)]
                found += [
                    f"{place}: {name}({ast.unparse(a)})" for a in shown if not is_safe(module, a, known)
                ]
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Assign):
                set_ = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
                if set_ & ATTRIBUTES and not is_safe(module, node.value, known):
                    found.append(f"{module.path.relative_to(TUI)}:{node.lineno}: {ast.unparse(node)}")
    return found


def _is_no_widget(call: ast.Call) -> bool:
    """Calls that only share a name: a file's write, a dictionary's update."""
    return (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and (call.func.value.id in {"file", "out", "handle"})
    )


def test_no_text_reaches_a_widget_past_safe() -> None:
    assert unsafe(modules()) == []


@pytest.mark.parametrize(
    "code",
    [
        "def f(name: str):\n    Static(name)",
        "def f(box, name):\n    box.update(f'for {name}')",
        "def f(box, name):\n    box.border_title = name",
        "def f(name):\n    Content(name)",
        "def f(app, error):\n    app.notify(str(error))",
        "def f(table, case):\n    table.add_row(case.id)",
        "def f(name):\n    shown = 'x'\n    shown = name\n    Label(shown)",
    ],
)
def test_the_walk_finds_what_it_is_for(tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "module.py"
    path.write_text(code)
    monkeypatch.setattr("tests.tui.test_safe.TUI", tmp_path)
    assert len(unsafe([Module(path)])) == 1


class _Showing(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield Static(safe.literal(self.text))
        yield DataTable[object]()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_column(safe.cell(self.text))
        table.add_row(safe.cell(self.text))


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    app = _Showing(text)
    async with app.run_test(size=(100, 12)) as pilot:
        await pilot.click(Static, offset=(3, 0))
        strips = app.screen._compositor.render_strips()
        segments = [segment for strip in strips for segment in strip]
        shown = "".join(segment.text for segment in segments)
        for word in ("[/nope]", "[@click", "[A1]", "[name redacted]", "[$primary"):
            assert (word in shown) == (word in text)
        assert not any(character in shown for character in "\x1b\x9b\u202e\u2066\u200b\x07")
        assert not any("@click" in (segment.style.meta if segment.style else {}) for segment in segments)
        assert app.is_running


@given(st.text(), st.integers(min_value=0, max_value=40))
def test_a_column_is_as_wide_as_asked(text: str, width: int) -> None:
    shown = safe.fit(text, width)
    assert cell_len(shown) == width
    assert safe.column(text, width, right=True).cell_length == width


@given(st.text(alphabet=st.sampled_from("ab [/]\n\t\x1b\x00\u202e\u200b=@")))
def test_content_says_what_the_cleaned_text_says(text: str) -> None:
    assert safe.line(text).plain == safe.cell(text).plain
    assert "\n" not in safe.line(text).plain
    assert not any(ord(character) < 32 and character not in "\n\t" for character in safe.literal(text).plain)
