"""Rules over Cargo.toml: who may import whom, and where versions are written."""
import re

from tree import Finding

# An engine may use the engines before it.
ENGINES = ["places", "people", "privacy", "calendar", "seats", "presence", "cases", "ledger", "rules"]
SHARED = {"db": set(), "planner": set(), "kernel": {"db"}, "season": {"kernel"}, "web": {"kernel"}}
# Pure crates, each for one module.
USERS = {"planner": {"planning"}, "season": {"bookings"}}
# Crates from outside that belong to one place.
OUTSIDE = {
    "rusqlite": {"db", "powercut"},
    "tokio-postgres": {"db", "testkit"},
    "deadpool-postgres": {"db"},
}
NOT_FOR = {
    "planner": {"tokio", "axum", "tower", "reqwest", "hyper"},
    "kernel": {"axum", "tower", "tower-http", "hyper"},
    "db": {"axum", "utoipa", "hyper"},
}
# What only tests use; it may import everything.
FOR_TESTS = {"testkit", "testtown", "powercut"}
# Has lints of its own: it takes the place of SQLite's file system, a table of C functions.
UNSAFE = {"powercut"}
SECTIONS = ["dependencies", "dev-dependencies", "build-dependencies"]


def dependencies(crate):
    """(section, name as written, package, specification) of each dependency, target tables included."""
    tables = [crate.toml, *crate.toml.get("target", {}).values()]
    for table in tables:
        for section in SECTIONS:
            for name, spec in table.get(section, {}).items():
                package = spec.get("package", name) if isinstance(spec, dict) else name
                yield section, name, package, spec


def line_of(crate, name):
    for number, line in enumerate(crate.manifest.lines, 1):
        if re.match(rf"\s*\[?(?:[\w-]*dependencies\.)?\"?{re.escape(name)}\"?\s*[.=\]]", line):
            return number
    return 1


def is_for_tests(crate):
    return crate.kind == "crates" and crate.name in FOR_TESTS


def may_use(crate, other):
    """Whether `crate` may import `other`; None when yes, else the reason."""
    if crate.kind == "apps" or is_for_tests(crate):
        return None
    if crate.kind == "crates":
        allowed = SHARED.get(crate.name)
        if allowed is None:
            return f"crates/{crate.name} has no place in the order of imports; give it one in scripts/lint.d/manifests.py"
        return None if other.kind == "crates" and other.name in allowed else f"{crate.folder} may not import {other.folder}"
    if other.kind == "apps":
        return f"nothing imports {other.folder}"
    if other.kind == "crates":
        if other.name in USERS:
            return None if crate.kind == "modules" and crate.name in USERS[other.name] else f"{crate.folder} may not import {other.folder}"
        return None if other.name in {"kernel", "db", "web"} else f"{crate.folder} may not import {other.folder}"
    if crate.kind == "engines":
        if other.kind == "modules":
            return f"an engine may not import a module: {other.folder}"
        if crate.name not in ENGINES or other.name not in ENGINES:
            return f"{crate.folder} → {other.folder}: one of them is not in the order of engines: {', '.join(ENGINES)}"
        if ENGINES.index(other.name) >= ENGINES.index(crate.name):
            return f"{crate.folder} may import only the engines before it, and {other.name} comes later: {', '.join(ENGINES)}"
        return None
    return f"a module never imports another module: {other.folder}" if other.kind == "modules" else None


def imports(tree):
    packages = {c.package: c for c in tree.crates}
    for crate in tree.crates:
        written = crate.toml.get("package", {}).get("name")
        if written != crate.package:
            yield Finding(crate.manifest.path, 1, f'the package is named "{written}", its folder asks for "{crate.package}"', "imports")
        for section, name, package, _ in dependencies(crate):
            at = line_of(crate, name)
            other = packages.get(package)
            if package.removeprefix("lianxin-") in FOR_TESTS:
                if section != "dev-dependencies" and not is_for_tests(crate):
                    yield Finding(crate.manifest.path, at, f"{package} is for dev-dependencies, not for {section}", "imports")
            elif other is not None:
                why = may_use(crate, other)
                if why:
                    yield Finding(crate.manifest.path, at, why, "imports")
            elif package in NOT_FOR.get(crate.name, ()) and crate.kind == "crates" and section == "dependencies":
                yield Finding(crate.manifest.path, at, f"{crate.folder} may not use {package}", "imports")
            elif crate.name not in OUTSIDE.get(package, {crate.name}) and section != "dev-dependencies":
                yield Finding(crate.manifest.path, at, f"{package} is used through lianxin-db, never directly", "imports")


def workspace_lints(tree):
    for crate in tree.crates:
        if is_for_tests(crate) and crate.name in UNSAFE:
            continue
        if crate.toml.get("lints") != {"workspace": True}:
            yield Finding(crate.manifest.path, 1, "the workspace lints are not in force; add [lints] workspace = true", "workspace-lints")


def workspace_dependencies(tree):
    for crate in tree.crates:
        for section, name, _, spec in dependencies(crate):
            fine = isinstance(spec, dict) and spec.get("workspace") is True and set(spec) <= {"workspace", "features", "optional"}
            if not fine:
                text = f"{name} in {section} has its own version or source; write {name}.workspace = true, the version goes into the root Cargo.toml"
                yield Finding(crate.manifest.path, line_of(crate, name), text, "workspace-dependencies")


def faults_for_tests(tree):
    """Bugs on purpose are compiled in for tests alone."""
    for crate in tree.crates:
        named = [name for section, name, _, spec in dependencies(crate) if section != "dev-dependencies" and isinstance(spec, dict) and "faults" in spec.get("features", [])]
        passed = [on for on, what in crate.toml.get("features", {}).items() if any(w.endswith("/faults") for w in what)]
        for name in [*named, *passed]:
            yield Finding(crate.manifest.path, line_of(crate, name), "the feature faults is for dev-dependencies alone: a program that is used has no bugs on purpose", "faults-for-tests")


RULES = [imports, workspace_lints, workspace_dependencies, faults_for_tests]
