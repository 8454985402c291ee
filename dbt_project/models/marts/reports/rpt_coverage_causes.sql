{#- An outlet's day counts once under a cause, however many rules could not be judged for it. -#}
with unseen as (
    select distinct
        periods.period_id,
        coalesce(verdicts.cause, 'unknown') as cause,
        verdicts.outlet_id,
        verdicts.verdict_date
    from {{ ref('fct_verdicts') }} as verdicts
    inner join {{ ref('report_periods') }} as periods
        on
            verdicts.verdict_date >= periods.starts_on
            and verdicts.verdict_date < periods.ends_before
    where verdicts.status = 'not_observed'
),

counted as (
    select
        unseen.period_id,
        unseen.cause,
        count(distinct unseen.outlet_id) as outlets,
        count(*) as outlet_days
    from unseen
    group by unseen.period_id, unseen.cause
)

select
    period_id,
    cause,
    cast(outlets as bigint) as outlets,
    cast(outlet_days as bigint) as outlet_days
from counted
