"""The engine that `DATABASES` names."""
