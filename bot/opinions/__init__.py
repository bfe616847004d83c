"""Second opinions by a language model, beside everything else: nothing waits for one, and nothing needs one."""
