"""The papers of the cabinet: each a dataclass that says what it wants, and a function that prints it."""
