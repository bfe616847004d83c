"""Discord's edge: gateway events in, messages out."""
