"""The app's own themes. Every pair of colours it shows is at least 4.5:1; 7:1 in high contrast.

Textual's built-in themes do not reach that for placeholders, footers or cursors. Where NO_COLOR is set
the plain theme is used: the terminal's own two colours, and reverse video where something is chosen.
"""

from __future__ import annotations

from textual.theme import Theme

DEFAULT = "ilacs-dark"
"""The theme used unless another was chosen."""

PLAIN = "ilacs-plain"
"""The theme that NO_COLOR selects."""


def _shared(
    muted: str, disabled: str, cursor: str, cursor_text: str, quiet: str, edge: str
) -> dict[str, str]:
    """The variables that Textual would otherwise mix itself, some of them too faint to read."""
    return {
        "text-muted": muted,
        "text-disabled": disabled,
        "foreground-muted": muted,
        "foreground-disabled": disabled,
        "block-cursor-background": cursor,
        "block-cursor-foreground": cursor_text,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": quiet,
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": quiet,
        "border": cursor,
        "border-blurred": edge,
        "button-color-foreground": cursor_text,
        "button-focus-text-style": "bold underline",
        "link-color-hover": cursor_text,
        "scrollbar": edge,
    }


LIGHT = Theme(
    name="ilacs-light",
    primary="#1f5c99",
    secondary="#3c5a78",
    accent="#1f5c99",
    warning="#7a5200",
    error="#a3262a",
    success="#1c653a",
    foreground="#1c2329",
    background="#f7f7f4",
    surface="#ffffff",
    panel="#e8eae6",
    dark=False,
    variables={
        **_shared("#4a555f", "#5b666f", "#1f5c99", "#ffffff", "#d6e2ee", "#9aa5ae"),
        "scrollbar-background": "#e8eae6",
        "text": "#1c2329",
        "block-cursor-blurred-foreground": "#1c2329",
        "input-selection-background": "#bcd4ea",
        "screen-selection-background": "#bcd4ea",
        "input-selection-foreground": "#1c2329",
        "screen-selection-foreground": "#1c2329",
    },
)

DARK = Theme(
    name=DEFAULT,
    primary="#7fb4e6",
    secondary="#9db4c9",
    accent="#7fb4e6",
    warning="#e8b95f",
    error="#f39a93",
    success="#8fd0a0",
    foreground="#e3e7ec",
    background="#14181d",
    surface="#1a1f26",
    panel="#242b34",
    dark=True,
    variables={
        **_shared("#aab4c0", "#9aa5b1", "#7fb4e6", "#10151b", "#2f4256", "#56626f"),
        "scrollbar-background": "#242b34",
        "text": "#e3e7ec",
        "block-cursor-blurred-foreground": "#e3e7ec",
        "input-selection-background": "#345475",
        "screen-selection-background": "#345475",
        "input-selection-foreground": "#ffffff",
        "screen-selection-foreground": "#ffffff",
    },
)

HIGH_CONTRAST = Theme(
    name="ilacs-high-contrast",
    primary="#ffe45c",
    secondary="#ffffff",
    accent="#ffe45c",
    warning="#ffc266",
    error="#ffb0a8",
    success="#9cf0a8",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={
        **_shared("#e6e6e6", "#d0d0d0", "#ffe45c", "#000000", "#333333", "#ffffff"),
        "scrollbar-background": "#1a1a1a",
        "text": "#ffffff",
        "block-cursor-blurred-foreground": "#ffffff",
        "input-selection-background": "#ffe45c",
        "screen-selection-background": "#ffe45c",
        "input-selection-foreground": "#000000",
        "screen-selection-foreground": "#000000",
    },
)

_PLAIN_THEME = Theme(
    name=PLAIN,
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "text-muted": "ansi_default",
        "text-disabled": "ansi_default",
        "foreground-muted": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-text-style": "underline",
        "button-focus-text-style": "reverse",
        "input-cursor-text-style": "reverse",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
    },
)

THEMES: tuple[Theme, ...] = (DARK, LIGHT, HIGH_CONTRAST, _PLAIN_THEME)
"""All themes, in the order that the key steps through; plain is not stepped to."""

TITLES = {
    "ilacs-dark": "dark",
    "ilacs-light": "light",
    "ilacs-high-contrast": "high contrast",
    PLAIN: "plain",
}
"""The themes' names on screens."""


def following(name: str) -> str:
    """The theme after this one."""
    names = [theme.name for theme in THEMES if theme.name != PLAIN]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
