"""How fast it is, as ratios that one run prints: machines are noisy, and a ratio forgives that."""
