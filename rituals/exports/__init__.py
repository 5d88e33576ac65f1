"""What a team takes with it: all of it from the command line, what each may read from Slack."""
