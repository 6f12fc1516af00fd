"""The allow list: `path pattern: regular expression`, matched against the line the finding points at."""
import re
from fnmatch import fnmatch

FILE = "scripts/lint-allow.txt"


def split(tree, findings):
    """Findings that stand, and the lines of the allow list that let nothing through."""
    lines = []
    if FILE in tree.by_path:
        for number, line in enumerate(tree.by_path[FILE].lines, 1):
            if line.strip() and not line.startswith("#"):
                path, _, pattern = line.partition(":")
                lines.append((number, path.strip(), re.compile(pattern.strip())))
    used, kept = set(), []
    for finding in findings:
        source = tree.by_path[finding.path].lines if finding.path in tree.by_path else []
        text = source[finding.line - 1] if finding.line <= len(source) else ""
        hits = [n for n, path, pattern in lines if fnmatch(finding.path, path) and pattern.search(text)]
        used.update(hits)
        if not hits:
            kept.append(finding)
    return kept, [n for n, _, _ in lines if n not in used]
