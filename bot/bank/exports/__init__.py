"""The formats in which questions leave: one module each, and the HTML that some of them hold."""
