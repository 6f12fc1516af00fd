"""Each rule must stay silent on a good tree and speak on a bad one."""
import tempfile
from pathlib import Path

import allow
import rules
from seeds import FINE, GOOD, SEEDS
from tree import Tree


def plant(root: Path, files: dict):
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


def findings(files: dict):
    with tempfile.TemporaryDirectory(prefix="lint-") as folder:
        plant(Path(folder), {**GOOD, **files})
        tree = Tree(Path(folder))
        return allow.split(tree, rules.check(tree))[0]


def run() -> int:
    faults = [f"a good tree is blamed: {f}" for f in findings({})]
    for what, files in FINE:
        faults += [f"{what} is blamed: {f}" for f in findings(files)]
    for rule, path, files in SEEDS:
        found = findings(files)
        if not any(f.rule == rule and f.path == path for f in found):
            faults.append(f"{rule} does not see the fault planted in {path}: {list(files.values())[0].strip()[-80:]!r}")
        faults += [f"planting for {rule} in {path} also gives: {f}" for f in found if f.rule != rule]
    proven = {rule for rule, _, _ in SEEDS}
    faults += [f"no seeded fault proves {name}" for name in rules.NAMES if name not in proven]
    for fault in faults:
        print(f"lint self-test: {fault}")
    print(f"lint self-test: {len(rules.NAMES)} rules, {len(SEEDS)} seeded faults, {len(FINE)} allowed cases, {len(faults)} wrong")
    return 1 if faults else 0
