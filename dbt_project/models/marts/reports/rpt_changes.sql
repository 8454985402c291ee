with named as (
    select
        rules.rule_id as subject_id,
        rules.title_vi
    from {{ ref('rules') }} as rules
    union all
    select
        measures.measure_id as subject_id,
        measures.title_vi
    from {{ ref('measures') }} as measures
    union all
    select
        profiles.outlet_id as subject_id,
        profiles.outlet_name as title_vi
    from {{ ref('stg_outlets__outlet_profiles') }} as profiles
)

select
    periods.period_id,
    changes.change_id,
    changes.subject_kind,
    changes.subject_id,
    coalesce(named.title_vi, changes.belongs_to) as title_vi,
    changes.change_kind,
    changes.changed_on
from {{ ref('fct_changes') }} as changes
inner join {{ ref('report_periods') }} as periods
    on
        changes.changed_on >= periods.starts_on
        and changes.changed_on < periods.ends_before
left join named on changes.belongs_to = named.subject_id
