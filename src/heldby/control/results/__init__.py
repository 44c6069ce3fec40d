"""Turn posteriors into records of places, and derive changes, shares of territory and imputed places from them."""
