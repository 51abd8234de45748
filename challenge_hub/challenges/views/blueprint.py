"""The one blueprint of the views of this package."""

from flask import Blueprint

bp = Blueprint("challenges", __name__)
