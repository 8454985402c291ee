{#- The version in force when it happened says from which instant the hours run, in clock time. -#}
with versions as (
    {{ versions_of('initial_information') }}
),

dated as (
    select
        entries.*,
        {{ version_columns('versions') }},
        case versions.clock_from when 'occurred' then entries.occurred_at when 'received' then entries.received_at end
        + versions.threshold * interval '1 hour' as due_at
    from {{ ref('stg_registers__urgent_matters') }} as entries
    left join versions on {{ holds_on('versions', local_date('entries.occurred_at')) }}
),

stated as (
    select
        dated.*,
        {{ measure_state(
            'initial_information', 'dated.measure_version_id', 'dated.occurred_at', 'dated.due_at', 'dated.informed_at',
            local_date('dated.due_at'), 'dated.landed_on'
        ) }} as state
    from dated
)

select
    matter_id,
    unit_id,
    measure_version_id,
    subject,
    state,
    {{ measure_cause('measure_version_id', 'occurred_at', 'due_at', 'informed_at', 'state') }} as cause,
    unit,
    instrument,
    provision,
    address,
    threshold,
    {{ local_date('coalesce(due_at, ' ~ 'occurred_at' ~ ')') }} as measured_on,
    occurred_at,
    received_at,
    due_at,
    informed_at
from stated
