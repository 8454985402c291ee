{#- The home page of a social network shows the fixed sections of a newspaper. -#}
with judged as (
    {{ days_of('fixed_sections') }}
),

found as (
    select
        judged.outlet_id,
        cast(judged.judged_on as text) as evidence_key,
        facts.capture_id,
        'against' as bearing,
        'sections_shown' as cause,
        facts.value as observed_value,
        facts.snippet as excerpt,
        facts.url as evidence_url,
        judged.judged_on
    from judged
    inner join {{ ref('int_home_page_facts_observed') }} as facts
        on
            judged.outlet_id = facts.outlet_id
            and judged.judged_on = facts.day
    where facts.observation = 'fixed_sections' and facts.is_present
)

{{ evidence('fixed_sections', has='capture_id excerpt evidence_url') }}
