{#- Hours run in clock time from the decision that assigns the spokesperson. -#}
with versions as (
    {{ versions_of('spokesperson_list_posted') }}
),

dated as (
    select
        entries.*,
        {{ version_columns('versions') }},
        entries.assigned_at + versions.threshold * interval '1 hour' as due_at
    from {{ ref('stg_registers__spokesperson_lists') }} as entries
    left join versions on {{ is_in_force_on('versions', local_date('entries.assigned_at')) }}
),

stated as (
    select
        dated.*,
        {{ measure_state(
            'spokesperson_list_posted', 'dated.measure_version_id', 'dated.assigned_at', 'dated.due_at',
            'dated.posted_at',
            local_date('dated.due_at'), 'dated.landed_on'
        ) }} as state
    from dated
)

select
    unit_id,
    measure_version_id,
    decision_number,
    state,
    {{ measure_cause('measure_version_id', 'assigned_at', 'due_at', 'posted_at', 'state') }} as cause,
    unit,
    instrument,
    provision,
    address,
    threshold,
    {{ local_date('coalesce(due_at, ' ~ 'assigned_at' ~ ')') }} as measured_on,
    assigned_at,
    due_at,
    posted_at
from stated
