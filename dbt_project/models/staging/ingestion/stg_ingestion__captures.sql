select
    capture_id,
    outlet_id,
    url,
    final_url,
    scope,
    content_type,
    charset,
    body_sha256,
    warc_file,
    warc_offset,
    http_status,
    body_bytes,
    is_from_archive,
    day,
    captured_at,
    fetched_at
from {{ source('ingestion', 'captures') }}
