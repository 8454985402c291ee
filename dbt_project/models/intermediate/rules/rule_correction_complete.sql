{#- A correction that lacks a part the version asks for. -#}
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
        facts.value as parts,
        facts.snippet
    from judged
    inner join {{ ref('int_corrections_tracked') }} as corrections
        on
            judged.outlet_id = corrections.outlet_id
            and judged.judged_on = corrections.corrected_on
    left join {{ ref('int_article_facts_observed') }} as facts
        on
            corrections.correction_article_id = facts.article_id
            and facts.observation = 'correction_parts'
            and facts.is_present
),

asked as (
    select
        corrections.*,
        {{ words_of('corrections.asks_for') }} as part
    from corrections
),

weighed as (
    select
        asked.outlet_id,
        asked.judged_on,
        asked.conclusion_number,
        asked.correction_article_id,
        asked.correction_capture_id,
        asked.correction_url,
        asked.parts,
        max(asked.snippet) as snippet,
        string_agg(
            case when (';' || asked.parts || ';') like ('%;' || asked.part || ';%') then null else asked.part end,
            ', '
            order by asked.part
        ) as lacking
    from asked
    group by
        asked.outlet_id,
        asked.judged_on,
        asked.conclusion_number,
        asked.correction_article_id,
        asked.correction_capture_id,
        asked.correction_url,
        asked.parts
)

select
    outlet_id,
    'correction_complete' as rule_id,
    conclusion_number as evidence_key,
    correction_article_id as article_id,
    correction_capture_id as capture_id,
    case when parts is null then 'unclear' when lacking is null then 'in_favour' else 'against' end as bearing,
    case when parts is null then 'notice_not_read' when lacking is not null then 'parts_missing' end as cause,
    lacking as observed_value,
    snippet as excerpt,
    correction_url as evidence_url,
    judged_on
from weighed
