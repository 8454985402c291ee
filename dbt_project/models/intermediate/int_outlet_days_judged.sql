{#- Written in order of days, as all that is made from it: PostgreSQL reads a day from few pages then, not from all. -#}
{{ config(indexes=indexed_by('day, outlet_id')) }}

select
    outlets.outlet_id,
    outlets.kind,
    outlets.governing_body,
    outlets.organisation_name,
    outlets.permit_kind,
    outlets.is_press_run,
    days.day
from {{ ref('int_outlets_dated') }} as outlets
inner join {{ ref('int_days_judged') }} as days
    on
        outlets.effective_from <= days.day
        and (outlets.effective_to is null or outlets.effective_to > days.day)
order by days.day, outlets.outlet_id
