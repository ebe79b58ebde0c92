"""What stands in each document: one module a kind, from the store's queries to an outline."""
