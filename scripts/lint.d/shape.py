"""One feature, one folder: the files an engine or module has, and how files may be named."""
import re

from tree import Finding

README_LIMIT = 40
CODE = {"rs", "ts", "vue", "js", "mjs", "css", "sql", "py", "sh"}
VAGUE = {"utils", "util", "helper", "helpers", "manager", "misc"}
VAGUE_ENDING = re.compile(r"[_-](?:utils?|helpers?|misc)$|[a-z](?:Utils?|Helpers?|Misc)$")


def features(tree):
    return [c for c in tree.crates if c.kind in {"engines", "modules"}]


def has_layer(crate, layer):
    return crate.has(f"src/{layer}.rs") or crate.has(f"src/{layer}")


def readme(tree):
    for crate in features(tree):
        path = f"{crate.folder}/README.md"
        file = tree.by_path.get(path)
        if file is None:
            yield Finding(crate.manifest.path, 1, "README.md is missing: what for, words, who may, events in and out", "readme")
        elif file.length > README_LIMIT:
            yield Finding(path, README_LIMIT + 1, f"{file.length} lines, at most {README_LIMIT}", "readme")


# What is in a feature → the layer it lives in.
PLACES = [
    (re.compile(r"\bimpl(?:<[^>]*>)?\s+(?:lianxin_kernel::)?Command\s+for\b"), "commands", "a command"),
    (re.compile(r"\bimpl(?:<[^>]*>)?\s+(?:lianxin_kernel::)?Query\s+for\b"), "queries", "a query"),
    (re.compile(r"#\[utoipa::path\b"), "http", "an endpoint"),
]


def feature_files(tree):
    for crate in features(tree):
        at = crate.manifest.path
        for path, why in [("src/lib.rs", "the face"), ("tests/it/main.rs", "the tests on both engines")]:
            if not crate.has(path):
                yield Finding(at, 1, f"{path} is missing: {why}", "feature-files")
        migrations = any(crate.inside(f).startswith("migrations/") and f.ext == "sql" for f in crate.files)
        if migrations != has_layer(crate, "store"):
            missing = "src/store.rs" if migrations else "migrations/"
            yield Finding(at, 1, f"{missing} is missing: tables and the SQL over them come together", "feature-files")
        if has_layer(crate, "commands") and not has_layer(crate, "permissions"):
            yield Finding(at, 1, "src/permissions.rs is missing: each command names the permission it needs", "feature-files")
        for file in crate.files:
            if file.ext != "rs" or not crate.inside(file).startswith("src/") or file.is_test:
                continue
            for pattern, layer, what in PLACES:
                if re.match(rf"src/(?:[a-z_]+/)?{layer}(?:\.rs$|/)", crate.inside(file)):
                    continue
                for m in pattern.finditer(file.program):
                    # A job or a listener runs as a command of its own and may keep it beside it.
                    if layer == "commands" and re.match(r"src/(?:jobs|events)(?:\.rs$|/)", crate.inside(file)):
                        continue
                    yield Finding(file.path, file.at(m.start()), f"{what} outside of src/{layer}", "feature-files")


def file_names(tree):
    for file in tree.files:
        if file.ext not in CODE:
            continue
        parts = [*file.path.split("/")[:-1], file.stem]
        vague = [p for p in parts if p.lower() in VAGUE or VAGUE_ENDING.search(p)]
        if vague:
            yield Finding(file.path, 1, f'"{vague[0]}" says nothing; name the file after the thing it is about', "file-names")


RULES = [readme, feature_files, file_names]
