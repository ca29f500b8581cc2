"""Translation memory: match values and scoring."""
