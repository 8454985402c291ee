with by_outlet as (
    select
        periods.period_id,
        findings.outlet_id,
        findings.rule_id,
        findings.rule_version_id,
        findings.strength,
        max(findings.instrument) as instrument,
        max(findings.provision) as provision,
        count(case when findings.state = 'candidate' then 1 end) as candidates,
        count(case when findings.state in ('confirmed', 'remedied', 'referred') then 1 end) as confirmed,
        count(case when findings.state in ('dismissed', 'insufficient', 'withdrawn') then 1 end) as dismissed
    from {{ ref('fct_findings') }} as findings
    inner join {{ ref('report_periods') }} as periods
        on
            findings.finding_date >= periods.starts_on
            and findings.finding_date < periods.ends_before
    group by
        periods.period_id, findings.outlet_id, findings.rule_id, findings.rule_version_id, findings.strength
),

counted as (
    select
        by_outlet.period_id,
        max(by_outlet.rule_id) as rule_id, -- a version has one rule, and so one title
        by_outlet.rule_version_id,
        max(rules.title_vi) as title_vi,
        outlets.jurisdiction,
        by_outlet.strength,
        max(by_outlet.instrument) as instrument,
        max(by_outlet.provision) as provision,
        count(case when by_outlet.candidates > 0 then 1 end) as outlets,
        sum(by_outlet.candidates) as candidates,
        sum(by_outlet.confirmed) as confirmed,
        sum(by_outlet.dismissed) as dismissed
    from by_outlet
    inner join {{ ref('dim_rules') }} as rules on by_outlet.rule_id = rules.rule_id
    inner join {{ ref('dim_outlets') }} as outlets on by_outlet.outlet_id = outlets.outlet_id
    group by by_outlet.period_id, by_outlet.rule_version_id, outlets.jurisdiction, by_outlet.strength
),

matters as (
    select
        periods.period_id,
        matters.rule_version_id,
        matters.jurisdiction,
        matters.strength,
        count(*) as matters
    from {{ ref('fct_matters') }} as matters
    inner join {{ ref('report_periods') }} as periods
        on
            matters.last_day >= periods.starts_on
            and matters.first_day < periods.ends_before
    where matters.is_open
    group by periods.period_id, matters.rule_version_id, matters.jurisdiction, matters.strength
)

select
    counted.period_id,
    counted.rule_id,
    counted.rule_version_id,
    counted.title_vi,
    counted.jurisdiction,
    counted.strength,
    counted.instrument,
    counted.provision,
    cast(counted.outlets as bigint) as outlets,
    cast(counted.candidates as bigint) as candidates,
    cast(coalesce(matters.matters, 0) as bigint) as matters,
    cast(counted.confirmed as bigint) as confirmed,
    cast(counted.dismissed as bigint) as dismissed
from counted
left join matters
    on
        counted.period_id = matters.period_id
        and counted.rule_version_id = matters.rule_version_id
        and counted.jurisdiction = matters.jurisdiction
        and counted.strength = matters.strength
