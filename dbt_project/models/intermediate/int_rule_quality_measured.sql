{#- How often a rule is right by reviewers' decisions, with a Wilson interval; empty under enough of them. -#}
with decided as (
    select
        evidence.rule_id,
        count(case when decisions.decision = 'confirm' then 1 end) as confirmed,
        count(case when decisions.decision = 'dismiss' then 1 end) as dismissed
    from {{ ref('int_evidence_gathered') }} as evidence
    inner join {{ ref('int_decisions_latest') }} as decisions
        on decisions.finding_id = {{ finding_id('evidence') }}
    where evidence.bearing = 'against'
    group by evidence.rule_id
),

counted as (
    select
        rules.rule_id,
        rules.precision_minimum,
        coalesce(decided.confirmed, 0) as confirmed,
        coalesce(decided.dismissed, 0) as dismissed,
        coalesce(decided.confirmed + decided.dismissed, 0) as decisions
    from {{ ref('rules') }} as rules
    left join decided on rules.rule_id = decided.rule_id
),

shared as (
    select
        counted.*,
        case
            when counted.decisions >= {{ var('decisions_needed') }}
                then cast(counted.confirmed as float8) / counted.decisions
        end as precision_share,
        cast(counted.decisions as float8) as n,
        cast({{ var('wilson_z') }} as float8) as z
    from counted
)

select
    rule_id,
    confirmed,
    dismissed,
    decisions,
    precision_share,
    case
        when precision_share is not null
            then
                (
                    precision_share
                    + z * z / (2 * n)
                    - z * sqrt(precision_share * (1 - precision_share) / n + z * z / (4 * n * n))
                )
                / (1 + z * z / n)
    end as precision_low,
    case
        when precision_share is not null
            then
                (
                    precision_share
                    + z * z / (2 * n)
                    + z * sqrt(precision_share * (1 - precision_share) / n + z * z / (4 * n * n))
                )
                / (1 + z * z / n)
    end as precision_high,
    precision_minimum,
    coalesce(precision_share < precision_minimum, false) as is_under_minimum
from shared
