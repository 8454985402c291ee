{#- The version in force when it happened says from which instant the hours run, in clock time. A version of the
    paragraph under which a unit speaks goes before the general one; a version without a unit gives no limit. -#}
with versions as (
    {{ versions_of('initial_information') }}
),

chosen as (
    select
        entries.*,
        coalesce(own.measure_version_id, general.measure_version_id) as measure_version_id
    from {{ ref('stg_registers__urgent_matters') }} as entries
    left join versions as own
        on
            entries.ground = own.applies_to
            and {{ is_in_force_on('own', local_date('entries.occurred_at')) }}
    left join versions as general
        on
            coalesce(general.applies_to, '') = ''
            and {{ is_in_force_on('general', local_date('entries.occurred_at')) }}
),

dated as (
    select
        chosen.*,
        versions.unit,
        versions.instrument,
        versions.provision,
        versions.threshold,
        case versions.clock_from when 'occurred' then chosen.occurred_at when 'received' then chosen.received_at end
        + versions.threshold * interval '1 hour' as due_at
    from chosen
    left join versions on chosen.measure_version_id = versions.measure_version_id
),

stated as (
    select
        dated.*,
        case
            when dated.measure_version_id is not null and dated.unit is null then 'not_applicable'
            else
                {{ measure_state(
                    'initial_information', 'dated.measure_version_id', 'dated.occurred_at', 'dated.due_at',
                    'dated.informed_at', local_date('dated.due_at'), 'dated.landed_on'
                ) }}
        end as state
    from dated
)

select
    matter_id,
    unit_id,
    measure_version_id,
    subject,
    ground,
    state,
    case
        when measure_version_id is not null and unit is null then 'no_limit_in_text'
        else {{ measure_cause('measure_version_id', 'occurred_at', 'due_at', 'informed_at', 'state') }}
    end as cause,
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
