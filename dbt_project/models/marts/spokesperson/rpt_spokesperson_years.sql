{#- The six figures of the yearly form, of each unit that a register names in the year, and of whoever files the form in
    any year of which something was landed. A figure that a new decree asks for counts from the day that
    the seed gives. What no attested register says is named, never made nought. -#}
with years as (
    select
        periods.period_id,
        figures.figure_id,
        figures.figure_number,
        figures.title_vi,
        figures.register,
        figures.provision,
        greatest(periods.starts_on, coalesce(figures.counted_from, periods.starts_on)) as counted_from,
        periods.ends_before as counted_before
    from {{ ref('report_periods') }} as periods
    cross join {{ ref('spokesperson_figures') }} as figures
    where
        periods.kind = 'yearly'
        and (figures.counted_from is null or figures.counted_from < periods.ends_before)
),

entries as (
    select
        'press_conferences_held' as figure_id,
        conferences.unit_id,
        1 as counted,
        cast(null as integer) as of_all,
        0 as is_unclear,
        conferences.held_on as day
    from {{ ref('stg_registers__press_conferences') }} as conferences
    union all
    select
        'informed_at_briefings' as figure_id,
        briefings.unit_id,
        briefings.times_informed as counted,
        cast(null as integer) as of_all,
        0 as is_unclear,
        briefings.held_on as day
    from {{ ref('stg_registers__press_briefings') }} as briefings
    union all
    select
        'press_answers_given' as figure_id,
        requests.unit_id,
        case when requests.answered_on is null then 0 else 1 end as counted,
        1 as of_all,
        0 as is_unclear,
        requests.received_on as day
    from {{ ref('stg_registers__press_requests') }} as requests
    union all
    select
        'urgent_matters_spoken_on' as figure_id,
        matters.unit_id,
        case when matters.informed_at is null then 0 else 1 end as counted,
        1 as of_all,
        0 as is_unclear,
        {{ local_date('matters.occurred_at') }} as day
    from {{ ref('fct_urgent_matters') }} as matters
    union all
    select
        'urgent_matters_in_time' as figure_id,
        matters.unit_id,
        case when matters.state = 'in_time' then 1 else 0 end as counted,
        1 as of_all,
        case when matters.state = 'needs_review' then 1 else 0 end as is_unclear,
        {{ local_date('matters.occurred_at') }} as day
    from {{ ref('fct_urgent_matters') }} as matters
    where matters.unit is not null
    union all
    select
        'corrections_requested' as figure_id,
        requests.unit_id,
        case when requests.requested_on is null then 0 else 1 end as counted,
        1 as of_all,
        0 as is_unclear,
        requests.found_on as day
    from {{ ref('stg_registers__correction_requests') }} as requests
),

unit_years as (
    select distinct
        periods.period_id,
        entries.unit_id
    from {{ ref('report_periods') }} as periods
    inner join entries
        on
            periods.starts_on <= entries.day
            and periods.ends_before > entries.day
    where periods.kind = 'yearly'
    union distinct
    select
        periods.period_id,
        {{ words_of('measures.unit_ids') }} as unit_id
    from {{ ref('report_periods') }} as periods
    inner join {{ ref('measures') }} as measures on measures.measure_id = 'spokesperson_report_filed'
    where
        periods.kind = 'yearly'
        and exists (
            select 1
            from {{ ref('stg_warehouse__loaded_partitions') }} as partitions
            where
                partitions.landed_on >= periods.starts_on
                and partitions.landed_on < periods.ends_before
        )
),

landed as (
    select distinct partitions.table_name as register
    from {{ ref('stg_warehouse__loaded_partitions') }} as partitions
),

summed as (
    select
        years.period_id,
        unit_years.unit_id,
        years.figure_id,
        sum(entries.counted) as counted,
        sum(entries.of_all) as of_all,
        max(entries.is_unclear) as is_unclear
    from years
    inner join unit_years on years.period_id = unit_years.period_id
    inner join entries
        on
            unit_years.unit_id = entries.unit_id
            and years.figure_id = entries.figure_id
            and years.counted_from <= entries.day
            and years.counted_before > entries.day
    group by years.period_id, unit_years.unit_id, years.figure_id
)

select
    years.period_id,
    unit_years.unit_id,
    years.figure_id,
    years.title_vi,
    case
        when landed.register is null then 'register_not_kept'
        when attested.complete_to is null or attested.complete_to < {{ days_after('years.counted_before', -1) }}
            then 'register_incomplete'
        when summed.is_unclear = 1 then 'dates_unclear'
    end as cause,
    years.register,
    years.provision,
    cast(years.figure_number as bigint) as figure_number,
    cast(case when landed.register is not null then coalesce(summed.counted, 0) end as bigint) as counted,
    cast(
        case
            when
                landed.register is not null
                and years.figure_id not in ('press_conferences_held', 'informed_at_briefings')
                then coalesce(summed.of_all, 0)
        end as bigint
    ) as of_all,
    years.counted_from,
    years.counted_before
from years
inner join unit_years on years.period_id = unit_years.period_id
left join landed on years.register = landed.register
left join {{ ref('int_registers_attested') }} as attested on years.register = attested.register
left join summed
    on
        years.period_id = summed.period_id
        and unit_years.unit_id = summed.unit_id
        and years.figure_id = summed.figure_id
