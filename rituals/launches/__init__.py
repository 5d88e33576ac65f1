"""Launches: one plan for marketing, product and sales, with owners and dates counted back from the day."""
