"""Pydantic models of the API's requests and responses, one module for each part of the API."""
