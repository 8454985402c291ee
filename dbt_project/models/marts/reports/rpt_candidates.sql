with counted as (
    select
        periods.period_id,
        findings.rule_id,
        findings.rule_version_id,
        rules.title_vi,
        outlets.jurisdiction,
        findings.strength,
        findings.instrument,
        findings.provision,
        count(distinct case when findings.state = 'candidate' then findings.outlet_id end) as outlets,
        count(case when findings.state = 'candidate' then 1 end) as candidates,
        count(case when findings.state = 'confirmed' then 1 end) as confirmed,
        count(case when findings.state = 'dismissed' then 1 end) as dismissed
    from {{ ref('fct_findings') }} as findings
    inner join {{ ref('dim_rules') }} as rules on findings.rule_id = rules.rule_id
    inner join {{ ref('dim_outlets') }} as outlets on findings.outlet_id = outlets.outlet_id
    inner join {{ ref('report_periods') }} as periods
        on
            findings.finding_date >= periods.starts_on
            and findings.finding_date < periods.ends_before
    group by
        periods.period_id,
        findings.rule_id,
        findings.rule_version_id,
        rules.title_vi,
        outlets.jurisdiction,
        findings.strength,
        findings.instrument,
        findings.provision
)

select
    period_id,
    rule_id,
    rule_version_id,
    title_vi,
    jurisdiction,
    strength,
    instrument,
    provision,
    cast(outlets as bigint) as outlets,
    cast(candidates as bigint) as candidates,
    cast(confirmed as bigint) as confirmed,
    cast(dismissed as bigint) as dismissed
from counted
