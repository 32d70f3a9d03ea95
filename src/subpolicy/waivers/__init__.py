"""Known faults: what somebody accepted for a time, and what was there at adoption."""
