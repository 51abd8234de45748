"""Questions about votes: `rooms` for those who run one, `ballots` for who holds a code, `counted` for the awards."""
