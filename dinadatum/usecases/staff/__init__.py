"""Those who work with the register: log-ins, what they may see, and the log of what they saw."""
