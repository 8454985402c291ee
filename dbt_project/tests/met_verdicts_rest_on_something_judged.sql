{#- No rule on pages is met on a day of which nothing was read, unless nothing was due and each listing was read. -#}
select
    verdicts.outlet_id,
    verdicts.rule_id,
    verdicts.verdict_date
from {{ ref('fct_verdicts') }} as verdicts
inner join {{ ref('rules') }} as rules on verdicts.rule_id = rules.rule_id
left join {{ ref('fct_rule_coverage') }} as coverage
    on
        verdicts.outlet_id = coverage.outlet_id
        and verdicts.rule_id = coverage.rule_id
        and verdicts.verdict_date = coverage.day
where
    verdicts.status = 'met'
    and rules.grain in ('article', 'home_page')
    and {{ is_touched('verdicts.verdict_date') }}
    and not coalesce(
        coverage.were_read > 0
        or (
            coverage.due = 0
            and coverage.listings_expected > 0
            and coverage.listings_seen = coverage.listings_expected
        ),
        false
    )
