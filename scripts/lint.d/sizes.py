"""Sizes of hand-written files."""
from statistics import median, quantiles

from tree import Finding

LIMIT = 350
TEST_LIMIT = 500
KINDS = ("rs", "ts", "vue")


def written(tree):
    return [f for f in tree.files if f.ext in KINDS and not f.is_generated and f.text.strip()]


def file_size(tree):
    for file in written(tree):
        limit = TEST_LIMIT if file.is_test else LIMIT
        if file.length > limit:
            text = f"{file.length} lines, at most {limit}; split it by what it is about"
            yield Finding(file.path, limit + 1, text, "file-size")


def line(kind, files):
    lengths = [f.length for f in files]
    p90 = quantiles(lengths, n=10)[-1] if len(lengths) > 1 else lengths[0]
    largest = max(files, key=lambda f: f.length)
    return f"sizes: {kind}: {len(files)} files, median {median(lengths):.0f}, p90 {p90:.0f}, largest {largest.length} ({largest.path})"


def summary(tree):
    files = written(tree)
    groups = [(f".{kind}", [f for f in files if f.ext == kind]) for kind in KINDS]
    return "\n".join(line(kind, group) for kind, group in [("all", files), *groups] if group) or "sizes: no files"


RULES = [file_size]
