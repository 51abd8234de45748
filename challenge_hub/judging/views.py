"""Pages of this package."""

from flask import Blueprint

bp = Blueprint("judging", __name__)
