"""The routes of the API, one module for each kind of record.

A route's `name` is its published operationId. It stays as first published when the function is renamed.
"""
