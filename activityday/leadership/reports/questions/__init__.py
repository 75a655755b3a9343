"""Questions instead of new forms (burden-2024): fixed fields of branches, members or activities, asked of the records."""
