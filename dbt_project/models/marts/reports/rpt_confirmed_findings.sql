select
    periods.period_id,
    findings.finding_id,
    findings.rule_id,
    rules.title_vi,
    outlets.jurisdiction,
    findings.strength,
    findings.finding_date,
    findings.decided_at
from {{ ref('fct_findings') }} as findings
inner join {{ ref('dim_rules') }} as rules on findings.rule_id = rules.rule_id
inner join {{ ref('dim_outlets') }} as outlets on findings.outlet_id = outlets.outlet_id
inner join {{ ref('report_periods') }} as periods
    on
        findings.finding_date >= periods.starts_on
        and findings.finding_date < periods.ends_before
where findings.state in ('confirmed', 'remedied', 'referred')
