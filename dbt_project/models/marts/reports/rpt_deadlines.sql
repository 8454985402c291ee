{#- Every due date that registers and the catalogue of law give, and whether a register shows it done. A duty of which
    the text gives no number, or no text was read, has no date and stands here not at all. A matter is named by its id
    alone, never by its outlet. -#}
with attestations as (
    select
        'attestation' as deadline_kind,
        attested.register || '@' || cast(attested.complete_to as text) as subject_key,
        attested.register as subject_id,
        attested.register as subject_name,
        cast(null as text) as instrument,
        cast(null as text) as provision,
        cast(null as text) as in_force,
        attested.complete_to as due_on,
        min(later.attested_on) as done_on
    from {{ ref('stg_registers__attestations') }} as attested
    left join {{ ref('stg_registers__attestations') }} as later
        on
            attested.register = later.register
            and attested.complete_to < later.complete_to
    group by attested.register, attested.complete_to
),

conference_notices as (
    select
        'conference_notice' as deadline_kind,
        notices.notice_id as subject_key,
        notices.notice_id as subject_id,
        'Thông báo số ' || notices.notice_id as subject_name,
        notices.instrument,
        notices.provision,
        measures.in_force,
        {{ local_date('notices.due_at') }} as due_on,
        {{ local_date('notices.answered_at') }} as done_on
    from {{ ref('fct_press_conference_notices') }} as notices
    left join {{ ref('dim_measure_versions') }} as measures
        on notices.measure_version_id = measures.measure_version_id
),

matter_replies as (
    select
        'notice_reply' as deadline_kind,
        matters.matter_id as subject_key,
        matters.matter_id as subject_id,
        'Vụ việc ' || substr(matters.matter_id, 1, 12) as subject_name,
        cast(null as text) as instrument,
        cast(null as text) as provision,
        cast(null as text) as in_force,
        matters.reply_due_on as due_on,
        coalesce(matters.first_reply_on, matters.closed_on) as done_on
    from {{ ref('fct_matters') }} as matters
),

named as (
    select outlets.*
    from {{ ref('int_outlet_deadlines_gathered') }} as outlets
    union all
    select units.*
    from {{ ref('int_unit_deadlines_gathered') }} as units
    union all
    select attestations.*
    from attestations
    union all
    select conference_notices.*
    from conference_notices
    union all
    select matter_replies.*
    from matter_replies
)

select
    named.deadline_kind || ':' || named.subject_key as deadline_id,
    named.deadline_kind,
    named.subject_id,
    named.subject_name,
    reminders.title_vi,
    reminders.days_before,
    named.instrument,
    named.provision,
    named.in_force,
    reminders.is_of_outlet,
    reminders.is_voluntary,
    named.due_on,
    named.done_on
from named
inner join {{ ref('reminders') }} as reminders on named.deadline_kind = reminders.deadline_kind
where named.due_on is not null
