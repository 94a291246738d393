"""Real inspection files, kills and crashes."""
