"""The rules: pure functions over dates, numbers and small dataclasses, each citing its clause."""
