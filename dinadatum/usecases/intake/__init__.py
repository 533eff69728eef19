"""What comes in from files and pasted rows."""
