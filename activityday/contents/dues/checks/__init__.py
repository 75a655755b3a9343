"""What may be done now, and the sentence if not."""
