{#- What was due of units of the city in a period, by how it stands; a thing belongs to the day it was due on. -#}
with measured as (
    select
        'spokesperson_list_posted' as measure_id,
        fct_spokesperson_lists.state,
        fct_spokesperson_lists.measured_on
    from {{ ref('fct_spokesperson_lists') }} as fct_spokesperson_lists
    union all
    select
        'initial_information' as measure_id,
        fct_urgent_matters.state,
        fct_urgent_matters.measured_on
    from {{ ref('fct_urgent_matters') }} as fct_urgent_matters
    union all
    select
        'press_conference_held' as measure_id,
        fct_press_conferences.state,
        fct_press_conferences.measured_on
    from {{ ref('fct_press_conferences') }} as fct_press_conferences
    union all
    select
        'spokesperson_report_filed' as measure_id,
        fct_spokesperson_reports.state,
        fct_spokesperson_reports.measured_on
    from {{ ref('fct_spokesperson_reports') }} as fct_spokesperson_reports
    union all
    select
        'press_answer_timely' as measure_id,
        fct_press_requests.state,
        fct_press_requests.measured_on
    from {{ ref('fct_press_requests') }} as fct_press_requests
    union all
    select
        'conference_notice_answered' as measure_id,
        fct_press_conference_notices.state,
        fct_press_conference_notices.measured_on
    from {{ ref('fct_press_conference_notices') }} as fct_press_conference_notices
),

counted as (
    select
        periods.period_id,
        measured.measure_id,
        count(case when measured.state = 'in_time' then 1 end) as in_time,
        count(case when measured.state = 'late' then 1 end) as late,
        count(case when measured.state = 'overdue' then 1 end) as overdue,
        count(case when measured.state = 'waiting' then 1 end) as waiting,
        count(case when measured.state = 'needs_review' then 1 end) as needs_review,
        count(case when measured.state = 'not_observed' then 1 end) as not_observed
    from measured
    inner join {{ ref('report_periods') }} as periods
        on
            measured.measured_on >= periods.starts_on
            and measured.measured_on < periods.ends_before
    where measured.state <> 'not_applicable'
    group by periods.period_id, measured.measure_id
)

select
    counted.period_id,
    counted.measure_id,
    measures.code,
    measures.title_vi,
    cast(counted.in_time as bigint) as in_time,
    cast(counted.late as bigint) as late,
    cast(counted.overdue as bigint) as overdue,
    cast(counted.waiting as bigint) as waiting,
    cast(counted.needs_review as bigint) as needs_review,
    cast(counted.not_observed as bigint) as not_observed
from counted
inner join {{ ref('measures') }} as measures on counted.measure_id = measures.measure_id
