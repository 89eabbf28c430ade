"""The room's blueprint and its addresses."""

from flask import Blueprint

bp = Blueprint("discussions", __name__, template_folder="../templates")

PLACE = "/<locale:locale>/<portal:portal>/discussions"
