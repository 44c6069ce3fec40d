"""Our own annotations of excerpts of real reports. They hold positions only: the texts stay where they are."""
