{#- Every decision taken before the period closed counts, whichever period its finding belongs to. -#}
with counted as (
    select
        periods.period_id,
        findings.rule_id,
        rules.title_vi,
        count(case when findings.state in ('confirmed', 'remedied', 'referred') then 1 end) as confirmed,
        count(case when findings.state in ('dismissed', 'withdrawn') then 1 end) as dismissed
    from {{ ref('fct_findings') }} as findings
    inner join {{ ref('dim_rules') }} as rules on findings.rule_id = rules.rule_id
    inner join {{ ref('report_periods') }} as periods
        on {{ local_date('findings.decided_at') }} < periods.ends_before
    where findings.state not in ('candidate', 'insufficient')
    group by periods.period_id, findings.rule_id, rules.title_vi
),

shared as (
    select
        counted.*,
        counted.confirmed + counted.dismissed as decisions,
        {{ precision_share('counted.confirmed', '(counted.confirmed + counted.dismissed)') }} as precision_share
    from counted
)

select
    period_id,
    rule_id,
    title_vi,
    cast(confirmed as bigint) as confirmed,
    cast(dismissed as bigint) as dismissed,
    precision_share,
    cast(
        case when precision_share is not null then {{ wilson_bound('precision_share', 'decisions', '-') }} end as float8
    ) as precision_low,
    cast(
        case when precision_share is not null then {{ wilson_bound('precision_share', 'decisions', '+') }} end as float8
    ) as precision_high
from shared
