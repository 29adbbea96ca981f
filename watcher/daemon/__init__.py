"""The daemon: one loop that looks, takes in and tells; signals, schedules, the service manager."""
