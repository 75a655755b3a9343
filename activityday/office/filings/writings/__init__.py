"""Local implementation plans 实施方案 filed with the county, and experience summaries 经验总结 that the town shares (notice 末)."""
