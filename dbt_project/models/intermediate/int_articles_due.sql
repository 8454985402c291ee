{#- What a day should have given to judge: the articles published on it, those that its listings named and that were not
    fetched, and those that stand in quarantine or wait for admission. A date that the page hides or forges moves
    nothing away: what is not admitted belongs to the day it was first landed on, or for which a sitemap listed it. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('day') }}",
        indexes=indexed_by('day, outlet_id')
    )
}}

with landed as (
    select
        articles.article_id,
        articles.outlet_id,
        coalesce(backfills.listed_on, articles.landed_on) as day
    from {{ ref('stg_ingestion__articles') }} as articles
    left join {{ ref('stg_ingestion__article_backfills') }} as backfills on articles.capture_id = backfills.capture_id
),

wanted as (
    select distinct landed.article_id
    from landed
    where {{ is_touched('landed.day') }}
),

refused as (
    select
        landed.article_id,
        landed.outlet_id,
        min(landed.day) as day
    from landed
    inner join wanted on landed.article_id = wanted.article_id
    where
        not exists (
            select 1
            from {{ ref('stg_validation__admissions') }} as admissions
            where admissions.article_id = landed.article_id and admissions.status = 'admitted'
        )
    group by landed.article_id, landed.outlet_id
),

reasons as (
    select
        admissions.article_id,
        min(records.reason) as reason
    from {{ ref('stg_validation__admissions') }} as admissions
    inner join wanted on admissions.article_id = wanted.article_id
    left join {{ ref('stg_quarantine__quarantined_records') }} as records
        on admissions.quarantine_id = records.quarantine_id
    where admissions.status = 'quarantined'
    group by admissions.article_id
),

due as (
    select
        admitted.article_id,
        admitted.outlet_id,
        'admitted' as state,
        cast(null as text) as cause,
        admitted.published_date as day
    from {{ ref('int_articles_admitted') }} as admitted
    where {{ is_touched('admitted.published_date') }}
    union all
    select
        refused.article_id,
        refused.outlet_id,
        case when reasons.article_id is null then 'waiting' else 'quarantined' end as state,
        case
            when reasons.article_id is null then 'not_admitted_yet'
            when reasons.reason = 'missing_published_date' then 'date_not_shown'
            else 'quarantined'
        end as cause,
        refused.day
    from refused
    left join reasons on refused.article_id = reasons.article_id
    where {{ is_touched('refused.day') }}
    union all
    select
        harvests.article_id,
        harvests.outlet_id,
        'failed' as state,
        harvests.cause,
        harvests.day
    from {{ ref('stg_ingestion__harvests') }} as harvests
    where harvests.scope = 'article' and harvests.outcome = 'failed' and {{ is_touched('harvests.day') }}
)

select
    article_id,
    outlet_id,
    state,
    cause,
    day
from due
order by day, outlet_id
