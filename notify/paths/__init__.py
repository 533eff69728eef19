"""One file per matter. Each path is a function of a Life that lists the occasions of its key date."""
