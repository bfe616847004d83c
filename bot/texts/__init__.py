"""Every sentence the bot says, in Spanish and English."""
