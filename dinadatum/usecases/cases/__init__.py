"""One person's case: what a page shows of it, its tasks, messages by hand, and who is responsible for it."""
