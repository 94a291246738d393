"""Who there is: the lists, who is in which cohort, flags, and one child's file."""
