{#- Every fact in every capture of an article, and again when a page was seen unchanged: with the time it was seen. -#}
{{ config(materialized='view') }}

with articles as (
    select
        admitted.article_id,
        admitted.published_date
    from {{ ref('int_articles_admitted') }} as admitted
    where {{ is_touched('admitted.published_date') }}
),

facts as (
    select
        observations.article_id,
        observations.capture_id,
        observations.observation,
        observations.value,
        observations.snippet,
        observations.place,
        observations.is_present,
        articles.published_date,
        observations.captured_at
    from articles
    inner join {{ ref('stg_ingestion__observations') }} as observations on articles.article_id = observations.article_id
    where observations.scope = 'article'
),

seen as (
    select
        facts.*,
        facts.captured_at as seen_at
    from facts
    union all
    select
        facts.*,
        harvests.seen_at
    from facts
    inner join {{ ref('stg_ingestion__harvests') }} as harvests on facts.capture_id = harvests.capture_id
    where harvests.scope = 'recheck' and harvests.seen_at <> facts.captured_at
)

select
    article_id,
    capture_id,
    observation,
    value,
    snippet,
    place,
    is_present,
    published_date,
    seen_at
from seen
