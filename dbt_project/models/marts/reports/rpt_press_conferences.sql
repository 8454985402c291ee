with counted as (
    select
        periods.period_id,
        conferences.kind,
        count(*) as conferences,
        sum(conferences.press_agencies) as press_agencies,
        sum(conferences.questions_answered) as questions_answered
    from {{ ref('fct_press_conferences') }} as conferences
    inner join {{ ref('report_periods') }} as periods
        on
            conferences.held_on >= periods.starts_on
            and conferences.held_on < periods.ends_before
    group by periods.period_id, conferences.kind
)

select
    period_id,
    kind,
    cast(conferences as bigint) as conferences,
    cast(press_agencies as bigint) as press_agencies,
    cast(questions_answered as bigint) as questions_answered
from counted
