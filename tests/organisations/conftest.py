"""People and organisations as these tests need them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts.models import Person
from tests.cast import sign_in

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def signed_in(app: Flask, session: scoped_session[Any], client: FlaskClient) -> SignIn:
    """A client of its own for each person."""

    def as_person(person: Person) -> FlaskClient:
        own = app.test_client()
        sign_in(own, person)
        return own

    return as_person
