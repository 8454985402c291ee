with admissions as (
    select
        admissions.outlet_id,
        admissions.landed_on,
        count(case when admissions.status = 'admitted' then 1 end) as admitted,
        count(case when admissions.status = 'quarantined' then 1 end) as quarantined
    from {{ ref('stg_validation__admissions') }} as admissions
    group by admissions.outlet_id, admissions.landed_on
)

select
    days.outlet_id,
    coalesce(days.article_cause, days.home_page_cause) as main_cause,
    cast(days.discovered as bigint) as discovered,
    cast(days.landed as bigint) as landed,
    cast(days.unchanged as bigint) as unchanged,
    cast(days.duplicate as bigint) as duplicate,
    cast(days.discarded as bigint) as discarded,
    cast(days.failed as bigint) as failed,
    cast(coalesce(admissions.admitted, 0) as bigint) as admitted,
    cast(coalesce(admissions.quarantined, 0) as bigint) as quarantined,
    cast(case when admissions.outlet_id is null then days.landed else 0 end as bigint) as awaiting,
    cast(days.listings_expected as bigint) as listings_expected,
    cast(days.listings_seen as bigint) as listings_seen,
    days.observed_share,
    days.is_home_page_seen,
    days.day
from {{ ref('int_outlet_days_observed') }} as days
left join admissions
    on
        days.outlet_id = admissions.outlet_id
        and days.day = admissions.landed_on
