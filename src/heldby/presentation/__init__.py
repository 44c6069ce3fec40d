"""Claims, reports and places in the form that the page and the API show them."""
