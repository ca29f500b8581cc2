"""Machine translation: engines, the chain that asks them, chunking, and the way of inline codes through them."""
