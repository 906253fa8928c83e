"""From the texts of a submission to marks: answers are read, matched to cells, marked and explained."""
