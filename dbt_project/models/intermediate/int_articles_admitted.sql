{#- One row an article: its latest admitted version speaks for it, on the day it was published. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_rewritten('published_date') }}",
        indexes=indexed_by('published_date, outlet_id')
    )
}}

with admitted as (
    select
        admissions.article_id,
        admissions.capture_id,
        admissions.repaired_published_at,
        admissions.landed_on
    from {{ ref('stg_validation__admissions') }} as admissions
    where admissions.status = 'admitted'
),

wanted as (
    select articles.article_id
    from {{ ref('stg_ingestion__articles') }} as articles
    where {{ is_rewritten('articles.published_date') }}
    union distinct
    select admitted.article_id
    from admitted
    where admitted.repaired_published_at is not null
),

versions as (
    select
        articles.*,
        admitted.repaired_published_at,
        row_number() over (
            partition by articles.article_id order by articles.landed_on desc, articles.capture_id desc
        ) as place,
        min(articles.landed_on) over (partition by articles.article_id) as first_landed_on,
        min(case when backfills.capture_id is not null then articles.landed_on end)
            over (partition by articles.article_id)
            as backfilled_on
    from {{ ref('stg_ingestion__articles') }} as articles
    inner join admitted
        on
            articles.article_id = admitted.article_id
            and articles.capture_id = admitted.capture_id
            and articles.landed_on = admitted.landed_on
    left join {{ ref('stg_ingestion__article_backfills') }} as backfills on articles.capture_id = backfills.capture_id
    {% if is_incremental() %}
        where articles.article_id in (select wanted.article_id from wanted)
    {% endif %}
),

latest as (
    select
        article_id,
        capture_id,
        outlet_id,
        canonical_url,
        title,
        section,
        published_precision,
        text_characters,
        published_uncertainty_minutes,
        has_byline,
        coalesce(backfilled_on = first_landed_on, false) as is_backfilled,
        coalesce({{ local_date('repaired_published_at') }}, published_date) as published_date,
        first_landed_on as landed_on,
        coalesce(repaired_published_at, published_at) as published_at
    from versions
    where place = 1
)

select latest.*
from latest
where {{ is_rewritten('latest.published_date') }}
order by latest.published_date
