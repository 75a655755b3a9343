"""What is typed about service."""
