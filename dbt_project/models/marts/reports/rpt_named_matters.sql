{#- The matters whose outlet may be named by now, each in the period in which its day came. -#}
select
    periods.period_id,
    matters.matter_id,
    matters.rule_id,
    outlets.outlet_name,
    rules.title_vi,
    versions.instrument,
    versions.provision,
    matters.cause,
    matters.reply_text,
    matters.days,
    matters.first_day,
    matters.last_day,
    matters.delivered_on,
    matters.reply_due_on,
    matters.last_reply_on,
    matters.confirmed_on,
    matters.nameable_from,
    matters.met_since
from {{ ref('fct_matters') }} as matters
inner join {{ ref('dim_rules') }} as rules on matters.rule_id = rules.rule_id
inner join {{ ref('dim_rule_versions') }} as versions on matters.rule_version_id = versions.rule_version_id
inner join {{ ref('dim_outlets') }} as outlets on matters.outlet_id = outlets.outlet_id
inner join {{ ref('report_periods') }} as periods
    on
        matters.nameable_from >= periods.starts_on
        and matters.nameable_from < periods.ends_before
where matters.is_nameable
