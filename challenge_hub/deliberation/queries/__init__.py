"""Questions of the sitting jury, each for those who may be in the room."""
