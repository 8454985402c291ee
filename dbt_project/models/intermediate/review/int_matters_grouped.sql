{#- Runs of days on which one outlet did not meet one rule for one cause. Days that nobody could see, or could see
    either way, do not end a run; a day that met the rule does. -#}
with placed as (
    select
        verdicts.*,
        verdicts.verdict_date - cast(
            row_number() over (
                partition by verdicts.outlet_id, verdicts.rule_id order by verdicts.verdict_date
            ) as integer
        ) as run
    from {{ ref('fct_verdicts') }} as verdicts
    where verdicts.status in ('not_met', 'needs_review', 'not_observed')
)

select
    outlet_id,
    rule_id,
    rule_version_id,
    coalesce(cause, '') as cause,
    case when count(case when strength <> 'duty' then 1 end) = 0 then 'duty' else 'advisory' end as strength,
    count(*) as days,
    sum(evidence_count) as evidence_count,
    min(verdict_date) as first_day,
    max(verdict_date) as last_day
from placed
where status = 'not_met' and strength in ('duty', 'advisory')
group by outlet_id, rule_id, rule_version_id, coalesce(cause, ''), run
