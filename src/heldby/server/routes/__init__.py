"""The routes of the API, one module for each kind of record.

The `name` of a route is its published operationId. It stays the same when the function is renamed.
"""
