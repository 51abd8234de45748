"""Pages of this package."""

from flask import Blueprint

bp = Blueprint("teams", __name__)
