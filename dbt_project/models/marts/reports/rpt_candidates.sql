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
),

matters as (
    select
        periods.period_id,
        episodes.rule_version_id,
        outlets.jurisdiction,
        episodes.strength,
        count(*) as matters
    from {{ ref('fct_episodes') }} as episodes
    inner join {{ ref('dim_outlets') }} as outlets on episodes.outlet_id = outlets.outlet_id
    inner join {{ ref('report_periods') }} as periods
        on
            episodes.last_day >= periods.starts_on
            and episodes.first_day < periods.ends_before
    where episodes.status = 'not_met'
    group by periods.period_id, episodes.rule_version_id, outlets.jurisdiction, episodes.strength
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
