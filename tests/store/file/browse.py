"""A practice browsed with Datasette: `make test-datasette`.

Asks it a question each of the views, and that rows of other tables are shown by their names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

LINES = ("ana swedish 60m 90+15 card 2025-11-03", "ben 60m e6 80 unpaid 2025-11-04")


def main(datasette: str) -> int:
    with TemporaryDirectory() as folder:
        practice = Path(folder) / "practice.db"
        for line in LINES:
            subprocess.run(
                [sys.executable, "-m", "mtdesk", "log", line, "--yes"],
                env={**os.environ, "MTDESK_DB": str(practice), "MTDESK_BACKUPS": "off"},
                check=True,
                stdout=subprocess.DEVNULL,
            )

        def ask(page: str) -> list[dict[str, object]]:
            done = subprocess.run(
                [datasette, practice, "--get", f"/practice/{page}"],
                capture_output=True,
                text=True,
                check=True,
            )
            found: list[dict[str, object]] = json.loads(done.stdout)
            return found

        (owing,) = ask("outstanding_view.json?_shape=array")
        assert (owing["client"], owing["owed"]) == ("ben", 80)
        (month,) = ask("income_by_month.json?_shape=array")
        assert (month["month"], month["gross"], month["tips"]) == ("2025-11", 105, 15)
        (week,) = ask("load_by_week.json?_shape=array")
        assert (week["sessions"], week["hours"]) == (2, 2)
        (session,) = ask("sessions_view.json?_shape=array&client=ana")
        assert (session["service"], session["received"]) == ("Swedish", 105)
        first = ask("session.json?_shape=array&_labels=on")[0]
        assert first["client_id"] == {"value": 1, "label": "ana"}
        assert first["service_id"] == {"value": 1, "label": "Swedish"}
    sys.stdout.write("Datasette browses it\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
