"""The one blueprint of the sitting jury's pages. None of them is public; none is kept."""

from flask import Blueprint

bp = Blueprint("deliberation", __name__)
