"""The door: a package a feature, with its commands, questions and rules."""
