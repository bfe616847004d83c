"""The rules of studying: no I/O, no chat library, no SQL; time and chance are arguments."""
