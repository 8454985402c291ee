"""Turns a composed snapshot into the files that people open: DOCX, PDF, XLSX and mail, all with one content."""

from include.reporting.render.files import render

__all__ = ["render"]
