"""From a planned row to a settled one: words, address, call, receipt, and what nobody knows."""
