"""The simulated people and where their work comes from; decoration with names, too."""
