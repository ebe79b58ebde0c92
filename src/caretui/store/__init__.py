"""The store: one encrypted file, one write path, reads in plain SQL."""
