{#- What each capture of a home page says of what the decree on portals asks for. What one capture alone lacks, or
    what stands in a place that was not read, is unread. -#}
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
