{#- How often a rule is right by reviewers' decisions, with a Wilson interval over matters; empty under enough. -#}
with counted as (
    select
        rules.rule_id,
        rules.precision_minimum,
        coalesce(dated.confirmed, 0) as confirmed,
        coalesce(dated.dismissed, 0) as dismissed,
        coalesce(dated.decided_matters, 0) as decided_matters,
        dated.precision_share,
        dated.under_since
    from {{ ref('rules') }} as rules
    left join {{ ref('int_rule_quality_dated') }} as dated on rules.rule_id = dated.rule_id and dated.to_day is null
)

select
    rule_id,
    confirmed,
    dismissed,
    decided_matters,
    precision_share,
    case
        when precision_share is not null then {{ wilson_bound('precision_share', 'decided_matters', '-') }}
    end as precision_low,
    case
        when precision_share is not null then {{ wilson_bound('precision_share', 'decided_matters', '+') }}
    end as precision_high,
    precision_minimum,
    under_since
from counted
