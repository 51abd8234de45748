"""What people do with organisations: founding and asking, answering, inviting, seats, the profile."""
