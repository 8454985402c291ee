{#- What each unit's site shows, measured and never judged. What one capture alone lacks, or what stands in a place that
    was not read, is not said to be missing. -#}
with versions as (
    select versions.*
    from {{ ref('dim_measure_versions') }} as versions
    where versions.measure_id like 'portal_%' and versions.measure_id <> 'portal_pause_notified'
),

sites as (
    select
        sites.*,
        regexp_replace(sites.long_label, '^(uybannhandan)?(thanhpho|tinh|phuong|xa)', '') as short_label,
        regexp_replace(sites.domain, '^www[.]', '') as name
    from {{ ref('int_portal_sites_dated') }} as sites
),

nested as (
    select distinct
        sites.unit_id,
        sites.day
    from sites
    inner join sites as others
        on
            sites.day = others.day
            and sites.unit_id <> others.unit_id
            and others.unit_kind <> 'city'
            and sites.domain like ('%.' || others.domain)
),

formed as (
    select
        sites.unit_id,
        sites.day,
        max(
            case
                when sites.domain is null then null
                when nested.unit_id is not null then 0
                when sites.city_domain is null and forms.form like '%{city}' then null
                when
                    forms.form like '*.%'
                    and sites.name like ('%.' || sites.city_domain)
                    and sites.name not like ('%.%.' || sites.city_domain)
                    then 1
                when
                    replace(sites.name, '-', '') in (
                        replace(replace(forms.form, '{name}', sites.long_label), '{city}', sites.city_domain),
                        replace(replace(forms.form, '{name}', sites.short_label), '{city}', sites.city_domain),
                        replace(forms.form, '{name}', sites.short_label)
                    )
                    then 1
                else 0
            end
        ) as has_form,
        max(case when sites.domain like ('%.' || sites.city_domain) then 1 else 0 end) as is_below_city,
        max(case when nested.unit_id is not null then 1 else 0 end) as is_nested,
        min(sites.domain) as domain
    from sites
    left join {{ ref('portal_domain_forms') }} as forms on sites.unit_kind = forms.unit_kind
    left join nested
        on
            sites.unit_id = nested.unit_id
            and sites.day = nested.day
    group by sites.unit_id, sites.day
),

units as (
    select distinct
        sites.unit_id,
        sites.unit_kind,
        sites.outlet_id,
        sites.city_outlet_id,
        sites.city_domain,
        sites.day
    from sites
),

facts as (
    select
        pages.outlet_id,
        pages.day,
        pages.captured_at,
        facts.observation,
        facts.value,
        case
            when facts.is_present then 'seen'
            when absences.bearing = 'against' then 'not_seen'
            else 'unread'
        end as state
    from {{ ref('int_home_pages_captured') }} as pages
    inner join {{ ref('int_home_page_facts_observed') }} as facts
        on
            pages.capture_id = facts.capture_id
            and pages.day = facts.day
    left join {{ ref('int_home_page_absences_confirmed') }} as absences
        on
            facts.capture_id = absences.capture_id
            and facts.observation = absences.observation
            and facts.day = absences.day
    where facts.observation in ('organisation_section', 'leaders_section', 'rating_offered', 'outgoing_links')
),

published as (
    select
        units.unit_id,
        units.day,
        facts.observation,
        max(case when facts.outlet_id = units.outlet_id and facts.state = 'seen' then 1 else 0 end) as is_seen,
        max(case when facts.outlet_id <> units.outlet_id and facts.state = 'seen' then 1 else 0 end) as is_on_city,
        max(case when facts.outlet_id = units.outlet_id and facts.state = 'not_seen' then 1 else 0 end) as is_not_seen,
        max(
            case
                when facts.outlet_id = units.city_outlet_id and facts.state = 'not_seen' then 1 else 0
            end
        ) as is_not_on_city
    from units
    inner join facts
        on
            units.day = facts.day
            and (
                units.outlet_id = facts.outlet_id
                or (units.city_outlet_id = facts.outlet_id and facts.observation <> 'rating_offered')
            )
    where facts.observation <> 'outgoing_links'
    group by units.unit_id, units.day, facts.observation
),

sections as (
    select
        published.unit_id,
        published.day,
        min(case when published.observation <> 'rating_offered' then published.is_seen end) as is_organisation_seen,
        max(case when published.observation <> 'rating_offered' then published.is_not_seen end)
            as is_organisation_missing,
        min(
            case
                when published.observation <> 'rating_offered' and published.is_seen = 0 then published.is_on_city
            end
        ) as is_rest_on_city,
        max(
            case
                when published.observation <> 'rating_offered' and published.is_not_seen = 1
                    then published.is_not_on_city
            end
        ) as is_missing_on_city,
        max(case when published.observation = 'rating_offered' then published.is_seen end) as is_rating_seen,
        max(case when published.observation = 'rating_offered' then published.is_not_seen end) as is_rating_missing
    from published
    group by published.unit_id, published.day
),

pages as (
    select
        facts.outlet_id,
        facts.state,
        {{ as_one_spelling("coalesce(facts.value, '')") }} as links,
        facts.day,
        facts.captured_at
    from facts
    where facts.observation = 'outgoing_links'
),

wanted as (
    select distinct
        sites.unit_id,
        'city' as target_kind,
        sites.outlet_id,
        {{ as_one_spelling('sites.city_domain') }} as address,
        sites.day
    from sites
    union all
    select distinct
        sites.unit_id,
        'unit' as target_kind,
        sites.city_outlet_id as outlet_id,
        {{ as_one_spelling('sites.domain') }} as address,
        sites.day
    from sites
    union all
    select distinct
        units.unit_id,
        'channel' as target_kind,
        units.outlet_id,
        {{ as_one_spelling('channels.address') }} as address,
        units.day
    from units
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
            when max({{ is_led_to('now_read', 'wanted') }}) = 1 then 'seen'
            when now_read.state = 'not_seen' then 'not_seen'
            else {{ missing_at_two_captures(
                is_led_to('earlier', 'wanted'), "earlier.state <> 'unread'", 'earlier.captured_at', 'now_read.captured_at'
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
),

links as (
    select
        led_to.unit_id,
        led_to.day,
        max(case when led_to.target_kind = 'city' and led_to.state = 'seen' then 1 else 0 end) as links_to_city,
        max(case when led_to.target_kind = 'unit' and led_to.state = 'seen' then 1 else 0 end) as is_linked_by_city,
        max(case when led_to.target_kind = 'city' and led_to.state = 'not_seen' then 1 else 0 end)
            as is_city_link_missing,
        max(case when led_to.target_kind = 'unit' and led_to.state = 'not_seen' then 1 else 0 end)
            as is_unit_link_missing
    from led_to
    where led_to.target_kind <> 'channel'
    group by led_to.unit_id, led_to.day
),

channels as (
    select
        led_to.unit_id,
        led_to.day,
        count(case when led_to.state <> 'seen' then 1 end) as unlisted,
        count(case when led_to.state = 'not_seen' then 1 end) as missing
    from led_to
    where led_to.target_kind = 'channel'
    group by led_to.unit_id, led_to.day
),

looked_up as (
    select
        pages.outlet_id,
        pages.day,
        case
            when pages.has_ipv6 then 'seen'
            when pages.has_ipv6 is null then 'not_observed'
            else {{ missing_at_two_captures(
                'case when earlier.has_ipv6 then 1 else 0 end', 'not earlier.has_ipv6',
                'earlier.captured_at', 'pages.captured_at'
            ) }}
        end as state
    from {{ ref('int_home_pages_captured') }} as pages
    left join {{ ref('int_home_pages_captured') }} as earlier
        on
            pages.outlet_id = earlier.outlet_id
            and pages.captured_at > earlier.captured_at
            and earlier.captured_at >= pages.captured_at - interval '7 days'
    where pages.outlet_id in (select units.outlet_id from units)
    group by pages.outlet_id, pages.day, pages.has_ipv6
),

measured as (
    select
        units.unit_id,
        units.unit_kind,
        units.outlet_id,
        formed.domain,
        formed.is_nested,
        versions.measure_id,
        versions.measure_version_id,
        case versions.measure_id
            when 'portal_domain'
                then case
                    when formed.has_form = 1 then 'seen'
                    when formed.has_form = 0 then 'not_seen'
                    else 'unread'
                end
            when 'portal_part_of_city'
                then case
                    when units.unit_kind = 'city' then 'not_applicable'
                    when
                        links.links_to_city + links.is_city_link_missing = 0
                        or links.is_linked_by_city + links.is_unit_link_missing = 0
                        then 'unread'
                    when formed.is_below_city + links.links_to_city + links.is_linked_by_city = 3 then 'seen'
                    when formed.is_below_city + links.links_to_city + links.is_linked_by_city = 0 then 'not_seen'
                    else 'needs_review'
                end
            when 'portal_organisation_shown'
                then case
                    when sections.is_organisation_seen = 1 then 'seen'
                    when sections.is_organisation_missing = 1 and sections.is_rest_on_city = 1 then 'needs_review'
                    when sections.is_organisation_missing = 1 and sections.is_missing_on_city = 1 then 'not_seen'
                    else 'unread'
                end
            when 'portal_rating_offered'
                then case
                    when sections.is_rating_seen = 1 then 'seen'
                    when sections.is_rating_missing = 1 then 'not_seen'
                    else 'unread'
                end
            when 'portal_channels_listed'
                then case
                    when channels.unit_id is null then 'not_observed'
                    when channels.unlisted = 0 then 'seen'
                    when channels.missing > 0 then 'not_seen'
                    else 'unread'
                end
            when 'portal_ipv6' then coalesce(looked_up.state, 'not_observed')
            else 'not_observed'
        end as state,
        units.day
    from units
    cross join versions
    inner join formed
        on
            units.unit_id = formed.unit_id
            and units.day = formed.day
    inner join links
        on
            units.unit_id = links.unit_id
            and units.day = links.day
    left join sections
        on
            units.unit_id = sections.unit_id
            and units.day = sections.day
    left join channels
        on
            units.unit_id = channels.unit_id
            and units.day = channels.day
    left join looked_up
        on
            units.outlet_id = looked_up.outlet_id
            and units.day = looked_up.day
    where {{ holds_on('versions', 'units.day') }}
)

select
    unit_id,
    unit_kind,
    outlet_id,
    domain,
    measure_id,
    measure_version_id,
    state,
    case
        when state = 'not_observed' and measure_id = 'portal_ipv6' then 'not_looked_up'
        when state = 'not_observed' then 'register_incomplete'
        when state = 'needs_review' and measure_id = 'portal_organisation_shown' then 'may_stand_on_city_portal'
        when state = 'needs_review' then 'domain_and_links_disagree'
        when state = 'not_seen' and measure_id = 'portal_domain' and is_nested = 1 then 'below_another_units_domain'
        when state = 'unread' then 'not_read_or_seen_missing_once'
    end as cause,
    day
from measured
