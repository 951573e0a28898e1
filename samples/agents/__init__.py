"""People install agents; every installation runs one published version of an agent."""
