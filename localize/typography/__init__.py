"""Typography per locale: what is put right in drafts, visibly and reversibly."""
