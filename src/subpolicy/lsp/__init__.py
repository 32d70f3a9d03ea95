"""The registry in an editor: what the language server says, and the server itself."""
