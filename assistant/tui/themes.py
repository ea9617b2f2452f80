"""The two themes: in each, every text stands out from its ground by 4.5 to 1 or more."""

from textual.theme import Theme

NIGHT = Theme(
    name="night",
    primary="#4aa3ee",
    secondary="#2b6ca3",
    accent="#ffb454",
    foreground="#e4e6e9",
    background="#14161a",
    surface="#1d2026",
    panel="#252a32",
    success="#4ebf71",
    warning="#ffa62b",
    error="#e5637f",
    dark=True,
    variables={
        "primary-muted": "#1d3c58",
        "success-muted": "#17372a",
        "error-muted": "#471d2b",
        "text-primary": "#7cc0f7",
        "text-success": "#82d69b",
        "text-warning": "#ffc46b",
        "text-error": "#ff8fa3",
        "text-accent": "#ffc46b",
    },
)
DAY = Theme(
    name="day",
    primary="#0b5cad",
    secondary="#4a7fb5",
    accent="#8a4b00",
    foreground="#1c2126",
    background="#fbfbfc",
    surface="#f0f2f4",
    panel="#e6e9ed",
    success="#1d7a41",
    warning="#8a5300",
    error="#b3203f",
    dark=False,
    variables={
        "primary-muted": "#cfe1f4",
        "success-muted": "#cfeeda",
        "error-muted": "#f9d9df",
        "text-primary": "#0b4f95",
        "text-success": "#145c30",
        "text-warning": "#744600",
        "text-error": "#96152f",
        "text-accent": "#744000",
    },
)
