"""What people decide about claims, places and events, and how it applies. Pure: no store, no network."""
