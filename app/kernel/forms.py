"""Forms: CSRF on every one, messages in the reader's language."""

from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from flask import Flask, g, session
from flask_wtf import CSRFProtect, FlaskForm
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from wtforms.i18n import get_builtin_gnu_translations

from app.kernel import i18n

csrf = CSRFProtect()


class _Translations:
    """WTForms' own messages: from its own catalogues, in the locale that is spoken now."""

    def gettext(self, message: str) -> str:
        return _catalogue(i18n.current().babel.language).gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return _catalogue(i18n.current().babel.language).ngettext(singular, plural, n)


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    return get_builtin_gnu_translations([language])


class Form(FlaskForm):
    """A form of the house: one class per task, in its room."""

    class Meta(FlaskForm.Meta):
        """Speak the reader's locale."""

        def get_translations(self, form: Any) -> _Translations:
            """Return what translates WTForms' messages."""
            return _Translations()

        def render_field(self, field: Any, render_kw: dict[str, Any]) -> Any:
            """Leave out the attributes that are None; WTForms would write the word."""
            given = {name: value for name, value in render_kw.items() if value is not None}
            return super().render_field(field, given)


class DailySigner(TimestampSigner):
    """Signs alike all day long: an unchanged page of a signed-in person is then not sent again."""

    def get_timestamp(self) -> int:
        """Return the beginning of the day."""
        day = 24 * 60 * 60
        return super().get_timestamp() // day * day


def init_app(app: Flask) -> None:
    """Refuse every unsafe request without a token; tokens live as long as the session."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    csrf.init_app(app)
    steady = URLSafeTimedSerializer(app.secret_key or "", "wtf-csrf-token", signer=DailySigner)

    @app.before_request
    def sign_token() -> None:
        """Prepare Flask-WTF's token, or its signature would make each page a new one."""
        if "csrf_token" in session:
            g.csrf_token = steady.dumps(session["csrf_token"])
