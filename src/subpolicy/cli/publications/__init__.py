"""The outputs of ``subpolicy publish``, one module each."""
