{#- Which findings a matter rests on today. -#}
select
    matters.matter_id,
    findings.finding_id,
    findings.finding_date
from {{ ref('fct_matters') }} as matters
inner join {{ ref('fct_findings') }} as findings
    on
        matters.outlet_id = findings.outlet_id
        and matters.rule_version_id = findings.rule_version_id
        and findings.finding_date between matters.first_day and matters.last_day
inner join {{ ref('fct_verdicts') }} as verdicts
    on
        findings.outlet_id = verdicts.outlet_id
        and findings.rule_id = verdicts.rule_id
        and findings.finding_date = verdicts.verdict_date
        and matters.cause = coalesce(verdicts.cause, '')
where matters.merged_into is null and matters.state <> 'vanished'
