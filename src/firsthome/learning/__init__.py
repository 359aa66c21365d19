"""What is learned: briefings and what a reader makes of them; learning across records comes later."""
