"""A table belongs to the crate whose name it starts with; SQL names no table of another crate."""
import re

import layers
from manifests import may_use
from tree import Finding

LITERAL = r'(?:r(?P<hash>#*)"(?P<raw>.*?)"(?P=hash)|"(?P<plain>(?:\\.|[^"\\])*)")'
ARGUMENT = re.compile(r"(?:\bstmt!|\bsql|\.push|\.push_bind|\.push_if)\s*[(\[{]\s*" + LITERAL, re.S)
STARTER = r"\s*(?:select|insert\s+into|update\s+\w+\s+set|delete\s+from|with|(?:left\s+|inner\s+|cross\s+)?join|from|union|exists)\b"
STATEMENT = re.compile(r"(?<!\w)" + LITERAL, re.S)

NAME = r'"?([a-z_][a-z0-9_]*)"?'
FROM_LIST = re.compile(
    rf"(?<!distinct )\b(from|join)\s+({NAME}(?:\s+(?:as\s+)?{NAME})?(?:\s*,\s*{NAME}(?:\s+(?:as\s+)?{NAME})?)*)\s*(\()?", re.I
)
INTO = re.compile(rf"\binto\s+{NAME}", re.I)
UPDATE = re.compile(rf"(?<!for )(?<!do )(?<!on )\bupdate\s+{NAME}", re.I)
TABLE = re.compile(rf"\btable\s+(?:if\s+(?:not\s+)?exists\s+)?{NAME}", re.I)
INDEX = re.compile(rf"\bindex\s+(?:if\s+not\s+exists\s+)?{NAME}\s+on\s+{NAME}", re.I)
REFERENCES = re.compile(rf"\breferences\s+{NAME}", re.I)
CTE = re.compile(rf"(?:\bwith(?:\s+recursive)?|,|\))\s*{NAME}\s*(?:\([^()]*\)\s*)?as\s+(?:(?:not\s+)?materialized\s+)?\(", re.I)
INNER_FROM = re.compile(r"\b(?:extract|substring|trim|overlay)\s*\([^()]*\bfrom\b", re.I)
NOT_TABLES = {"set", "select", "values", "only", "lateral", "if", "exists", "excluded", "skip", "of", "nowait"}
NOT_ALIASES = {"where", "on", "join", "left", "inner", "cross", "group", "order", "limit", "union", "for", "set", "as"}


def named(sql):
    """(offset, table, is a reference) for each table that a text names."""
    sql = INNER_FROM.sub(lambda m: m[0][:-4] + "    ", sql)
    ctes = {m[1].lower() for m in CTE.finditer(sql)}
    found = []
    for m in FROM_LIST.finditer(sql):
        parts = [p.strip() for p in m[2].split(",")]
        for place, part in enumerate(parts):
            name = part.split()[0].strip('"')
            # `from json_each($1)` calls a function; `join x on (…)` does not end in its table.
            called = m[0].endswith("(") and place == len(parts) - 1 and len(part.split()) == 1
            if not called:
                found.append((m.start(), name, False))
    for pattern in (INTO, UPDATE, TABLE):
        found += [(m.start(), m[1], False) for m in pattern.finditer(sql)]
    for m in INDEX.finditer(sql):
        found += [(m.start(), m[1], False), (m.start(), m[2], False)]
    found += [(m.start(), m[1], True) for m in REFERENCES.finditer(sql)]
    return [(at, n.lower(), ref) for at, n, ref in found if n.lower() not in ctes | NOT_TABLES | NOT_ALIASES]


def texts(crate):
    """(file, offset, sql) of all SQL that a crate ships: in its store, in its migrations."""
    for file in crate.files:
        if file.is_test:
            continue
        if file.ext == "sql":
            yield file, 0, re.sub(r"--[^\n]*", lambda m: " " * len(m[0]), file.text)
        elif file.ext == "rs" and crate.inside(file).startswith("src/"):
            seen = set()
            for m in ARGUMENT.finditer(file.program):
                group = "raw" if m["raw"] is not None else "plain"
                seen.add(m.start(group))
                yield file, m.start(group), m[group]
            if layers.may_hold_sql(crate, file):
                for m in STATEMENT.finditer(file.program):
                    group = "raw" if m["raw"] is not None else "plain"
                    if m.start(group) not in seen and re.match(STARTER, m[group], re.I):
                        yield file, m.start(group), m[group]


def own_tables(tree):
    by_name = {c.name.replace("-", "_"): c for c in tree.crates}
    for crate in tree.crates:
        own = crate.name.replace("-", "_")
        if crate.folder in {"crates/db", "crates/testkit"}:
            own_names = re.compile(r"db_|sqlite_|pg_|information_schema")
        else:
            own_names = re.compile(rf"{own}_")
        for file, start, sql in texts(crate):
            for at, table, is_reference in named(sql):
                if own_names.match(table):
                    continue
                owner = by_name.get(table.split("_")[0]) if "_" in table else None
                if is_reference and owner and may_use(crate, owner) is None:
                    continue
                belongs = f"belongs to {owner.folder}" if owner else f"does not start with {own}_"
                text = f'SQL of {crate.folder} names "{table}", which {belongs}'
                yield Finding(file.path, file.at(start + at), text, "own-tables")


RULES = [own_tables]
