{#- One report on each year that has closed, due by a day of the December in which it closed. -#}
with versions as (
    {{ versions_of('spokesperson_report_filed') }}
),

seen as (
    select max(reports.landed_on) as seen_on
    from {{ ref('stg_registers__unit_reports') }} as reports
),

years as (
    select
        periods.period_id,
        versions.measure_version_id,
        versions.applies_to,
        versions.unit_ids,
        versions.unit,
        versions.instrument,
        versions.provision,
        versions.threshold,
        versions.effective_from,
        versions.effective_to,
        seen.seen_on,
        periods.starts_on,
        periods.ends_before,
        cast(
            cast(extract(year from periods.ends_before) as integer) || '-12-' || cast(versions.threshold as integer)
            as date
        ) as due_on
    from {{ ref('report_periods') }} as periods
    cross join versions
    cross join seen
    where periods.kind = 'yearly' and periods.ends_before <= seen.seen_on
),

filed as (
    select
        reports.period,
        reports.report,
        min(reports.received_on) as received_on
    from {{ ref('stg_registers__unit_reports') }} as reports
    inner join versions
        on
            reports.report = versions.applies_to
            and {{ contains_word('versions.unit_ids', 'reports.unit_id') }}
    group by reports.period, reports.report
),

stated as (
    select
        years.*,
        filed.received_on,
        {{ measure_state(
            'spokesperson_report_filed', 'years.measure_version_id', 'years.starts_on', 'years.due_on',
            'filed.received_on', 'years.due_on',
            'years.seen_on'
        ) }} as state
    from years
    left join filed
        on
            years.period_id = filed.period
            and years.applies_to = filed.report
    where {{ is_in_force_on('years', 'years.due_on') }}
)

select
    period_id,
    measure_version_id,
    unit_ids,
    state,
    {{ measure_cause('measure_version_id', 'starts_on', 'due_on', 'received_on', 'state') }} as cause,
    unit,
    instrument,
    provision,
    threshold,
    starts_on as data_from,
    ends_before as data_before,
    due_on,
    received_on,
    due_on as measured_on
from stated
