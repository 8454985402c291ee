{#- An address labelled a special page that lies on no sub-domain of a licensed domain; another outlet's is unclear. -#}
with judged as (
    {{ days_of('special_page_subdomain') }}
),

shown as (
    {{ home_page_facts_shown('special_pages') }}
),

special_pages as (
    select
        shown.*,
        {{ words_of('shown.value') }} as address
    from shown
),

licensed as (
    {{ licensed_domains() }}
),

owners as (
    select distinct
        pages.outlet_id,
        pages.judged_on,
        pages.address
    from special_pages as pages
    inner join {{ ref('stg_outlets__outlet_domains') }} as domains
        on
            pages.outlet_id <> domains.outlet_id
            and {{ is_run_on('domains', 'pages.judged_on') }}
            and (
                {{ host_of('pages.address') }} = domains.domain
                or {{ host_of('pages.address') }} like ('%.' || domains.domain)
            )
),

found as (
    select
        pages.outlet_id,
        pages.address || '@' || cast(pages.judged_on as text) as evidence_key,
        pages.capture_id,
        case when owners.address is not null then 'unclear' else 'against' end as bearing,
        case when owners.address is not null then 'of_another_outlet' else 'not_on_subdomain' end as cause,
        pages.address as observed_value,
        pages.snippet as excerpt,
        pages.url as evidence_url,
        pages.judged_on
    from special_pages as pages
    left join owners
        on
            pages.outlet_id = owners.outlet_id
            and pages.judged_on = owners.judged_on
            and pages.address = owners.address
    where
        not exists (
            select 1
            from licensed
            where
                licensed.outlet_id = pages.outlet_id
                and licensed.issued_on <= pages.judged_on
                and {{ host_of('pages.address') }} like ('%.' || licensed.domain)
                and {{ host_of('pages.address') }} <> ('www.' || licensed.domain)
        )
)

{{ evidence('special_page_subdomain', has='capture_id excerpt evidence_url') }}
