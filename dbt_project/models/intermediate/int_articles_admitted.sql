{#- One row an article: its latest admitted version speaks for it, on the day it was published. -#}
with versions as (
    select
        articles.*,
        admissions.repaired_published_at,
        row_number() over (
            partition by articles.article_id order by articles.landed_on desc, articles.capture_id desc
        ) as place,
        min(articles.landed_on) over (partition by articles.article_id) as first_landed_on
    from {{ ref('stg_ingestion__articles') }} as articles
    inner join {{ ref('stg_validation__admissions') }} as admissions
        on
            articles.article_id = admissions.article_id
            and articles.capture_id = admissions.capture_id
            and articles.landed_on = admissions.landed_on
    where admissions.status = 'admitted'
)

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
    coalesce({{ local_date('repaired_published_at') }}, published_date) as published_date,
    first_landed_on as landed_on,
    coalesce(repaired_published_at, published_at) as published_at
from versions
where place = 1
