"""Malformed input for every reader and grammar: nothing but an error of ours may come out."""
