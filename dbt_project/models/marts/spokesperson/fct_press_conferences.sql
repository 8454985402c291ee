{#- Each regular conference of the city starts the months for the next; whether an extraordinary one counts is open. -#}
with versions as (
    {{ versions_of('press_conference_held') }}
),

counted as (
    select
        conferences.*,
        case
            when not {{ contains_word('measures.unit_ids', 'conferences.unit_id') }} then 'unit_not_concerned'
            when conferences.kind <> 'regular' then 'not_regular'
        end as cause_not_counted
    from {{ ref('stg_registers__press_conferences') }} as conferences
    inner join {{ ref('measures') }} as measures on measures.measure_id = 'press_conference_held'
),

followed as (
    select
        counted.*,
        min(case when counted.kind = 'regular' then counted.held_on end) over (
            partition by coalesce(counted.cause_not_counted, '') = 'unit_not_concerned'
            order by counted.held_on, counted.conference_id
            rows between 1 following and unbounded following
        ) as next_regular_on,
        min(counted.held_on) over (
            partition by coalesce(counted.cause_not_counted, '') = 'unit_not_concerned'
            order by counted.held_on, counted.conference_id
            rows between 1 following and unbounded following
        ) as next_held_on
    from counted
),

dated as (
    select
        followed.*,
        {{ version_columns('versions') }},
        cast(followed.held_on + cast(versions.threshold as integer) * interval '1 month' as date) as next_due_on
    from followed
    left join versions
        on
            followed.cause_not_counted is null
            and {{ is_in_force_on('versions', 'followed.held_on') }}
),

stated as (
    select
        dated.*,
        case
            when dated.next_held_on <= dated.next_due_on and (
                dated.next_regular_on is null or dated.next_regular_on > dated.next_due_on
            ) then 'needs_review'
            else {{ measure_state(
                'press_conference_held', 'dated.measure_version_id', 'dated.held_on', 'dated.next_due_on',
                'dated.next_regular_on',
                'dated.next_due_on', 'dated.landed_on'
            ) }}
        end as state
    from dated
)

select
    conference_id,
    unit_id,
    measure_version_id,
    kind,
    subject,
    state,
    coalesce(
        cause_not_counted,
        {{ measure_cause('measure_version_id', 'held_on', 'next_due_on', 'next_regular_on', 'state') }},
        case when state = 'needs_review' then 'only_extraordinary' end
    ) as cause,
    unit,
    instrument,
    provision,
    address,
    press_agencies,
    questions_answered,
    threshold,
    held_on,
    next_due_on,
    case when cause_not_counted is null then next_regular_on end as next_held_on,
    coalesce(next_due_on, held_on) as measured_on
from stated
