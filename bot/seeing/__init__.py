"""What the program tells of itself while it works: which update or delivery it is at, and how often and how fast."""
