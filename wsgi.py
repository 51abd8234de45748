"""What a WSGI server loads: granian --interface wsgi wsgi:app, or gunicorn wsgi:app."""

from challenge_hub.app import create_serving_app

app = create_serving_app()
