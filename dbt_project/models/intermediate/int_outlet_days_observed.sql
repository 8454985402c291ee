{#- A home page is unreachable where its server failed us; what lies with us, and what refuses a robot alone, says
    nothing of what a reader would have seen. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('day') }}",
        indexes=indexed_by('day, outlet_id')
    )
}}

with counted as (
    select
        harvests.outlet_id,
        harvests.day,
        count(case when harvests.scope = 'article' then 1 end) as discovered,
        count(case when harvests.scope = 'article' and harvests.outcome = 'landed' then 1 end) as landed,
        count(case when harvests.scope = 'article' and harvests.outcome = 'unchanged' then 1 end) as unchanged,
        count(case when harvests.scope = 'article' and harvests.outcome = 'duplicate' then 1 end) as duplicate,
        count(case when harvests.scope = 'article' and harvests.outcome = 'discarded' then 1 end) as discarded,
        count(case when harvests.scope = 'article' and harvests.outcome = 'failed' then 1 end) as failed,
        count(case when harvests.scope = 'listing' then 1 end) as listings_expected,
        count(case when harvests.scope = 'listing' and harvests.outcome in ('landed', 'unchanged') then 1 end)
            as listings_seen,
        count(case when harvests.scope = 'home_page' and harvests.outcome in ('landed', 'unchanged') then 1 end)
            as home_pages_seen,
        count(
            case
                when
                    harvests.scope = 'home_page'
                    and harvests.outcome = 'failed'
                    and not harvests.is_our_failure
                    and harvests.cause not in ('refused', 'rate_limited', 'robots_unreachable')
                    then 1
            end
        ) as home_pages_unreachable
    from {{ ref('stg_ingestion__harvests') }} as harvests
    where {{ is_touched('harvests.day') }}
    group by harvests.outlet_id, harvests.day
),

causes as (
    select
        harvests.outlet_id,
        harvests.day,
        case when harvests.scope = 'home_page' then 'home_page' else 'article' end as scope,
        harvests.cause,
        row_number() over (
            partition by
                harvests.outlet_id,
                harvests.day,
                case when harvests.scope = 'home_page' then 'home_page' else 'article' end
            order by count(*) desc, harvests.cause
        ) as place
    from {{ ref('stg_ingestion__harvests') }} as harvests
    where
        harvests.outcome = 'failed'
        and harvests.scope in ('home_page', 'listing', 'article')
        and {{ is_touched('harvests.day') }}
    group by
        harvests.outlet_id,
        harvests.day,
        case when harvests.scope = 'home_page' then 'home_page' else 'article' end,
        harvests.cause
),

expected as (
    select
        outlet_days.outlet_id,
        outlet_days.day
    from {{ ref('int_outlet_days_judged') }} as outlet_days
    where {{ is_touched('outlet_days.day') }}
    union distinct
    select
        counted.outlet_id,
        counted.day
    from counted
)

select
    expected.outlet_id,
    coalesce(article_causes.cause, case when coalesce(counted.listings_expected, 0) = 0 then 'never_asked' end)
        as article_cause,
    coalesce(home_page_causes.cause, case when coalesce(counted.home_pages_seen, 0) = 0 then 'never_asked' end)
        as home_page_cause,
    coalesce(counted.discovered, 0) as discovered,
    coalesce(counted.landed, 0) as landed,
    coalesce(counted.unchanged, 0) as unchanged,
    coalesce(counted.duplicate, 0) as duplicate,
    coalesce(counted.discarded, 0) as discarded,
    coalesce(counted.failed, 0) as failed,
    coalesce(counted.listings_expected, 0) as listings_expected,
    coalesce(counted.listings_seen, 0) as listings_seen,
    cast(
        case
            when coalesce(counted.listings_seen, 0) = 0 then 0.0
            else
                (counted.listings_seen + counted.landed + counted.unchanged) * 1.0
                / (counted.listings_expected + counted.landed + counted.unchanged + counted.failed)
        end
        as float8
    ) as observed_share,
    coalesce(counted.home_pages_seen, 0) > 0 as is_home_page_seen,
    coalesce(counted.home_pages_seen, 0) = 0
    and coalesce(counted.home_pages_unreachable, 0) > 0 as is_home_page_unreachable,
    expected.day
from expected
left join counted on expected.outlet_id = counted.outlet_id and expected.day = counted.day
left join causes as article_causes
    on
        expected.outlet_id = article_causes.outlet_id
        and expected.day = article_causes.day
        and article_causes.scope = 'article'
        and article_causes.place = 1
left join causes as home_page_causes
    on
        expected.outlet_id = home_page_causes.outlet_id
        and expected.day = home_page_causes.day
        and home_page_causes.scope = 'home_page'
        and home_page_causes.place = 1
order by expected.day, expected.outlet_id
