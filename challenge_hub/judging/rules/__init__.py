"""How points become places: settings and sheets go in, a ranking comes out. No clock, no chance, no database.

The exact methods: `scoring` holds the settings of a round, `sheets` what a juror gave, `averages` and `rounding` the
arithmetic, `tally` what is counted up for one solution, `ties` the tie rules, `places` the ranking. Everything is
computed with whole-number fractions and leaves as `Decimal`: no float, no hidden precision.

Adjusted for severity: `observations` turns scores into arrays, `gibbs` draws from the model, `adjusted` says what
follows from the draws, `ranking` the same in its shortest form; `live` prepares one number per visit for it. On what
it says build `closeness` (too close to call), `contenders` (who gets the next reviews) and `diagnostics`; `parts`
tells whether jurors and solutions hang together. Here figures are floats, and the seed of all chance is an argument.
"""
