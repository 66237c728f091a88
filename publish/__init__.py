"""For everyone: is only ever given accepted entries."""
