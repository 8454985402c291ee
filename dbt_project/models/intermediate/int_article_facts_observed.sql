{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('published_date') }}",
        indexes=indexed_by('published_date, outlet_id')
    )
}}

select
    articles.article_id,
    articles.capture_id,
    articles.outlet_id,
    observations.observation,
    observations.value,
    observations.snippet,
    observations.place,
    articles.canonical_url as url,
    observations.is_present,
    articles.has_byline,
    articles.is_backfilled,
    articles.published_date
from {{ ref('int_articles_admitted') }} as articles
inner join {{ ref('stg_ingestion__observations') }} as observations on articles.capture_id = observations.capture_id
where observations.scope = 'article' and {{ is_touched('articles.published_date') }}
