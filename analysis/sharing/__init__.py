"""What leaves the screen for other people, and who they are."""
