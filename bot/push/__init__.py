"""Questions that come by themselves: claimed when they are due, sent at the platform's pace."""
