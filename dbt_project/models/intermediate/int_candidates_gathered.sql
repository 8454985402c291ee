{#- Evidence that a verdict of not_met rests on, before anybody has decided on it. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('finding_date') }}",
        indexes=indexed_by('finding_date')
    )
}}

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
    evidence.earlier_capture_id,
    evidence.evidence_url,
    evidence.excerpt,
    evidence.observed_value,
    evidence.judged_on as finding_date,
    evidence.first_missing_at,
    evidence.last_missing_at
from {{ ref('int_evidence_gathered') }} as evidence
inner join {{ ref('fct_verdicts') }} as verdicts
    on
        evidence.outlet_id = verdicts.outlet_id
        and evidence.rule_id = verdicts.rule_id
        and evidence.judged_on = verdicts.verdict_date
where
    evidence.bearing = 'against'
    and verdicts.status = 'not_met'
    and {{ is_touched('evidence.judged_on') }}
    and {{ is_touched('verdicts.verdict_date') }}
