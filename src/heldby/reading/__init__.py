"""From a report to its mentions and claims: pure, no store, no network; same text, same claims."""
