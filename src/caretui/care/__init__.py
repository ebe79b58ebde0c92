"""The field's words and rules: pure functions, no input or output, nothing slow imported at the top."""
