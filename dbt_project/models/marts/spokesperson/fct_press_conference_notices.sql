{#- How long before a planned conference the authority answered an organisation's notice. The text gives a limit to a
    refusal alone, and the register does not say what was answered: a later answer, or none, is a question to people.
    Two notices for one instant may be of one conference. -#}
with versions as (
    {{ versions_of('conference_notice_answered') }}
),

attested as (
    {{ attested_for('conference_notice_answered') }}
),

dated as (
    select
        notices.*,
        {{ version_columns('versions') }},
        notices.planned_at - versions.threshold * interval '1 hour' as due_at,
        count(*) over (partition by notices.planned_at) as notices_of_instant
    from {{ ref('stg_registers__press_conference_notices') }} as notices
    left join versions on {{ is_in_force_on('versions', local_date('notices.received_at')) }}
),

stated as (
    select
        dated.*,
        case
            when dated.measure_version_id is null then 'not_applicable'
            when dated.answered_at < dated.received_at or dated.planned_at < dated.received_at then 'needs_review'
            when dated.answered_at <= dated.due_at then 'in_time'
            when dated.answered_at is not null then 'needs_review'
            when {{ local_date('dated.due_at') }} >= dated.landed_on then 'waiting'
            when attested.complete_to >= {{ local_date('dated.due_at') }} then 'needs_review'
            else 'not_observed'
        end as state
    from dated
    cross join attested
)

select
    notice_id,
    measure_version_id,
    state,
    case
        when measure_version_id is null then 'no_version_in_force'
        when answered_at < received_at or planned_at < received_at then 'dates_contradict'
        when notices_of_instant > 1 then 'may_be_one_conference'
        when state = 'needs_review' and answered_at is null then 'not_answered'
        when state = 'needs_review' then 'answered_after_the_limit_of_a_refusal'
        when state = 'not_observed' then 'register_incomplete'
    end as cause,
    unit,
    instrument,
    provision,
    threshold,
    {{ local_date('coalesce(due_at, received_at)') }} as measured_on,
    received_at,
    planned_at,
    due_at,
    answered_at
from stated
