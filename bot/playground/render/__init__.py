"""Block Kit to HTML, as pure functions: nothing here knows the world, the routes or the network."""
