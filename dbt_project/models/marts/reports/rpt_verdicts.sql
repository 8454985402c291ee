with counted as (
    select
        periods.period_id,
        verdicts.rule_id,
        rules.title_vi,
        outlets.jurisdiction,
        coalesce(verdicts.strength, '') as strength,
        verdicts.status,
        sum(verdicts.verdicts) as verdicts,
        count(distinct verdicts.outlet_id) as outlets
    from {{ ref('int_verdicts_counted') }} as verdicts
    inner join {{ ref('dim_rules') }} as rules on verdicts.rule_id = rules.rule_id
    inner join {{ ref('dim_outlets') }} as outlets on verdicts.outlet_id = outlets.outlet_id
    inner join {{ ref('report_periods') }} as periods
        on
            verdicts.starts_on >= periods.starts_on
            and verdicts.starts_on < periods.ends_before
    where rules.cause_not_implemented is null or rules.cause_not_implemented = ''
    group by
        periods.period_id, verdicts.rule_id, rules.title_vi, outlets.jurisdiction, verdicts.strength, verdicts.status
)

select
    period_id,
    rule_id,
    title_vi,
    jurisdiction,
    strength,
    status,
    cast(verdicts as bigint) as verdicts,
    cast(outlets as bigint) as outlets
from counted
