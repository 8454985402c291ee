{#- An absence counts when the latest capture at least a day earlier, and at most a week, lacks the fact too, and none
    in between shows it. All days are kept: the mart of portals reads them. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('day') }}",
        indexes=indexed_by('day', 'capture_id')
    )
}}

with absent as (
    select facts.*
    from {{ ref('int_home_page_facts_observed') }} as facts
    where not facts.is_present and {{ is_touched('facts.day') }}
),

before as (
    select
        absent.capture_id,
        absent.observation,
        pages.capture_id as earlier_capture_id,
        pages.captured_at as earlier_captured_at,
        {{ are_two_captures('pages.captured_at', 'absent.captured_at') }} as is_a_day_earlier
    from absent
    inner join {{ ref('int_home_pages_captured') }} as pages
        on
            absent.outlet_id = pages.outlet_id
            and absent.captured_at > pages.captured_at
            and pages.captured_at >= absent.captured_at - interval '7 days'
),

earlier as (
    select
        before.*,
        row_number() over (
            partition by before.capture_id, before.observation order by before.earlier_captured_at desc
        ) as place
    from before
    where before.is_a_day_earlier
),

shown_between as (
    select distinct
        before.capture_id,
        before.observation
    from before
    inner join {{ ref('int_home_page_facts_observed') }} as facts
        on
            before.earlier_capture_id = facts.capture_id
            and before.observation = facts.observation
    where not before.is_a_day_earlier and facts.is_present
),

weighed as (
    select
        absent.capture_id,
        earlier.earlier_capture_id,
        absent.outlet_id,
        absent.observation,
        absent.url,
        case
            when absent.place = 'unread' then 'place_unread'
            when absent.place <> 'seen' then 'place_not_read'
            when shown_between.capture_id is not null then 'seen_missing_once'
            when earlier_facts.is_present is null or earlier_facts.is_present then 'seen_missing_once'
            when earlier_facts.place = 'unread' then 'place_unread'
            when earlier_facts.place <> 'seen' then 'place_not_read'
            else 'missing_twice'
        end as cause,
        absent.day,
        earlier.earlier_captured_at,
        absent.captured_at
    from absent
    left join earlier
        on
            absent.capture_id = earlier.capture_id
            and absent.observation = earlier.observation
            and earlier.place = 1
    left join {{ ref('int_home_page_facts_observed') }} as earlier_facts
        on
            earlier.earlier_capture_id = earlier_facts.capture_id
            and absent.observation = earlier_facts.observation
    left join shown_between
        on
            absent.capture_id = shown_between.capture_id
            and absent.observation = shown_between.observation
)

select
    capture_id,
    outlet_id,
    observation,
    url,
    case when cause = 'missing_twice' then 'against' else 'unclear' end as bearing,
    cause,
    case when cause = 'missing_twice' then earlier_capture_id end as earlier_capture_id,
    day,
    case when cause = 'missing_twice' then earlier_captured_at end as first_missing_at,
    case when cause = 'missing_twice' then captured_at end as last_missing_at
from weighed
