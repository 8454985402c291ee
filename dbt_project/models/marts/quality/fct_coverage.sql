{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('day') }}",
        indexes=indexed_by('day'),
        meta={'day_column': 'day'}
    )
}}

with admissions as (
    select
        articles.outlet_id,
        articles.landed_on,
        count(case when admissions.status = 'admitted' then 1 end) as admitted,
        count(case when admissions.status = 'quarantined' then 1 end) as quarantined,
        count(case when admissions.status is null then 1 end) as awaiting
    from {{ ref('stg_ingestion__articles') }} as articles
    left join {{ ref('stg_validation__admissions') }} as admissions
        on
            articles.article_id = admissions.article_id
            and articles.capture_id = admissions.capture_id
            and articles.landed_on = admissions.landed_on
    left join {{ ref('stg_ingestion__article_backfills') }} as backfills on articles.capture_id = backfills.capture_id
    where backfills.capture_id is null and {{ is_touched('articles.landed_on') }}
    group by articles.outlet_id, articles.landed_on
)

select
    days.outlet_id,
    case
        when days.listings_expected = 0 then days.home_page_cause
        else coalesce(days.article_cause, days.home_page_cause)
    end as main_cause,
    cast(days.discovered as bigint) as discovered,
    cast(days.landed as bigint) as landed,
    cast(days.unchanged as bigint) as unchanged,
    cast(days.duplicate as bigint) as duplicate,
    cast(days.discarded as bigint) as discarded,
    cast(days.failed as bigint) as failed,
    cast(coalesce(admissions.admitted, 0) as bigint) as admitted,
    cast(coalesce(admissions.quarantined, 0) as bigint) as quarantined,
    cast(coalesce(admissions.awaiting, 0) as bigint) as awaiting,
    cast(days.listings_expected as bigint) as listings_expected,
    cast(days.listings_seen as bigint) as listings_seen,
    cast(
        case
            when days.listings_expected > 0 then days.observed_share
            when days.is_home_page_seen then 1.0
            else 0.0
        end as float8
    ) as observed_share,
    days.is_home_page_seen,
    days.day
from {{ ref('int_outlet_days_observed') }} as days
left join admissions
    on
        days.outlet_id = admissions.outlet_id
        and days.day = admissions.landed_on
where {{ is_touched('days.day') }}
