{#- Every due date of a unit, under the name that it has now, and of the office that reports for all each year. -#}
with units as (
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
                and {{ contains_word('measures.unit_ids', 'reports.unit_id') }}
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
            and {{ is_in_force_on('versions', 'calendar.day') }}
    left join {{ ref('stg_registers__unit_reports') }} as reports
        on
            versions.applies_to = reports.report
            and periods.period_id = reports.period
            and {{ contains_word('versions.unit_ids', 'reports.unit_id') }}
    where periods.kind = 'yearly'
    group by
        periods.period_id,
        versions.unit_ids,
        versions.instrument,
        versions.provision,
        versions.measure_version_id,
        calendar.day
),

every_unit as (
    select of_units.*
    from of_units
    union all
    select yearly.*
    from yearly
)

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
