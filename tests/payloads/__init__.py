"""Two projects from the same real records: in one every text field holds a payload, in the other a harmless token."""
