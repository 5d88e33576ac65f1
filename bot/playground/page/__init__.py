"""The playground's page: `routes.make_page` gives the blueprint, everything else draws what it shows."""
