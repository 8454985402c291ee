{#- Every outlet, rule and day of this build has a verdict, and nothing else has; other days have not changed. -#}
with expected as (
    select
        days.outlet_id,
        rules.rule_id,
        days.day
    from {{ ref('int_outlet_days_judged') }} as days
    cross join {{ ref('rules') }} as rules
    where {{ is_touched('days.day') }}
),

verdicts as (
    select
        verdicts.outlet_id,
        verdicts.rule_id,
        verdicts.verdict_date
    from {{ ref('fct_verdicts') }} as verdicts
    where {{ is_touched('verdicts.verdict_date') }}
)

select
    coalesce(expected.outlet_id, verdicts.outlet_id) as outlet_id,
    coalesce(expected.rule_id, verdicts.rule_id) as rule_id,
    coalesce(expected.day, verdicts.verdict_date) as day
from expected
full outer join verdicts
    on
        expected.outlet_id = verdicts.outlet_id
        and expected.rule_id = verdicts.rule_id
        and expected.day = verdicts.verdict_date
where expected.outlet_id is null or verdicts.outlet_id is null
