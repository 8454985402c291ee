{#- Planned stops of units' sites: announced how many working days before, with the end that was expected. -#}
with versions as (
    {{ versions_of('portal_pause_notified') }}
),

attested as (
    {{ attested_for('portal_pause_notified') }}
),

dated as (
    select
        pauses.*,
        versions.measure_version_id,
        versions.threshold,
        limits.day as due_on
    from {{ ref('stg_registers__portal_pauses') }} as pauses
    left join versions on {{ is_in_force_on('versions', 'pauses.starts_on') }}
    left join {{ ref('calendar') }} as begins on pauses.starts_on = begins.day
    left join {{ ref('calendar') }} as limits
        on
            limits.is_working_day
            and limits.working_day_number
            = begins.working_day_number + case when begins.is_working_day then 0 else 1 end - versions.threshold
)

select
    dated.pause_id,
    dated.unit_id,
    dated.measure_version_id,
    case
        when dated.measure_version_id is null or dated.is_force_majeure then 'not_applicable'
        when dated.announced_on > dated.starts_on then 'late'
        when dated.announced_on <= dated.due_on and dated.expected_until is not null then 'in_time'
        when dated.announced_on <= dated.due_on then 'needs_review'
        when dated.announced_on is not null then 'late'
        when attested.complete_to >= dated.starts_on then 'overdue'
        else 'not_observed'
    end as state,
    case
        when dated.measure_version_id is null then 'no_version_in_force'
        when dated.is_force_majeure then 'force_majeure'
        when dated.announced_on <= dated.due_on and dated.expected_until is null then 'end_not_announced'
        when dated.announced_on is null and (attested.complete_to is null or attested.complete_to < dated.starts_on)
            then 'register_incomplete'
    end as cause,
    dated.announced_on,
    dated.due_on,
    dated.starts_on,
    dated.expected_until,
    dated.ended_on
from dated
cross join attested
