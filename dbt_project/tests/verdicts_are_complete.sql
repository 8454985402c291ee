{#- Every outlet, rule and judged day has a verdict, and nothing else has. -#}
with expected as (
    select
        days.outlet_id,
        rules.rule_id,
        days.day
    from {{ ref('int_outlet_days_judged') }} as days
    cross join {{ ref('rules') }} as rules
)

select
    coalesce(expected.outlet_id, verdicts.outlet_id) as outlet_id,
    coalesce(expected.rule_id, verdicts.rule_id) as rule_id,
    coalesce(expected.day, verdicts.verdict_date) as day
from expected
full outer join {{ ref('fct_verdicts') }} as verdicts
    on
        expected.outlet_id = verdicts.outlet_id
        and expected.rule_id = verdicts.rule_id
        and expected.day = verdicts.verdict_date
where expected.outlet_id is null or verdicts.outlet_id is null
