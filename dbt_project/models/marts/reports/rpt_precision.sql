{#- Every decision taken before the period closed counts, whichever period its finding belongs to. -#}
with counted as (
    select
        periods.period_id,
        history.rule_id,
        rules.title_vi,
        history.confirmed,
        history.dismissed,
        history.decided_matters,
        history.precision_share,
        history.precision_minimum,
        history.advisory_since
    from {{ ref('fct_rule_quality_history') }} as history
    inner join {{ ref('dim_rules') }} as rules on history.rule_id = rules.rule_id
    inner join {{ ref('report_periods') }} as periods
        on history.from_day < periods.ends_before and coalesce(history.to_day >= periods.ends_before, true)
    where history.decided_matters > 0
)

select
    period_id,
    rule_id,
    title_vi,
    confirmed,
    dismissed,
    decided_matters,
    precision_share,
    cast(
        case
            when precision_share is not null then {{ wilson_bound('precision_share', 'decided_matters', '-') }}
        end as float8
    ) as precision_low,
    cast(
        case
            when precision_share is not null then {{ wilson_bound('precision_share', 'decided_matters', '+') }}
        end as float8
    ) as precision_high,
    precision_minimum,
    advisory_since
from counted
