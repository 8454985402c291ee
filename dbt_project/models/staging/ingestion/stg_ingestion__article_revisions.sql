select
    capture_id,
    article_id,
    outlet_id,
    previous_capture_id,
    changed_fields,
    text_sha256,
    previous_text_sha256,
    characters_added,
    characters_removed,
    day,
    previous_captured_at,
    captured_at
from {{ source('ingestion', 'article_revisions') }}
