"""Rules over the words of text files."""
import re

from tree import Finding

CODE = {"rs", "ts", "vue", "js", "mjs"}
PROSE = {"md", "html", "css", "sql", "toml"}
STYLE = {"css", "vue", "html"}
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
SCRIPT_ESCAPES = re.compile(r"\bas any\b(?!\s+(?!as\b)[a-z])|@ts-(?:ignore|nocheck)\b")
DEBUG = re.compile(r"\bdbg!\s*\(")
BRITISH = re.compile(r"centre", re.I)
PIXELS = re.compile(
    r"\bfont-size\s*:\s*[^;]*?\d(?:\.\d+)?px|\bfont\s*:\s*[^;]*?\d(?:\.\d+)?px|--(?:font|text)-size[\w-]*\s*:\s*[^;]*?\dpx|\bfontSize\s*:\s*['\"`]?\d[\d.]*px"
)
MACHINE = re.compile(r"(?<![\w})\]*-])/(?:work|home|root|Users)/\w|(?<![\w})\]*-])/tmp/lx\b")
HOSTS = re.compile(
    r"\b(?:registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)|(?:static|index)\.crates\.io|(?:deb|security)\.debian\.org"
    r"|files\.pythonhosted\.org|pypi\.org/simple|proxy\.golang\.org)\b"
)
RESOLVED = re.compile(r'"resolved": "http')
PAGE = re.compile(r"(?<![\w./*-])(?:\.{0,2}/)*(?:[\w-]+/)*([\w-]+\.md)\b")
OTHERS_PAGES = {"CHANGELOG.md", "LICENSE.md"}


def is_ours(file):
    """The lint texts spell out what they forbid."""
    return not file.path.startswith("scripts/lint")


def hits(tree, kinds, pattern):
    for file in tree.files:
        if file.ext in kinds and is_ours(file) and not file.is_generated:
            for m in pattern.finditer(file.text):
                yield file, file.at(m.start()), m


def unfinished(tree):
    for file, line, m in hits(tree, CODE | PROSE, UNFINISHED):
        yield Finding(file.path, line, f'"{m[0]}": finish it or write an issue', "unfinished")
    for file, line, _ in hits(tree, {"rs"}, DEBUG):
        yield Finding(file.path, line, "dbg! is for the moment of debugging", "unfinished")


def type_escapes(tree):
    for file, line, m in hits(tree, {"ts", "vue", "js", "mjs"}, SCRIPT_ESCAPES):
        yield Finding(file.path, line, f'"{m[0]}" switches the type check off; give it a type', "type-escapes")


def spelling(tree):
    seen = set()
    in_web = [f for f in tree.files if f.path.startswith("web/src/") and not f.is_generated]
    rest = [f for f in tree.files if f.ext in CODE | {"md", "sql"} and is_ours(f) and not f.is_generated]
    for file in [*in_web, *rest]:
        for m in BRITISH.finditer(file.text):
            line = file.at(m.start())
            if (file.path, line) not in seen:
                seen.add((file.path, line))
                yield Finding(file.path, line, '"centre" is written "center" here', "spelling")


def pixel_fonts(tree):
    for file, line, m in hits(tree, STYLE | {"ts"}, PIXELS):
        text = f'"{m[0].strip()}": letters grow with the reader\'s setting; use rem or a size of the design'
        yield Finding(file.path, line, text, "pixel-fonts")


def machine_paths(tree):
    for file in tree.files:
        if is_ours(file) and file.name not in {"Cargo.lock", "package-lock.json"}:
            for m in MACHINE.finditer(file.text):
                yield Finding(file.path, file.at(m.start()), f'"{m[0]}…" is a path of one machine', "machine-paths")


def registry_hosts(tree):
    for file in tree.files:
        if not is_ours(file):
            continue
        if file.name == "package-lock.json" and RESOLVED.search(file.text):
            line = file.at(RESOLVED.search(file.text).start())
            text = "the lock file names the host its packages came from; set omit-lockfile-registry-resolved=true in .npmrc"
            yield Finding(file.path, line, text, "registry-hosts")
            continue
        for m in HOSTS.finditer(file.text):
            yield Finding(file.path, file.at(m.start()), f"{m[0]} is a registry host; name the package instead", "registry-hosts")


def named_pages(tree):
    pages = {f.name for f in tree.files if f.ext == "md"} | OTHERS_PAGES
    for file, line, m in hits(tree, CODE | PROSE, PAGE):
        if m[1] not in pages:
            yield Finding(file.path, line, f"{m[1]} is not in this repository", "named-pages")


RULES = [unfinished, type_escapes, spelling, pixel_fonts, machine_paths, registry_hosts, named_pages]
