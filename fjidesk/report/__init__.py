"""What is printed: content first (pure), then pages; ``pdf`` alone knows reportlab."""
