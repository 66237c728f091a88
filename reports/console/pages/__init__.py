"""The pages of the desk, one module each; a module offers one PAGE."""
