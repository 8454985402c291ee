{#- An outlet's day counts once under a cause, however many rules could not be judged for it. -#}
{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ delete_touched_periods() }}") }}

with by_outlet as (
    select
        periods.period_id,
        unseen.cause,
        unseen.outlet_id,
        count(*) as days
    from {{ ref('int_days_unseen') }} as unseen
    inner join {{ ref('report_periods') }} as periods
        on
            unseen.day >= periods.starts_on
            and unseen.day < periods.ends_before
    {% if is_incremental() %}
        where periods.period_id in ({{ touched_periods() }})
    {% endif %}
    group by periods.period_id, unseen.cause, unseen.outlet_id
)

select
    period_id,
    cause,
    count(*) as outlets,
    cast(sum(days) as bigint) as outlet_days
from by_outlet
group by period_id, cause
