"""The blueprint that every route of the API stands in."""

from flask import Blueprint

blueprint = Blueprint("api", __name__, url_prefix="/api")
