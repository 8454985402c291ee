select
    capture_id,
    outlet_id,
    article_id,
    scope,
    observation,
    value,
    snippet,
    place,
    snippet_offset,
    extractor_version,
    is_present,
    day,
    captured_at
from {{ source('ingestion', 'observations') }}
