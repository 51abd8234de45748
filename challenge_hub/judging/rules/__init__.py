"""How points become places, exactly: settings and sheets go in, a ranking comes out.

`scoring` holds the settings of a round, `sheets` what a juror gave, `averages` and `rounding` the arithmetic,
`tally` what is counted up for one solution, `ties` the tie rules, `places` the ranking. Everything is
computed with whole-number fractions and leaves as `Decimal`: no float, no hidden precision, and no clock,
chance or database.
"""
