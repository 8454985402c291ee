{#- Whether the site of each unit and the city's portal lead to one another, and how many of the unit's channels its
    site leads to. What one capture alone does not lead to is unread. -#}
with pages as (
    select
        facts.outlet_id,
        facts.state,
        {{ as_one_spelling("coalesce(facts.value, '')") }} as links,
        facts.day,
        facts.captured_at
    from {{ ref('int_portal_facts_stated') }} as facts
    where facts.observation = 'outgoing_links'
),

wanted as (
    select distinct
        sites.unit_id,
        'city' as target_kind,
        sites.outlet_id,
        {{ as_one_spelling('sites.city_domain') }} as address,
        sites.day
    from {{ ref('int_portal_sites_dated') }} as sites
    union all
    select distinct
        sites.unit_id,
        'unit' as target_kind,
        sites.city_outlet_id as outlet_id,
        {{ as_one_spelling('sites.domain') }} as address,
        sites.day
    from {{ ref('int_portal_sites_dated') }} as sites
    union all
    select distinct
        units.unit_id,
        'channel' as target_kind,
        units.outlet_id,
        {{ as_one_spelling('channels.address') }} as address,
        units.day
    from {{ ref('int_portal_sites_dated') }} as units
    inner join {{ ref('stg_registers__channels') }} as channels
        on
            units.outlet_id = channels.outlet_id
            and units.day >= channels.opened_on
            and (channels.closed_on is null or units.day < channels.closed_on)
    where channels.address is not null
),

led_to as (
    select
        wanted.unit_id,
        wanted.target_kind,
        wanted.address,
        wanted.day,
        case
            when wanted.address is null or now_read.state is null or now_read.state = 'unread' then 'unread'
            when max({{ is_linked('now_read', 'wanted') }}) = 1 then 'seen'
            when now_read.state = 'not_seen' then 'not_seen'
            else {{ missing_at_two_captures(
                is_linked('earlier', 'wanted'), "earlier.state <> 'unread'", 'earlier.captured_at', 'now_read.captured_at'
            ) }}
        end as state
    from wanted
    left join pages as now_read
        on
            wanted.outlet_id = now_read.outlet_id
            and wanted.day = now_read.day
    left join pages as earlier
        on
            now_read.outlet_id = earlier.outlet_id
            and now_read.captured_at > earlier.captured_at
            and earlier.captured_at >= now_read.captured_at - interval '7 days'
    group by wanted.unit_id, wanted.target_kind, wanted.address, wanted.day, now_read.state
)

select
    led_to.unit_id,
    led_to.day,
    max(case when led_to.target_kind = 'city' and led_to.state = 'seen' then 1 else 0 end) as links_to_city,
    max(case when led_to.target_kind = 'unit' and led_to.state = 'seen' then 1 else 0 end) as is_linked_by_city,
    max(case when led_to.target_kind = 'city' and led_to.state = 'not_seen' then 1 else 0 end) as is_city_link_missing,
    max(case when led_to.target_kind = 'unit' and led_to.state = 'not_seen' then 1 else 0 end) as is_unit_link_missing,
    count(case when led_to.target_kind = 'channel' then 1 end) as channels,
    count(case when led_to.target_kind = 'channel' and led_to.state <> 'seen' then 1 end) as channels_unlisted,
    count(case when led_to.target_kind = 'channel' and led_to.state = 'not_seen' then 1 end) as channels_missing
from led_to
group by led_to.unit_id, led_to.day
