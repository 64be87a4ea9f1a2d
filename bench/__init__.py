"""Figures of speed and quality: what the README quotes, and the floors that `make quality` holds."""
