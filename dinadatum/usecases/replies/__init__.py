"""What people answer: stored as it came, read, and done."""
