"""Demos and the other meetings: planned, shown, asked, attended, reminded of, looked back on."""
