"""The blueprint that all pages of this package hang on."""

from flask import Blueprint

bp = Blueprint("results", __name__)
