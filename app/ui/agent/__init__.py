"""What an agent works with: state control, my work, offers, call bar, card, wrap-up, phone."""
