select
    capture_id,
    article_id,
    outlet_id,
    sitemap,
    day,
    listed_on
from {{ source('ingestion', 'article_backfills') }}
