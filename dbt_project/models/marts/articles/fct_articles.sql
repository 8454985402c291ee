{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_rewritten('published_date') }}",
        indexes=indexed_by('published_date'),
        meta={'day_column': 'published_date'}
    )
}}

select
    articles.article_id,
    articles.outlet_id,
    articles.capture_id,
    articles.canonical_url,
    articles.title,
    articles.section,
    cast(articles.text_characters as bigint) as text_characters,
    articles.published_uncertainty_minutes,
    articles.has_byline,
    days.day is not null as is_judged,
    articles.published_date,
    articles.landed_on,
    articles.published_at
from {{ ref('int_articles_admitted') }} as articles
left join {{ ref('int_days_judged') }} as days on articles.published_date = days.day
where {{ is_rewritten('articles.published_date') }}
