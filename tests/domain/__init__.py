"""The program against published figures."""
