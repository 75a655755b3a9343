"""How a worked example is run: rule name → what comes out of its facts; a file for each subject of the rulebook."""
