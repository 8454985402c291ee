with candidates as (
    select
        {{ finding_id('evidence') }} as finding_id,
        evidence.outlet_id,
        evidence.rule_id,
        verdicts.rule_version_id,
        evidence.evidence_key,
        verdicts.strength,
        evidence.cause,
        evidence.article_id,
        evidence.capture_id,
        evidence.evidence_url,
        evidence.excerpt,
        evidence.observed_value,
        evidence.judged_on as finding_date
    from {{ ref('int_evidence_gathered') }} as evidence
    inner join {{ ref('fct_verdicts') }} as verdicts
        on
            evidence.outlet_id = verdicts.outlet_id
            and evidence.rule_id = verdicts.rule_id
            and evidence.judged_on = verdicts.verdict_date
    where evidence.bearing = 'against' and verdicts.status = 'not_met'
)

select
    candidates.finding_id,
    candidates.outlet_id,
    candidates.rule_id,
    candidates.rule_version_id,
    candidates.evidence_key,
    candidates.article_id,
    candidates.capture_id,
    candidates.strength,
    case decisions.decision when 'confirm' then 'confirmed' when 'dismiss' then 'dismissed' else 'candidate' end
        as state,
    candidates.cause,
    candidates.evidence_url,
    candidates.excerpt,
    candidates.observed_value,
    versions.unit,
    versions.instrument,
    versions.provision,
    versions.address as provision_address,
    decisions.decision_reason,
    decisions.reply_text,
    versions.threshold,
    candidates.finding_date,
    decisions.reply_received_on,
    decisions.decided_at
from candidates
inner join {{ ref('dim_rule_versions') }} as versions on candidates.rule_version_id = versions.rule_version_id
left join {{ ref('int_decisions_latest') }} as decisions on candidates.finding_id = decisions.finding_id
