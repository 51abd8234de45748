"""The demonstration: everything a newcomer needs, in one folder, on this machine alone.

Its app is the ordinary one with two things more, which no setting switches on elsewhere: *doors*, by which a visitor
takes the role of somebody in the example with one click, and a *mailbox* that holds every mail the platform sent.
"""
