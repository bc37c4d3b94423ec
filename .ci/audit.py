"""Known holes in what is depended on; what nobody could look up is said, and is no fault."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

LOCKED = ".ci/requirements.txt"
ASKED = ("pip-audit", "-f", "json", "--disable-pip", "--no-deps", "-r", LOCKED)
UNAUDITED = "dependencies are not audited"


def main() -> int:
    if shutil.which(ASKED[0]) is None:
        print(f"pip-audit is not here: {UNAUDITED}")
        return 0
    try:
        ran = subprocess.run(ASKED, capture_output=True, text=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        print(f"no list of known holes answers: {UNAUDITED}")
        return 0
    try:
        asked = json.loads(ran.stdout)["dependencies"]
    except ValueError:
        why = ran.stderr.strip().splitlines() or ["pip-audit said nothing"]
        print(f"{why[-1]}: {UNAUDITED}")
        return 0
    known = [each for each in asked if "skip_reason" not in each]
    holes = [(each, hole) for each in known for hole in each["vulns"]]
    for each, hole in holes:
        mended = ", ".join(hole["fix_versions"]) or "no version yet"
        print(f"{each['name']} {each['version']}: {hole['id']}, mended in {mended}")
    print(f"{len(known)} of {len(asked)} dependencies audited, {len(holes)} known holes")
    if len(known) < len(asked):
        print(f"no list of holes is reached for the other {len(asked) - len(known)}")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
