{#- A period shows the lines of the year in which its last day lies. -#}
select
    periods.period_id,
    lines.line_id,
    lines.title,
    lines.budget_year,
    lines.allocated_vnd,
    lines.executed_vnd,
    lines.final_account_vnd,
    lines.executed_to
from {{ ref('stg_registers__budget_lines') }} as lines
inner join {{ ref('report_periods') }} as periods
    on lines.budget_year = extract(year from {{ days_after('periods.ends_before', -1) }})
