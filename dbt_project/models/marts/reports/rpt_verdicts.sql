{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ delete_touched_periods() }}") }}

with by_outlet as (
    select
        periods.period_id,
        verdicts.outlet_id,
        verdicts.rule_id,
        coalesce(verdicts.strength, '') as strength,
        verdicts.status,
        sum(verdicts.verdicts) as verdicts
    from {{ ref('int_verdicts_counted') }} as verdicts
    inner join {{ ref('report_periods') }} as periods
        on
            verdicts.starts_on >= periods.starts_on
            and verdicts.starts_on < periods.ends_before
    {% if is_incremental() %}
        where periods.period_id in ({{ touched_periods() }})
    {% endif %}
    group by periods.period_id, verdicts.outlet_id, verdicts.rule_id, coalesce(verdicts.strength, ''), verdicts.status
)

select
    by_outlet.period_id,
    by_outlet.rule_id,
    rules.title_vi,
    outlets.jurisdiction,
    by_outlet.strength,
    by_outlet.status,
    cast(sum(by_outlet.verdicts) as bigint) as verdicts,
    count(*) as outlets
from by_outlet
inner join {{ ref('dim_rules') }} as rules on by_outlet.rule_id = rules.rule_id
inner join {{ ref('dim_outlets') }} as outlets on by_outlet.outlet_id = outlets.outlet_id
where rules.cause_not_implemented is null or rules.cause_not_implemented = ''
group by
    by_outlet.period_id, by_outlet.rule_id, rules.title_vi, outlets.jurisdiction, by_outlet.strength, by_outlet.status
