"""Challenge Hub: municipalities pose problems in public, teams answer with prototypes, juries score them fairly."""

__version__ = "0.1.0"
