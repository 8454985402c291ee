{#- How often a rule is right by reviewers' decisions, with a Wilson interval; empty under enough of them. -#}
with decided as (
    select
        evidence.rule_id,
        count(case when {{ was_right('decisions.decision') }} then 1 end) as confirmed,
        count(case when {{ was_wrong('decisions.decision') }} then 1 end) as dismissed
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
        {{ precision_share('counted.confirmed', 'counted.decisions') }} as precision_share
    from counted
)

select
    rule_id,
    confirmed,
    dismissed,
    decisions,
    precision_share,
    case when precision_share is not null then {{ wilson_bound('precision_share', 'decisions', '-') }} end
        as precision_low,
    case when precision_share is not null then {{ wilson_bound('precision_share', 'decisions', '+') }} end
        as precision_high,
    precision_minimum,
    coalesce(precision_share < precision_minimum, false) as is_under_minimum
from shared
