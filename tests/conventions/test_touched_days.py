"""A model that is made anew of the days of one build alone must not be read for other days."""

import re

from include.warehouse.projects import PROJECT

MODELS = {path.stem: path for path in (PROJECT / "models").rglob("*.sql")}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in MODELS.items()}
MACRO = re.compile(r"{%-? macro (\w+)\(.*?endmacro", re.S)
MACROS = {
    found[1]: found[0] for path in (PROJECT / "macros").rglob("*.sql") for found in MACRO.finditer(path.read_text())
}
KEEPS_DAYS = "materialized='incremental'"


def reads(text: str, within: tuple[str, ...] = ()) -> set[str]:
    """Return the models that a text reads, by itself or through macros."""
    called = [name for name in MACROS if name not in within and re.search(rf"\b{name}\(", text)]
    return set(re.findall(r"ref\('(\w+)'\)", text)).union(*(reads(MACROS[name], (*within, name)) for name in called))


def of_one_build() -> set[str]:
    """Return the models that hold the days of the last build alone: by their own words, or by what they read."""
    anew = {name: text for name, text in TEXTS.items() if KEEPS_DAYS not in text}
    found = {name for name, text in anew.items() if "is_touched(" in text}
    while more := {name for name, text in anew.items() if reads(text) & found} - found:
        found |= more
    return found


def test_no_mart_is_made_of_the_days_of_one_build_alone() -> None:
    found = of_one_build()
    assert "int_rule_days_spanned" in found
    assert {name for name in found if name in TEXTS and "marts" in MODELS[name].parts} == set()
