"""Staff are told at once of people who wait for them and of messages that were not answered."""
