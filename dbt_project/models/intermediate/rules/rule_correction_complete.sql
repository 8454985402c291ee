{#- A correction on which two captures at least a day apart lack a part the version asks for, and none shows it. -#}
with judged as (
    {{ days_of('correction_complete') }}
),

corrections as (
    select
        judged.outlet_id,
        judged.judged_on,
        judged.asks_for,
        corrections.conclusion_number,
        corrections.correction_article_id,
        corrections.correction_capture_id,
        corrections.correction_url,
        observations.capture_id as observed_capture_id,
        observations.value as parts,
        observations.seen_at,
        case when observations.capture_id = corrections.correction_capture_id then observations.snippet end as snippet
    from judged
    inner join {{ ref('int_corrections_tracked') }} as corrections
        on
            judged.outlet_id = corrections.outlet_id
            and judged.judged_on = corrections.corrected_on
    left join {{ ref('int_article_observations_dated') }} as observations
        on
            corrections.correction_article_id = observations.article_id
            and observations.observation = 'correction_parts'
            and observations.is_present
),

asked as (
    select
        corrections.*,
        {{ words_of('corrections.asks_for') }} as part
    from corrections
),

observed as (
    select
        asked.*,
        (';' || asked.parts || ';') like ('%;' || asked.part || ';%') as is_shown
    from asked
),

parts as (
    select
        observed.outlet_id,
        observed.judged_on,
        observed.conclusion_number,
        observed.correction_article_id,
        observed.correction_capture_id,
        observed.correction_url,
        observed.part,
        max(observed.snippet) as snippet,
        {{ first_of('observed.observed_capture_id', 'observed.seen_at') }} as earlier_capture_id,
        min(observed.seen_at) as first_missing_at,
        max(observed.seen_at) as last_missing_at,
        case
            when max(observed.parts) is null then 'notice_not_read'
            when max(case when observed.is_shown then 1 else 0 end) = 1 then null
            when {{ are_two_captures('min(observed.seen_at)', 'max(observed.seen_at)') }} then 'parts_missing'
            else 'seen_missing_once'
        end as cause
    from observed
    group by
        observed.outlet_id,
        observed.judged_on,
        observed.conclusion_number,
        observed.correction_article_id,
        observed.correction_capture_id,
        observed.correction_url,
        observed.part
),

weighed as (
    select
        parts.outlet_id,
        parts.judged_on,
        parts.conclusion_number,
        parts.correction_article_id,
        parts.correction_capture_id,
        parts.correction_url,
        max(parts.snippet) as snippet,
        {{
            first_of(
                "case when parts.cause = 'parts_missing' then parts.earlier_capture_id end", 'parts.first_missing_at'
            )
        }} as earlier_capture_id,
        min(case when parts.cause = 'parts_missing' then parts.first_missing_at end) as first_missing_at,
        max(case when parts.cause = 'parts_missing' then parts.last_missing_at end) as last_missing_at,
        {{ joined("case when parts.cause <> 'notice_not_read' then parts.part end", place='parts.part') }} as lacking,
        coalesce(
            min(case when parts.cause = 'parts_missing' then parts.cause end), min(parts.cause)
        ) as cause
    from parts
    group by
        parts.outlet_id,
        parts.judged_on,
        parts.conclusion_number,
        parts.correction_article_id,
        parts.correction_capture_id,
        parts.correction_url
),

found as (
    select
        outlet_id,
        conclusion_number as evidence_key,
        correction_article_id as article_id,
        correction_capture_id as capture_id,
        earlier_capture_id,
        case
            when cause is null then 'in_favour'
            when cause = 'parts_missing' then 'against'
            else 'unclear'
        end as bearing,
        cause,
        lacking as observed_value,
        snippet as excerpt,
        correction_url as evidence_url,
        judged_on,
        first_missing_at,
        last_missing_at
    from weighed
)

{{ evidence('correction_complete', has='article_id capture_id excerpt evidence_url absence') }}
