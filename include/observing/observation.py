"""The facts that are looked for on a page; never judged here."""

from enum import StrEnum


class Observation(StrEnum):
    """A fact that can be seen on a home page or an article; its value is the name used in every table."""

    # Home page: masthead, footer and sections
    PRODUCT_NAME = "product_name"
    ORGANISATION_NAME = "organisation_name"
    GOVERNING_BODY = "governing_body"
    CONTACT_ADDRESS = "contact_address"
    CONTACT_EMAIL = "contact_email"
    CONTACT_PHONE = "contact_phone"
    RESPONSIBLE_PERSON = "responsible_person"  # present or not, never the name
    LICENCE_NUMBER = "licence_number"
    LICENCE_DATE = "licence_date"
    LICENCE_ISSUER = "licence_issuer"
    LICENCE_CODE = "licence_code"
    SELF_LABEL = "self_label"
    MAGAZINE_WORD = "magazine_word"
    CORRECTION_SECTION = "correction_section"
    SERVICE_AGREEMENT = "service_agreement"
    CONTENT_DISTRIBUTION = "content_distribution"
    FIXED_SECTIONS = "fixed_sections"  # value: the section names, separated by semicolons
    NEWSROOM_WORDS = "newsroom_words"
    SPECIAL_PAGES = "special_pages"  # value: addresses labelled chuyên trang, separated by blanks

    # Home page of a state portal
    ORGANISATION_SECTION = "organisation_section"
    LEADERS_SECTION = "leaders_section"  # there or not, never a name
    RATING_OFFERED = "rating_offered"
    OUTGOING_LINKS = "outgoing_links"  # value: other hosts, with a hash of what follows, separated by blanks

    # Article
    CREDITED_AGENCY = "credited_agency"  # value: the agency as worded
    CREDITED_AUTHOR = "credited_author"  # present or not, never the name
    ORIGINAL_TIME = "original_time"  # value: ISO 8601
    ORIGINAL_LINK = "original_link"  # value: address
    CREDIT_KIND = "credit_kind"  # value: reprint, own, quoted, unclear, none
    COMMENT_FORM = "comment_form"
    COMMENTS = "comments"
    CORRECTION_NOTICE = "correction_notice"
    CORRECTED_ARTICLE = "corrected_article"  # value: address or title of what is corrected
    CORRECTION_PARTS = "correction_parts"  # value: which required parts a correction shows
    AI_LABEL = "ai_label"
    SPONSORED_LABEL = "sponsored_label"
