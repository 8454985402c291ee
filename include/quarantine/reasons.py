"""Why a record is quarantined; a member is never renamed, since the ledger and the marts keep its value."""

from enum import StrEnum
from typing import Literal

Owner = Literal["data_engineer", "clerk"]


class QuarantineReason(StrEnum):
    """One member per cause; the order within articles is the order in which a cause names the record."""

    # Articles
    UNKNOWN_OUTLET = "unknown_outlet"
    WRONG_CHARSET = "wrong_charset"
    TEXT_EMPTY = "text_empty"
    MISSING_TITLE = "missing_title"
    MISSING_PUBLISHED_DATE = "missing_published_date"
    PUBLISHED_IN_FUTURE = "published_in_future"
    PUBLISHED_ABSURDLY_EARLY = "published_absurdly_early"
    PUBLISHED_BEFORE_LICENCE = "published_before_licence"
    LANGUAGE_NOT_VIETNAMESE = "language_not_vietnamese"
    TEXT_TOO_SHORT = "text_too_short"
    DUPLICATE_TITLE = "duplicate_title"
    OUTSIDE_CONTRACT = "outside_contract"

    # Registers: a value
    VALUE_MISSING = "value_missing"
    FORMULA = "formula"
    TEXT_UNREADABLE = "text_unreadable"
    LEGACY_FONT = "legacy_font"
    DATE_UNREADABLE = "date_unreadable"
    NUMBER_UNREADABLE = "number_unreadable"
    YES_NO_UNREADABLE = "yes_no_unreadable"
    CHOICE_UNKNOWN = "choice_unknown"
    PATTERN_BROKEN = "pattern_broken"
    VALUE_OUT_OF_RANGE = "value_out_of_range"
    ROW_TOO_LONG = "row_too_long"

    # Registers: a row among others
    DATES_REVERSED = "dates_reversed"
    DATE_MISSING = "date_missing"
    DUPLICATE_ROW = "duplicate_row"
    CONFLICTING_ROW = "conflicting_row"
    DOMAIN_LICENSED_TWICE = "domain_licensed_twice"

    # Registers: what the product must not keep
    INDIVIDUAL_REFUSED = "individual_refused"
    PERSON_NAMED = "person_named"
    PRIVATE_ADDRESS = "private_address"

    # Registers: a whole sheet or file
    HIDDEN_SHEET = "hidden_sheet"
    FILE_REPEATED = "file_repeated"


HINTS: dict[QuarantineReason, str] = {
    QuarantineReason.UNKNOWN_OUTLET: "Add the outlet's profile or licence and admit the day again; or discard.",
    QuarantineReason.WRONG_CHARSET: "Set legacy_charset in the profile and re-extract the day; or discard.",
    QuarantineReason.TEXT_EMPTY: "Add a layout to the profile and re-extract the day; release a picture or video item.",
    QuarantineReason.MISSING_TITLE: "Add a layout to the profile and re-extract the day; or discard.",
    QuarantineReason.MISSING_PUBLISHED_DATE: "Repair published_at as the page shows it; or add a layout; or discard.",
    QuarantineReason.PUBLISHED_IN_FUTURE: "Repair published_at as the page shows it; or discard.",
    QuarantineReason.PUBLISHED_ABSURDLY_EARLY: "Repair published_at as the page shows it; or discard.",
    QuarantineReason.PUBLISHED_BEFORE_LICENCE: "Correct issued_on in licences; repair published_at; or release.",
    QuarantineReason.LANGUAGE_NOT_VIETNAMESE: "Discard; or release when the outlet is licensed for that language.",
    QuarantineReason.TEXT_TOO_SHORT: "Release a short notice or video item; or add a layout and re-extract.",
    QuarantineReason.DUPLICATE_TITLE: "Discard; or release when both articles are genuine.",
    QuarantineReason.OUTSIDE_CONTRACT: "Read docs/landing.md for the column; fix the writer and re-extract.",
    QuarantineReason.VALUE_MISSING: "Fill the cell in the register; or repair the column.",
    QuarantineReason.FORMULA: "Paste the cell as a value: formulas are never computed.",
    QuarantineReason.TEXT_UNREADABLE: "Save the file as CSV UTF-8 or XLSX with the cell as text; or repair the column.",
    QuarantineReason.LEGACY_FONT: "Convert the text from TCVN3 to Unicode in the register; or repair the column.",
    QuarantineReason.DATE_UNREADABLE: "Write the date as dd/mm/yyyy; or repair the column.",
    QuarantineReason.NUMBER_UNREADABLE: "Write the number with digits alone; or repair the column.",
    QuarantineReason.YES_NO_UNREADABLE: "Write có or không; or repair the column.",
    QuarantineReason.CHOICE_UNKNOWN: "Choose one of the listed words; or repair the column.",
    QuarantineReason.PATTERN_BROKEN: "Write the value as the example shows; or repair the column.",
    QuarantineReason.VALUE_OUT_OF_RANGE: "Correct the figure; or repair the column.",
    QuarantineReason.ROW_TOO_LONG: "Quote values with commas, or remove what stands under no column.",
    QuarantineReason.DATES_REVERSED: "Correct the dates; or repair one of the columns.",
    QuarantineReason.DATE_MISSING: "Write the date on which it was done, or empty the column that says so.",
    QuarantineReason.DUPLICATE_ROW: "Remove one of the equal rows; or discard.",
    QuarantineReason.CONFLICTING_ROW: "Keep the row that is right and remove the other; or repair the key.",
    QuarantineReason.DOMAIN_LICENSED_TWICE: "Correct the domain or the dates of one of the two licences; or release.",
    QuarantineReason.INDIVIDUAL_REFUSED: "Remove the row: the register holds organisations alone.",
    QuarantineReason.PERSON_NAMED: "Write the role or office instead of the name; or repair the column.",
    QuarantineReason.PRIVATE_ADDRESS: "Write the work address; or repair the column.",
    QuarantineReason.HIDDEN_SHEET: "Unhide the sheet if it belongs to the register, else delete it.",
    QuarantineReason.FILE_REPEATED: "Remove one of the two equal files.",
}

RELEASABLE = frozenset(
    {
        QuarantineReason.WRONG_CHARSET,
        QuarantineReason.TEXT_EMPTY,
        QuarantineReason.MISSING_TITLE,
        QuarantineReason.PUBLISHED_BEFORE_LICENCE,
        QuarantineReason.LANGUAGE_NOT_VIETNAMESE,
        QuarantineReason.TEXT_TOO_SHORT,
        QuarantineReason.DUPLICATE_TITLE,
        QuarantineReason.DOMAIN_LICENSED_TWICE,
    }
)
"""Reasons under which a record may pass as it is; all others need a repair, a fix at the source, or a discard."""
