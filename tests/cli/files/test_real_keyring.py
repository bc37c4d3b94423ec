"""The key in a real keyring of the system: GNOME Keyring, on a bus and in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

BUS, DAEMON = "dbus-run-session", "gnome-keyring-daemon"
SESSION = f"""
echo secret | {DAEMON} --unlock --components=secrets >/dev/null
mtdesk() {{ "$PYTHON" -m mtdesk "$@" </dev/null; }}
set -e
mtdesk log ana swedish 60m 90 card --yes
mtdesk encrypt --keyring --yes
head -c 6 "$MTDESK_DB" | grep -v SQLite
mtdesk log ana 30m 45 cash
mtdesk passphrase --keyring
mtdesk doctor
echo locking
"$PYTHON" -c "import secretstorage as s; s.get_default_collection(s.dbus_init()).lock()"
mtdesk sessions
"""


@pytest.mark.skipif(not (shutil.which(BUS) and shutil.which(DAEMON)), reason="needs GNOME Keyring")
def test_a_keyring_of_the_system_keeps_the_key(tmp_path):
    for name in ("home", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    ran = subprocess.run(
        [BUS, "--", "bash", "-c", SESSION],
        env={
            **{key: each for key, each in os.environ.items() if not key.startswith("DISPLAY")},
            "HOME": str(tmp_path / "home"),
            "XDG_DATA_HOME": str(tmp_path / "home"),
            "XDG_RUNTIME_DIR": str(tmp_path / "run"),
            "PYTHON": sys.executable,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    before, _, after = ran.stdout.partition("locking\n")
    assert "opened by its keyring" in before, ran.stderr
    assert (ran.returncode, after) == (3, ""), ran.stderr
    assert "the system's keyring does not give its key" in ran.stderr
