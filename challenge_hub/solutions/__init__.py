"""A solution (Lösung): what a team hands in for a challenge, with prototypes and files, kept in versions (Fassungen).

It knows its team and challenge. How a jury judges it, it does not know.
"""
