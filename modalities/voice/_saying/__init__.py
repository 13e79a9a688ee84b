"""What people say for what they write: one kind of writing a file, and ``said.toml`` for the words to look up."""
