"""Tools for the person who keeps a table of error codes: read, render, check and compare it."""
