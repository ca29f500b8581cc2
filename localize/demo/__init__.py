"""Sample articles, memory and termbase that ``localize up --demo`` starts with. Original texts, invented places."""

from localize.demo.content import DemoArticle, DemoPair, demo_articles, demo_locales, demo_memory, demo_terms

__all__ = ["DemoArticle", "DemoPair", "demo_articles", "demo_locales", "demo_memory", "demo_terms"]
