"""Machine translation: engines, the chain that asks them, chunking, and the way of inline codes through them."""

from localize.mt.factory import EngineReadiness, build_engines, engine_readiness

__all__ = ["EngineReadiness", "build_engines", "engine_readiness"]
