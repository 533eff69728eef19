"""The daily look and what it leads to: what is due, what waited, what is derived, and the same look played ahead."""
