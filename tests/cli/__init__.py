"""The command line, in subprocesses."""
