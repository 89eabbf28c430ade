"""What somebody sent when their session had ended: kept until they are signed in again.

It travels through the sign-in page as one sealed field and comes back as a form that its author
sends once more. Only what one of our own pages sent is kept: the token of its form proves that,
or, where the token went with the session, the browser's word on where the form was.
"""

from dataclasses import astuple, dataclass

from flask import current_app, make_response, redirect, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from app.accounts import destinations
from app.accounts.forms import SignInForm
from app.accounts.pages import page
from app.kernel.urls import url
from app.kernel.web import READING

SECRETS = frozenset({"csrf_token", "password", "current", "sent"})
MOST = 400_000
"""The longest seal: with the rest of the sign-in form it stays within what Flask takes."""


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form as it was sent, without its files and passwords."""

    address: str
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def seal(self) -> str:
        """The form as a text that only we can make; empty when it says nothing, or too much."""
        sealed = str(_sealer().dumps(astuple(self))) if self.fields else ""
        return sealed if len(sealed) <= MOST else ""


def of_request() -> SentForm:
    """Return what this request sends."""
    typed = [(name, value) for name, value in request.form.items(multi=True)]
    fields = [(name, value) for name, value in typed if name not in SECRETS]
    had_files = any(file.filename for file in request.files.values())
    return SentForm(destinations.this_page(), fields, had_files)


def brought() -> SentForm | None:
    """Return what came along with the sign-in form, if it was sealed here."""
    try:
        return SentForm(*_sealer().loads(request.form.get("sent", "")))
    except BadSignature:
        return None


def sign_in_first(sent: SentForm) -> Response:
    """Ask a visitor to sign in, and bring what they sent or wanted to read through it."""
    if not sent.seal:
        here = sent.address if request.method in READING else None
        return redirect(url("accounts.sign_in", next=here), 303)
    body, _ = page("sign_in", SignInForm(formdata=None), seal=sent.seal)
    return _unstored(body, 401)


def send_again(sent: SentForm, status: int = 200) -> Response:
    """Ask the person, who is signed in now, to send it once more."""
    body, _ = page("send_again", sent=sent)
    return _unstored(body, status)


def _unstored(body: str, status: int) -> Response:
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="sent form")
