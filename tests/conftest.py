"""How hypothesis looks for examples: the same ones at every run of the gates, others when exploring."""

from hypothesis import settings

settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("gate")
