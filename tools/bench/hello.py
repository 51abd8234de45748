"""The reference of every figure: a bare Flask app with one route and no hooks."""

from flask import Flask


def create_app() -> Flask:
    app = Flask("hello")

    @app.get("/")
    def hello() -> str:
        return "Hello"

    return app
