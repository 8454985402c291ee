{#- An outlet's day counts once under a cause, however many rules could not be judged for it. -#}
with counted as (
    select
        periods.period_id,
        unseen.cause,
        count(distinct unseen.outlet_id) as outlets,
        count(*) as outlet_days
    from {{ ref('int_days_unseen') }} as unseen
    inner join {{ ref('report_periods') }} as periods
        on
            unseen.day >= periods.starts_on
            and unseen.day < periods.ends_before
    group by periods.period_id, unseen.cause
)

select
    period_id,
    cause,
    cast(outlets as bigint) as outlets,
    cast(outlet_days as bigint) as outlet_days
from counted
