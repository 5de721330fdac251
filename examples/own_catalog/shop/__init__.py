"""A shop whose API has error codes of its own."""
