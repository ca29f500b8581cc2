"""Files that leave and come back: catalogues in PO and what follows."""
