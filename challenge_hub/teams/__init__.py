"""A team (Team): people who answer a challenge together, for themselves or for an organisation."""
