"""Many cases at once: what ends, numbers, what is missing, what didn't reach anybody."""
