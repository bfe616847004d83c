"""Pictures that the bot draws, with Pillow."""
