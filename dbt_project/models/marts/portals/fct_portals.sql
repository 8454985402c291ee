{#- What each unit's site shows, measured and never judged. What one capture alone lacks, or what stands in a place that
    was not read, is not said to be missing. -#}
with versions as (
    select versions.*
    from {{ ref('dim_measure_versions') }} as versions
    where versions.measure_id like 'portal_%' and versions.measure_id <> 'portal_pause_notified'
),

units as (
    select distinct
        sites.unit_id,
        sites.unit_kind,
        sites.outlet_id,
        sites.day
    from {{ ref('int_portal_sites_dated') }} as sites
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
                    when links.channels = 0 then 'not_observed'
                    when links.channels_unlisted = 0 then 'seen'
                    when links.channels_missing > 0 then 'not_seen'
                    else 'unread'
                end
            when 'portal_ipv6' then coalesce(looked_up.state, 'not_observed')
            else 'not_observed'
        end as state,
        units.day
    from units
    cross join versions
    inner join {{ ref('int_portal_domains_formed') }} as formed
        on
            units.unit_id = formed.unit_id
            and units.day = formed.day
    inner join {{ ref('int_portal_links_found') }} as links
        on
            units.unit_id = links.unit_id
            and units.day = links.day
    left join {{ ref('int_portal_sections_shown') }} as sections
        on
            units.unit_id = sections.unit_id
            and units.day = sections.day
    left join {{ ref('int_portal_addresses_looked_up') }} as looked_up
        on
            units.outlet_id = looked_up.outlet_id
            and units.day = looked_up.day
    where {{ is_in_force_on('versions', 'units.day') }}
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
