"""Pages of talks and cases: for those who may see them, and every look is logged."""
