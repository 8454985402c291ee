{#- Where the archive keeps the page behind a candidate, where its excerpt stands, and of a reprint the original. What
    has no excerpt is left out by name: PostgreSQL 18 hashes rows that lack a key before the last all to one place. -#}
{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ delete_touched('finding_date') }}") }}

with candidates as (
    select
        candidates.finding_id,
        candidates.capture_id,
        candidates.earlier_capture_id,
        nullif(split_part(candidates.evidence_key, '<', 2), '') as original_article_id,
        candidates.excerpt,
        candidates.finding_date
    from {{ ref('int_candidates_gathered') }} as candidates
    where {{ is_touched('candidates.finding_date') }}
),

excerpts as (
    select
        candidates.finding_id,
        min(observations.snippet_offset) as excerpt_offset
    from candidates
    inner join {{ ref('stg_ingestion__observations') }} as observations
        on
            candidates.capture_id = observations.capture_id
            and candidates.excerpt = observations.snippet
            and candidates.finding_date = observations.day
    where
        candidates.excerpt is not null
        and observations.snippet is not null
        and {{ is_touched('observations.day') }}
    group by candidates.finding_id
),

readings as (
    select
        candidates.finding_id,
        max(observations.extractor_version) as extractor_version
    from candidates
    inner join {{ ref('stg_ingestion__observations') }} as observations
        on
            candidates.capture_id = observations.capture_id
            and candidates.finding_date = observations.day
    where {{ is_touched('observations.day') }}
    group by candidates.finding_id
)

select
    candidates.finding_id,
    originals.article_id as original_article_id,
    originals.canonical_url as original_url,
    captures.body_sha256 as page_sha256,
    earlier_captures.body_sha256 as earlier_page_sha256,
    captures.warc_file as archive_file,
    original_captures.body_sha256 as original_page_sha256,
    cast(captures.warc_offset as bigint) as archive_offset,
    cast(excerpts.excerpt_offset as bigint) as excerpt_offset,
    cast(readings.extractor_version as bigint) as extractor_version,
    candidates.finding_date,
    captures.captured_at
from candidates
left join excerpts on candidates.finding_id = excerpts.finding_id
left join readings on candidates.finding_id = readings.finding_id
left join {{ ref('stg_ingestion__captures') }} as captures on candidates.capture_id = captures.capture_id
left join {{ ref('stg_ingestion__captures') }} as earlier_captures
    on candidates.earlier_capture_id = earlier_captures.capture_id
left join {{ ref('fct_articles') }} as originals on candidates.original_article_id = originals.article_id
left join {{ ref('stg_ingestion__captures') }} as original_captures
    on originals.capture_id = original_captures.capture_id
