"""The room's blueprint."""

from flask import Blueprint

bp = Blueprint("lessons", __name__, template_folder="../templates")
