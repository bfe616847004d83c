"""`python -m bot`, the same as the command `repaso`."""

from bot.cli import main

main()
