{#- Runs of days on which something was seen that could be either way: a question to people, never a matter. -#}
with placed as (
    select
        verdicts.*,
        verdicts.verdict_date - cast(
            row_number() over (
                partition by verdicts.outlet_id, verdicts.rule_id, verdicts.rule_version_id, verdicts.cause
                order by verdicts.verdict_date
            ) as integer
        ) as run
    from {{ ref('fct_verdicts') }} as verdicts
    where verdicts.status = 'needs_review'
)

select
    md5(
        outlet_id || '|' || rule_version_id || '|' || coalesce(cause, '') || '|' || cast(min(verdict_date) as text)
    ) as question_id,
    outlet_id,
    rule_id,
    rule_version_id,
    coalesce(cause, '') as cause,
    cast(count(*) as bigint) as days,
    min(verdict_date) as first_day,
    max(verdict_date) as last_day
from placed
group by outlet_id, rule_id, rule_version_id, coalesce(cause, ''), run
