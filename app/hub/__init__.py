"""The hub: HTTP and event stream in front of the door, and the workers that join adapters to it."""
