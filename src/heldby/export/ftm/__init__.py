"""The record as FollowTheMoney entities, for Aleph, OpenAleph and the other tools that read them."""
