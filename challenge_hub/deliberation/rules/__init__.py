"""Pure rules of sittings and of the trial scoring, one file for each thing."""
