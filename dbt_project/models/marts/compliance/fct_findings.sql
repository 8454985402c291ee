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
from {{ ref('int_candidates_gathered') }} as candidates
inner join {{ ref('dim_rule_versions') }} as versions on candidates.rule_version_id = versions.rule_version_id
left join {{ ref('int_decisions_latest') }} as decisions on candidates.finding_id = decisions.finding_id
