"""Gets bytes, politely; knows nothing of phone numbers and needs no database."""
