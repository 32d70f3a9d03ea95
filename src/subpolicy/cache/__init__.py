"""What earlier runs came to, kept beside the user's other caches: never a verdict of its own."""
