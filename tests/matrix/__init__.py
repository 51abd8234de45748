"""Who may knock where: hand-written tables of expected answers, one file for each package.

A row is `METHOD endpoint whose` and one status for each role, in the order of `cast.ROLES`; `*` stands for all of them.
`own` is the world in which the cast has its roles, `foreign` another one. POSTs are sent with an empty form: 422 is the
answer of an open door that wants more, 302 that of one that did it, 403 a refusal, 404 that there is nothing here.
ARGUMENTS name, for each endpoint with variables, where a world keeps their values.
"""
