"""The one blueprint of the jury's pages. None of them is public; none is kept."""

from flask import Blueprint

bp = Blueprint("judging", __name__)
