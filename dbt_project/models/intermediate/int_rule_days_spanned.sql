{{ config(materialized='view') }}

select
    outlet_days.outlet_id,
    rules.rule_id,
    versions.rule_version_id,
    outlet_days.kind,
    outlet_days.organisation_name,
    outlet_days.governing_body,
    rules.grain,
    rules.register,
    versions.asks_for,
    coalesce(versions.asks_for, rules.reads) as reads,
    versions.unit,
    versions.strength,
    versions.cap_cause,
    case
        when rules.cause_not_implemented is not null then rules.cause_not_implemented
        when not {{ contains_word('rules.kinds', 'outlet_days.kind') }} then 'kind_not_concerned'
        when versions.rule_version_id is null then 'no_version_in_force'
        when versions.is_press_run_exempt and outlet_days.is_press_run then 'press_run_exempt'
        when versions.is_licence_required and outlet_days.permit_kind = 'notification' then 'notified_only'
    end as cause_not_applicable,
    versions.threshold,
    outlet_days.day as judged_on
from {{ ref('int_outlet_days_judged') }} as outlet_days
cross join {{ ref('rules') }} as rules
left join {{ ref('int_rule_versions_resolved') }} as versions
    on
        rules.rule_id = versions.rule_id
        and outlet_days.kind = versions.kind
        and outlet_days.day >= versions.effective_from
        and (versions.effective_to is null or outlet_days.day < versions.effective_to)
where {{ is_touched('outlet_days.day') }}
