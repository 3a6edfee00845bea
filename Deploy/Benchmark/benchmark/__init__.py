"""The orchestration of Deploy/bench."""
