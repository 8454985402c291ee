{#- A channel opened under the version whose opening was not notified within the working days it gives. -#}
with judged as (
    {{ days_of('channel_notified') }}
),

opened as (
    select
        channels.outlet_id,
        channels.platform,
        channels.channel_name,
        channels.address,
        channels.notified_on,
        channels.opened_on,
        calendar.working_day_number
    from {{ ref('stg_registers__channels') }} as channels
    inner join {{ ref('calendar') }} as calendar on channels.opened_on = calendar.day
),

attested as (
    {{ attested_to('channels') }}
),

found as (
    select
        judged.outlet_id,
        opened.platform || '/' || opened.channel_name as evidence_key,
        case
            when opened.notified_on <= judged.judged_on then 'in_favour'
            when attested.complete_to is null then 'unobserved'
            else 'against'
        end as bearing,
        case
            when opened.notified_on <= judged.judged_on then null
            when attested.complete_to is null then 'register_incomplete'
            else 'not_notified_in_time'
        end as cause,
        cast(opened.notified_on as text) as observed_value,
        opened.channel_name as excerpt,
        opened.address as evidence_url,
        judged.judged_on
    from judged
    inner join {{ ref('calendar') }} as calendar
        on
            judged.judged_on = calendar.day
            and calendar.is_working_day
    inner join opened
        on
            judged.outlet_id = opened.outlet_id
            and calendar.working_day_number = opened.working_day_number + judged.threshold
    inner join {{ ref('int_rule_versions_resolved') }} as versions
        on
            judged.rule_version_id = versions.rule_version_id
            and judged.kind = versions.kind
            and opened.opened_on >= versions.effective_from
    left join attested on judged.judged_on <= attested.complete_to
)

{{ evidence('channel_notified', has='excerpt evidence_url') }}
