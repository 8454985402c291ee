{#- Every due date of an outlet that is not closed: of licences, annual reports, channels, corrections, replies. -#}
with rule_limits as (
    select
        versions.rule_id,
        versions.kind,
        versions.unit,
        versions.threshold,
        versions.in_force,
        catalogue.instrument,
        catalogue.provision,
        versions.effective_from,
        versions.effective_to
    from {{ ref('int_rule_versions_resolved') }} as versions
    inner join {{ ref('dim_rule_versions') }} as catalogue on versions.rule_version_id = catalogue.rule_version_id
    where versions.cap_cause is null and versions.threshold is not null and catalogue.read_on is not null
),

outlets as (
    select outlets.*
    from {{ ref('dim_outlets') }} as outlets
    where outlets.closed_on is null
),

licence_ends as (
    select
        'licence_end' as deadline_kind,
        licences.outlet_id || '/' || licences.licence_number || '@' || cast(licences.valid_to as text) as subject_key,
        outlets.outlet_id as subject_id,
        outlets.outlet_name as subject_name,
        cast(null as text) as instrument,
        cast(null as text) as provision,
        cast(null as text) as in_force,
        licences.valid_to as due_on,
        min(later.issued_on) as done_on
    from {{ ref('stg_registers__licences') }} as licences
    inner join outlets on licences.outlet_id = outlets.outlet_id
    left join {{ ref('stg_registers__licences') }} as later
        on
            licences.outlet_id = later.outlet_id
            and (licences.issued_on < later.issued_on or licences.valid_to < later.valid_to)
            and (later.valid_to is null or licences.valid_to < later.valid_to)
    where licences.valid_to is not null
    group by
        licences.outlet_id, licences.licence_number, licences.valid_to, outlets.outlet_id, outlets.outlet_name
),

reports_filed as (
    {{ annual_reports_received() }}
),

annual_reports as (
    select
        'annual_report' as deadline_kind,
        outlets.outlet_id || '@' || cast(extract(year from calendar.day) as text) as subject_key,
        outlets.outlet_id as subject_id,
        outlets.outlet_name as subject_name,
        rule_limits.instrument,
        rule_limits.provision,
        rule_limits.in_force,
        calendar.day as due_on,
        reports_filed.received_on as done_on
    from outlets
    inner join rule_limits
        on
            rule_limits.rule_id = 'annual_report_filed'
            and outlets.kind = rule_limits.kind
    inner join {{ ref('calendar') }} as calendar
        on
            extract(month from calendar.day) = 1
            and extract(day from calendar.day) = rule_limits.threshold
            and {{ is_in_force_on('rule_limits', 'calendar.day') }}
            and extract(year from outlets.first_licensed_on) < extract(year from calendar.day)
    left join reports_filed
        on
            outlets.outlet_id = reports_filed.outlet_id
            and reports_filed.report_year = extract(year from calendar.day) - 1
),

channel_notices as (
    select
        'channel_notice' as deadline_kind,
        channels.outlet_id || '/' || channels.platform || '/' || channels.channel_name as subject_key,
        outlets.outlet_id as subject_id,
        outlets.outlet_name as subject_name,
        rule_limits.instrument,
        rule_limits.provision,
        rule_limits.in_force,
        min(limits.day) as due_on,
        min(channels.notified_on) as done_on
    from {{ ref('stg_registers__channels') }} as channels
    inner join outlets on channels.outlet_id = outlets.outlet_id
    inner join rule_limits
        on
            rule_limits.rule_id = 'channel_notified'
            and outlets.kind = rule_limits.kind
            and {{ is_in_force_on('rule_limits', 'channels.opened_on') }}
    inner join {{ ref('calendar') }} as opened on channels.opened_on = opened.day
    inner join {{ ref('calendar') }} as limits
        on
            limits.is_working_day
            and limits.working_day_number = opened.working_day_number + rule_limits.threshold
    group by
        channels.outlet_id,
        channels.platform,
        channels.channel_name,
        outlets.outlet_id,
        outlets.outlet_name,
        rule_limits.instrument,
        rule_limits.provision,
        rule_limits.in_force
),

corrections as (
    select
        'correction' as deadline_kind,
        corrections.outlet_id || '/' || corrections.conclusion_number as subject_key,
        outlets.outlet_id as subject_id,
        outlets.outlet_name as subject_name,
        rule_limits.instrument,
        rule_limits.provision,
        rule_limits.in_force,
        {{ days_after('corrections.starts_on', 'cast(rule_limits.threshold as integer)') }} as due_on,
        corrections.corrected_on as done_on
    from {{ ref('int_corrections_tracked') }} as corrections
    inner join outlets on corrections.outlet_id = outlets.outlet_id
    inner join rule_limits
        on
            rule_limits.rule_id = 'correction_timely'
            and outlets.kind = rule_limits.kind
            and {{ is_in_force_on('rule_limits', 'corrections.starts_on') }}
    where corrections.medium in ('daily', 'broadcast')
),

replies as (
    select
        'reply' as deadline_kind,
        replies.outlet_id || '/' || replies.reply_number || '#' || cast(replies.round as text) as subject_key,
        outlets.outlet_id as subject_id,
        outlets.outlet_name as subject_name,
        rounds.instrument,
        rounds.provision,
        rounds.in_force,
        {{ days_after('replies.received_on', 'cast(days.threshold as integer)') }} as due_on,
        replies.published_on as done_on
    from {{ ref('stg_registers__replies_due') }} as replies
    inner join outlets on replies.outlet_id = outlets.outlet_id
    inner join rule_limits as rounds
        on
            rounds.rule_id = 'reply_published'
            and outlets.kind = rounds.kind
            and {{ is_in_force_on('rounds', 'replies.received_on') }}
            and rounds.threshold >= replies.round
    inner join rule_limits as days
        on
            days.rule_id = 'correction_timely'
            and outlets.kind = days.kind
            and {{ is_in_force_on('days', 'replies.received_on') }}
    where replies.medium in ('daily', 'broadcast') and not replies.is_refused_in_writing
)

select licence_ends.*
from licence_ends
union all
select annual_reports.*
from annual_reports
union all
select channel_notices.*
from channel_notices
union all
select corrections.*
from corrections
union all
select replies.*
from replies
