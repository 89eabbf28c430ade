"""`make walk`: the walk and the canaries alone, ending with their numbers in one line."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = ("tests/architecture/test_walk.py", "tests/architecture/test_canaries.py")


def main() -> int:
    """Run both tests and print what they counted; `--write` writes the walk's table anew."""
    with tempfile.NamedTemporaryFile("r", suffix=".jsonl") as told:
        environ = os.environ | {"STAFFROOM_WALK": told.name}
        if "--write" in sys.argv:
            environ["STAFFROOM_WALK_WRITE"] = "1"
        command = [sys.executable, "-m", "pytest", "-p", "no:randomly", *TESTS]
        status = subprocess.run(command, env=environ, check=False).returncode
        numbers: dict[str, int] = {}
        for line in told:
            numbers |= json.loads(line)
    print(" ".join(f"{name}={number}" for name, number in numbers.items()))
    return status


def tell(**numbers: int) -> None:
    """Write down what a test counted, for the line at the end."""
    if path := os.environ.get("STAFFROOM_WALK"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(numbers) + "\n")


if __name__ == "__main__":
    sys.exit(main())
