"""Rules inside a crate: what a kind of file may touch."""
import re

from tree import Finding

MODEL = re.compile(r"\basync\s+(?:fn|move|\||\{)|\.await\b|\blianxin_(?:db|web)\b")
STORE_USE = re.compile(r"\bstore\s*::|\buse\s+(?:crate|super)::(?:\{[^;}]*\bstore\b|store\b)")
SQL_CALL = re.compile(r"\bstmt!\s*[(\[{]|(?<!fn )(?<![.\w])(?:(?:lianxin_db|db)::)?sql\s*\(")
KERNEL_SQL = {"audit.rs", "chain.rs", "chain_rows.rs", "jobs.rs", "idempotency.rs", "secrets.rs", "store.rs", "verify_rows.rs"}


def is_layer(crate, file, layer):
    return re.fullmatch(rf"src/(?:[a-z_]+/)?{layer}(?:\.rs|/.+\.rs)", crate.inside(file)) is not None


def rust(tree):
    for crate in tree.crates:
        for file in crate.files:
            if file.ext == "rs" and not file.is_test and crate.inside(file).startswith("src/"):
                yield crate, file


def pure_model(tree):
    for crate, file in rust(tree):
        if is_layer(crate, file, "model") and crate.kind != "crates":
            for m in MODEL.finditer(file.program):
                text = f'"{m[0].strip()}" in a model: its types and rules know no async, no database and no HTTP'
                yield Finding(file.path, file.at(m.start()), text, "pure-model")


def http_without_store(tree):
    for crate, file in rust(tree):
        if is_layer(crate, file, "http"):
            for m in STORE_USE.finditer(file.program):
                text = "an endpoint uses the store; it runs a command or a query"
                yield Finding(file.path, file.at(m.start()), text, "http-without-store")


def may_hold_sql(crate, file):
    if crate.folder in {"crates/db", "crates/testkit"} or is_layer(crate, file, "store"):
        return True
    return crate.folder == "crates/kernel" and crate.inside(file).removeprefix("src/") in KERNEL_SQL


def sql_in_store(tree):
    for crate, file in rust(tree):
        if not may_hold_sql(crate, file):
            for m in SQL_CALL.finditer(file.program):
                text = f"SQL outside of the store; move it to {crate.folder}/src/store.rs"
                yield Finding(file.path, file.at(m.start()), text, "sql-in-store")


RULES = [pure_model, http_without_store, sql_in_store]
