"""Study materials 学习资料: the town's office provides the texts once, branches read, print and use them (notice 三(一))."""
