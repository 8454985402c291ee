{#- Days are counted from the day after receipt; working days by the calendar. -#}
with versions as (
    {{ versions_of('press_answer_timely') }}
),

dated as (
    select
        requests.*,
        {{ version_columns('versions') }},
        case versions.unit
            when 'days' then {{ days_after('requests.received_on', 'cast(versions.threshold as integer)') }}
            when 'working_days' then limits.day
        end as due_on
    from {{ ref('stg_registers__press_requests') }} as requests
    left join versions
        on
            requests.request_kind = versions.applies_to
            and {{ is_in_force_on('versions', 'requests.received_on') }}
    left join {{ ref('calendar') }} as received on requests.received_on = received.day
    left join {{ ref('calendar') }} as limits
        on
            versions.unit = 'working_days'
            and limits.is_working_day
            and limits.working_day_number = received.working_day_number + versions.threshold
),

stated as (
    select
        dated.*,
        {{ measure_state(
            'press_answer_timely', 'dated.measure_version_id', 'dated.received_on', 'dated.due_on',
            'dated.answered_on', 'dated.due_on',
            'dated.landed_on'
        ) }} as state
    from dated
)

select
    request_id,
    unit_id,
    measure_version_id,
    request_kind,
    state,
    {{ measure_cause('measure_version_id', 'received_on', 'due_on', 'answered_on', 'state') }} as cause,
    unit,
    instrument,
    provision,
    threshold,
    received_on,
    due_on,
    answered_on,
    coalesce(due_on, received_on) as measured_on
from stated
