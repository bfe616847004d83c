"""What a learner can do: one file for each action, and the desk that all of them pass."""
