"""The command press: one module a command group."""
