"""How fast First Home is, printed beside what plain SQL takes for the same rows in the same run."""
