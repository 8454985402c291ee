{#- Whether the name of each unit's site had an IPv6 address. None is not seen only where it was looked up twice, a day
    apart. -#}
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
where pages.outlet_id in (select sites.outlet_id from {{ ref('int_portal_sites_dated') }} as sites)
group by pages.outlet_id, pages.day, pages.has_ipv6
