"""Agendascope: meeting reports in; meetings, agenda items and what they add up to out."""
