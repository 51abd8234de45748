"""Organisations (Organisation): municipalities and others who open calls, pose challenges or send teams.

A municipality is an organisation with an official key. Knows nothing of calls.
"""
