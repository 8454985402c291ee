{#- The report on last year was not received by its last day, a day of January; who had no licence then owes none. -#}
with judged as (
    {{ days_of('annual_report_filed') }}
),

due as (
    select
        judged.outlet_id,
        judged.judged_on,
        cast(extract(year from judged.judged_on) as integer) - 1 as report_year
    from judged
    where
        extract(month from judged.judged_on) = 1
        and extract(day from judged.judged_on) = judged.threshold
),

licensed as (
    select
        licences.outlet_id,
        min(cast(extract(year from licences.issued_on) as integer)) as first_year
    from {{ ref('stg_registers__licences') }} as licences
    group by licences.outlet_id
),

filed as (
    {{ annual_reports_received() }}
),

attested as (
    {{ attested_to('annual_reports') }}
),

found as (
    select
        due.outlet_id,
        cast(due.report_year as text) as evidence_key,
        case
            when filed.received_on <= due.judged_on then 'in_favour'
            when attested.complete_to is null then 'unobserved'
            else 'against'
        end as bearing,
        case
            when filed.received_on <= due.judged_on then null
            when attested.complete_to is null then 'register_incomplete'
            else 'late_or_missing'
        end as cause,
        cast(filed.received_on as text) as observed_value,
        due.judged_on
    from due
    inner join licensed
        on
            due.outlet_id = licensed.outlet_id
            and due.report_year >= licensed.first_year
    left join filed
        on
            due.outlet_id = filed.outlet_id
            and due.report_year = filed.report_year
    left join attested on due.judged_on <= attested.complete_to
)

{{ evidence('annual_report_filed') }}
