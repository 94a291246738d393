"""What it amounts to: intervals, words, areas, judgements."""
