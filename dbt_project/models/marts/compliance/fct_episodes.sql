{#- Runs of days on which an outlet stood to a rule in one way and for one cause: one matter, not thirty. -#}
with placed as (
    select
        verdicts.*,
        verdicts.verdict_date - cast(
            row_number() over (
                partition by
                    verdicts.outlet_id, verdicts.rule_id, verdicts.rule_version_id, verdicts.status, verdicts.cause
                order by verdicts.verdict_date
            ) as integer
        ) as island
    from {{ ref('fct_verdicts') }} as verdicts
    where verdicts.status in ('not_met', 'needs_review', 'not_observed')
),

episodes as (
    select
        placed.outlet_id,
        placed.rule_id,
        placed.rule_version_id,
        placed.status,
        placed.strength,
        placed.cause,
        placed.island,
        count(*) as days,
        sum(placed.evidence_count) as evidence_count,
        min(placed.verdict_date) as first_day,
        max(placed.verdict_date) as last_day
    from placed
    group by
        placed.outlet_id,
        placed.rule_id,
        placed.rule_version_id,
        placed.status,
        placed.strength,
        placed.cause,
        placed.island
)

select
    md5(
        outlet_id
        || '|'
        || rule_version_id
        || '|'
        || status
        || '|'
        || coalesce(cause, '')
        || '|'
        || cast(first_day as text)
    ) as episode_id,
    outlet_id,
    rule_id,
    rule_version_id,
    status,
    strength,
    cause,
    cast(days as bigint) as days,
    cast(evidence_count as bigint) as evidence_count,
    first_day,
    last_day
from episodes
