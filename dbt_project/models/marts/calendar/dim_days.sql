{#- Each day of the calendar with the report periods that it lies in, as the regime of its time cuts them. -#}
with placed as (
    select
        calendar.day,
        max(case when periods.kind = 'monthly' then periods.period_id end) as monthly_period_id,
        max(case when periods.kind = 'quarterly' then periods.period_id end) as quarterly_period_id,
        max(case when periods.kind = 'half_year' then periods.period_id end) as half_yearly_period_id,
        max(case when periods.kind = 'yearly' then periods.period_id end) as yearly_period_id
    from {{ ref('calendar') }} as calendar
    left join {{ ref('report_periods') }} as periods
        on
            calendar.day >= periods.starts_on
            and calendar.day < periods.ends_before
    group by calendar.day
)

select
    placed.monthly_period_id,
    placed.quarterly_period_id,
    placed.half_yearly_period_id,
    placed.yearly_period_id,
    calendar.day_off_name,
    cast({{ iso_weekday('calendar.day') }} as bigint) as iso_weekday,
    cast(calendar.working_day_number as bigint) as working_day_number,
    calendar.is_working_day,
    judged.day is not null as is_judged,
    calendar.day
from {{ ref('calendar') }} as calendar
inner join placed on calendar.day = placed.day
left join {{ ref('int_days_judged') }} as judged on calendar.day = judged.day
