"""The demo's mailbox page."""

from app.accounts import actions


def test_the_demo_shows_its_mail_with_links_to_follow(client, mails, run_jobs, amina):
    assert "No mail yet" in client.get("/dev/mail").main
    actions.forget_password(amina.email)
    run_jobs()

    page = client.get("/dev/mail")

    assert "Choose a new password for Staffroom" in page.main
    assert f"To {amina.email}" in page.main
    assert page.response.headers["Cache-Control"] == "no-store"
    link = next(link for link in page.links.values() if "/password/" in link)
    assert client.get(link.removeprefix("http://localhost")).h1 == "Choose a new password"
