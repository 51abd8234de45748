"""What kinds of organisation there are."""

from enum import StrEnum


class Kind(StrEnum):
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    ASSOCIATION_OF_MUNICIPALITIES = "association-of-municipalities"
    STATE = "state"
    FEDERATION = "federation"
    PUBLIC_BODY = "public-body"
    COMPANY = "company"
    START_UP = "start-up"
    REGISTERED_ASSOCIATION = "registered-association"
    UNIVERSITY = "university"
    INITIATIVE = "initiative"


class Seat(StrEnum):
    """What a person is in an organisation. An owner also decides who else has a seat."""

    OWNER = "owner"
    OFFICER = "officer"
