{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('day') }}",
        indexes=indexed_by('day'),
        meta={'day_column': 'day'}
    )
}}

select
    outlet_id,
    rule_id,
    cause,
    cast(due as bigint) as due,
    cast(were_read as bigint) as were_read,
    cast(admitted as bigint) as admitted,
    cast(unread as bigint) as unread,
    cast(quarantined as bigint) as quarantined,
    cast(waiting as bigint) as waiting,
    cast(failed as bigint) as failed,
    cast(listings_expected as bigint) as listings_expected,
    cast(listings_seen as bigint) as listings_seen,
    observed_share,
    is_judged,
    judged_on as day
from {{ ref('int_rule_days_observed') }}
order by day, outlet_id
