"""The domain of Localize: articles, editions, releases. No Flask and no Celery; usable from a plain script."""
