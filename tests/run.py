"""`make test`: the whole suite, on each database that there is; what is missing is named."""

import os
import shutil
import subprocess
import sys

import psycopg

CI = os.environ.get("CI") == "true"
LOCAL = "postgresql:///postgres"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Run pytest on SQLite, and again on PostgreSQL without the browser; return its status."""
    missing = []
    postgres = _postgres()
    if postgres is None:
        missing.append("PostgreSQL does not answer (TEST_POSTGRES_URL or the local socket)")
    if not any(map(shutil.which, CHROMIUM)):
        missing.append("Chromium is not installed: browser tests are skipped")
    for line in missing:
        print(f"Missing: {line}.", flush=True)
    if missing and CI:
        return 1
    status = _pytest("SQLite", {})
    if postgres is not None and status == 0:
        status = _pytest("PostgreSQL", {"TEST_DATABASE_URL": postgres}, "-m", "not browser")
    return status


def _pytest(name: str, environ: dict[str, str], *arguments: str) -> int:
    print(f"On {name}:", flush=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        *arguments,
        *sys.argv[1:],
    ]
    return subprocess.run(command, env=os.environ | environ, check=False).returncode


def _postgres() -> str | None:
    url = os.environ.get("TEST_POSTGRES_URL", LOCAL)
    try:
        with psycopg.connect(url, connect_timeout=3):
            return url
    except psycopg.Error:
        return None


if __name__ == "__main__":
    sys.exit(main())
