"""All rules, in the order they report."""
import layers
import manifests
import shape
import sizes
import tables
import words

ALL = [*manifests.RULES, *layers.RULES, *tables.RULES, *sizes.RULES, *shape.RULES, *words.RULES]
NAMES = [rule.__name__.replace("_", "-") for rule in ALL]


def check(tree):
    findings = {finding for rule in ALL for finding in rule(tree)}
    return sorted(findings, key=lambda f: (f.path, f.line, f.text))
