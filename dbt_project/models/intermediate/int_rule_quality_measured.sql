{#- How often a rule is right by reviewers' decisions, with a Wilson interval; empty under enough of them. -#}
with counted as (
    select
        rules.rule_id,
        rules.precision_minimum,
        coalesce(dated.confirmed, 0) as confirmed,
        coalesce(dated.dismissed, 0) as dismissed,
        coalesce(dated.decisions, 0) as decisions,
        dated.precision_share,
        dated.under_since
    from {{ ref('rules') }} as rules
    left join {{ ref('int_rule_quality_dated') }} as dated on rules.rule_id = dated.rule_id and dated.to_day is null
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
    under_since
from counted
