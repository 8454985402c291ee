"""Every answer to a worked query; the modules that give them are read for that alone."""

from tests.system import worked_offices, worked_press
from tests.system.worked import ANSWERS

__all__ = ["ANSWERS", "worked_offices", "worked_press"]
