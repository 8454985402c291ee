{#- Whether the domain of each unit's site on each day has a form that the decree on portals gives, and where
    it lies. -#}
with sites as (
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
)

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
