"""From mentions to claims: candidates, roles, status, evidence span, confidence."""
