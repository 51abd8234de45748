"""The addresses of this package."""

from flask import Blueprint

bp = Blueprint("calls", __name__)
