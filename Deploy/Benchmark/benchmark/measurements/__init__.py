"""One file for each measurement; each takes one turn in every round."""
