"""Full-text and spatial indexes and their maintenance."""
