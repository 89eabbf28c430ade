"""`flask doctor` names what is wrong, and how to mend it."""

from dataclasses import replace

import pytest

from app.cli.doctor import CHECKS


def mend(config, **settings):
    return CHECKS["mail"](replace(config, **settings))


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000", "http://demo.localhost"],
)
def test_the_mailbox_of_a_demo_on_this_machine_is_well(config, address):
    assert mend(config, base_url=address) is None


@pytest.mark.parametrize(
    "address",
    ["https://staffroom.example", "http://192.168.1.7:8000", "http://localhost.example.org"],
)
def test_a_mailbox_that_others_reach_is_wrong(config, address):
    assert "/dev/mail: set MAIL_URL" in mend(config, base_url=address)


def test_the_doctor_looks_at_all_and_says_what_is_wrong(app, config, monkeypatch):
    monkeypatch.setitem(app.config, "STAFFROOM", replace(config, base_url="https://a.example"))

    with app.app_context():
        said = app.test_cli_runner().invoke(args=["doctor"])

    assert said.exit_code == 1
    assert "WRONG  mail: everybody's mail" in said.output
    assert all(name in said.output for name in CHECKS)
