{#- Every due date that registers and the catalogue of law give, and whether a register shows it done. A duty of which
    the text gives no number, or no text was read, has no date and stands here not at all. A matter is named by its id
    alone, never by its outlet. -#}
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
            and {{ holds_on('rule_limits', 'calendar.day') }}
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
            and {{ holds_on('rule_limits', 'channels.opened_on') }}
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
            and {{ holds_on('rule_limits', 'corrections.starts_on') }}
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
            and {{ holds_on('rounds', 'replies.received_on') }}
            and rounds.threshold >= replies.round
    inner join rule_limits as days
        on
            days.rule_id = 'correction_timely'
            and outlets.kind = days.kind
            and {{ holds_on('days', 'replies.received_on') }}
    where replies.medium in ('daily', 'broadcast') and not replies.is_refused_in_writing
),

units as (
    select
        units.unit_id,
        units.unit_name || coalesce(' (đơn vị tiếp nhận: ' || successors.unit_name || ')', '') as unit_name
    from {{ ref('dim_units') }} as units
    left join {{ ref('dim_units') }} as successors
        on
            units.successor_unit_id = successors.unit_id
            and units.effective_to is not null
            and successors.is_latest
    where units.is_latest
    union all
    select
        units.unit_id,
        {{ first_of('units.unit_name', 'units.effective_from desc') }} as unit_name
    from {{ ref('units') }} as units
    where units.unit_id not in (select known.unit_id from {{ ref('dim_units') }} as known)
    group by units.unit_id
),

measures as (
    select versions.*
    from {{ ref('dim_measure_versions') }} as versions
),

of_units as (
    select
        'press_answer' as deadline_kind,
        requests.request_id as subject_key,
        requests.unit_id as subject_id,
        requests.instrument,
        requests.provision,
        requests.measure_version_id,
        requests.due_on,
        requests.answered_on as done_on
    from {{ ref('fct_press_requests') }} as requests
    union all
    select
        'press_conference' as deadline_kind,
        conferences.conference_id as subject_key,
        conferences.unit_id as subject_id,
        conferences.instrument,
        conferences.provision,
        conferences.measure_version_id,
        conferences.next_due_on as due_on,
        conferences.next_held_on as done_on
    from {{ ref('fct_press_conferences') }} as conferences
    union all
    select
        'unit_report' as deadline_kind,
        reports.unit_id || '/' || reports.report || '/' || reports.period as subject_key,
        reports.unit_id as subject_id,
        cast(null as text) as instrument,
        cast(null as text) as provision,
        cast(null as text) as measure_version_id,
        reports.due_on,
        reports.received_on as done_on
    from {{ ref('stg_registers__unit_reports') }} as reports
    where
        not exists (
            select 1
            from measures
            where
                measures.measure_id = 'spokesperson_report_filed'
                and measures.applies_to = reports.report
                and {{ holds_word('measures.unit_ids', 'reports.unit_id') }}
        )
    union all
    select
        'initial_information' as deadline_kind,
        matters.matter_id as subject_key,
        matters.unit_id as subject_id,
        matters.instrument,
        matters.provision,
        matters.measure_version_id,
        {{ local_date('matters.due_at') }} as due_on,
        {{ local_date('matters.informed_at') }} as done_on
    from {{ ref('fct_urgent_matters') }} as matters
    union all
    select
        'spokesperson_list' as deadline_kind,
        lists.unit_id || '/' || lists.decision_number as subject_key,
        lists.unit_id as subject_id,
        min(lists.instrument) as instrument,
        min(lists.provision) as provision,
        min(lists.measure_version_id) as measure_version_id,
        min({{ local_date('lists.due_at') }}) as due_on,
        min({{ local_date('lists.posted_at') }}) as done_on
    from {{ ref('fct_spokesperson_lists') }} as lists
    group by lists.unit_id, lists.decision_number
    union all
    select
        'portal_pause' as deadline_kind,
        pauses.pause_id as subject_key,
        pauses.unit_id as subject_id,
        measures.instrument,
        measures.provision,
        measures.measure_version_id,
        pauses.due_on,
        pauses.announced_on as done_on
    from {{ ref('fct_portal_pauses') }} as pauses
    inner join measures on pauses.measure_version_id = measures.measure_version_id
    where pauses.state <> 'not_applicable'
    union all
    select
        'portal_remark' as deadline_kind,
        sheets.unit_id || '/' || sheets.period as subject_key,
        sheets.unit_id as subject_id,
        cast(null as text) as instrument,
        cast(null as text) as provision,
        cast(null as text) as measure_version_id,
        limits.day as due_on,
        sheets.remark_received_on as done_on
    from {{ ref('stg_registers__portal_sheets') }} as sheets
    inner join {{ ref('calendar') }} as begins on sheets.sent_on = begins.day
    inner join {{ ref('calendar') }} as limits
        on
            limits.is_working_day
            and limits.working_day_number = begins.working_day_number + {{ var('portal_preview_working_days') }}
    union all
    select
        'plan_task' as deadline_kind,
        tasks.task_id as subject_key,
        tasks.lead_unit_id as subject_id,
        cast(null as text) as instrument,
        cast(null as text) as provision,
        cast(null as text) as measure_version_id,
        tasks.due_on,
        tasks.finished_on as done_on
    from {{ ref('stg_registers__plan_tasks') }} as tasks
    where tasks.status not in ('stopped', 'beyond_powers')
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
    left join measures on notices.measure_version_id = measures.measure_version_id
),

yearly as (
    select
        'spokesperson_report' as deadline_kind,
        periods.period_id as subject_key,
        versions.unit_ids as subject_id,
        versions.instrument,
        versions.provision,
        versions.measure_version_id,
        calendar.day as due_on,
        min(reports.received_on) as done_on
    from {{ ref('report_periods') }} as periods
    inner join measures as versions on versions.measure_id = 'spokesperson_report_filed'
    inner join {{ ref('calendar') }} as calendar
        on
            extract(month from calendar.day) = 12
            and extract(day from calendar.day) = versions.threshold
            and extract(year from calendar.day) = extract(year from periods.ends_before)
            and {{ holds_on('versions', 'calendar.day') }}
    left join {{ ref('stg_registers__unit_reports') }} as reports
        on
            versions.applies_to = reports.report
            and periods.period_id = reports.period
            and {{ holds_word('versions.unit_ids', 'reports.unit_id') }}
    where periods.kind = 'yearly'
    group by
        periods.period_id,
        versions.unit_ids,
        versions.instrument,
        versions.provision,
        versions.measure_version_id,
        calendar.day
),

attestations as (
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

every_unit as (
    select of_units.*
    from of_units
    union all
    select yearly.*
    from yearly
),

named as (
    select
        of_units.deadline_kind,
        of_units.subject_key,
        of_units.subject_id,
        coalesce(units.unit_name, of_units.subject_id) as subject_name,
        of_units.instrument,
        of_units.provision,
        measures.in_force,
        of_units.due_on,
        of_units.done_on
    from every_unit as of_units
    left join units on of_units.subject_id = units.unit_id
    left join measures on of_units.measure_version_id = measures.measure_version_id
    union all
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
