"""Claims, reports and places in the form in which the page and the API show them."""
