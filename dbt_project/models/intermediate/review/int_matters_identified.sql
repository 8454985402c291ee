{#- A run keeps the id under which somebody acted on it. Of two such runs that have grown together the earlier one
    keeps its id and the other is merged; a part that separated is a matter split from it; a matter whose findings
    went has no run. -#}
with known as (
    select
        opened.matter_id,
        opened.sequence,
        grouped.outlet_id,
        grouped.rule_id,
        grouped.cause,
        grouped.first_day,
        row_number() over (partition by opened.matter_id order by grouped.first_day) as place
    from {{ ref('int_matters_opened') }} as opened
    inner join {{ ref('int_matters_grouped') }} as grouped
        on
            opened.outlet_id = grouped.outlet_id
            and opened.rule_id = grouped.rule_id
            and opened.cause = grouped.cause
            and opened.first_day <= grouped.last_day
            and opened.last_day >= grouped.first_day
),

continuing as (
    select
        known.*,
        row_number() over (
            partition by known.outlet_id, known.rule_id, known.cause, known.first_day order by known.sequence
        ) as place_in_run,
        first_value(known.matter_id) over (
            partition by known.outlet_id, known.rule_id, known.cause, known.first_day order by known.sequence
        ) as merged_into
    from known
    where known.place = 1
),

separated as (
    select
        known.outlet_id,
        known.rule_id,
        known.cause,
        known.first_day,
        min(known.matter_id) as matter_id
    from known
    where known.place > 1
    group by known.outlet_id, known.rule_id, known.cause, known.first_day
),

current_matters as (
    select
        coalesce(
            continuing.matter_id,
            md5(
                grouped.outlet_id
                || '|'
                || grouped.rule_id
                || '|'
                || grouped.cause
                || '|'
                || cast(grouped.first_day as text)
            )
        ) as matter_id,
        grouped.outlet_id,
        grouped.rule_id,
        grouped.rule_version_id,
        grouped.cause,
        grouped.strength,
        case when continuing.matter_id is null then separated.matter_id end as split_from,
        cast(null as text) as merged_into,
        grouped.days,
        grouped.evidence_count,
        true as is_standing,
        grouped.first_day,
        grouped.last_day,
        grouped.first_day as opened_on
    from {{ ref('int_matters_grouped') }} as grouped
    left join continuing
        on
            grouped.outlet_id = continuing.outlet_id
            and grouped.rule_id = continuing.rule_id
            and grouped.cause = continuing.cause
            and grouped.first_day = continuing.first_day
            and continuing.place_in_run = 1
    left join separated
        on
            grouped.outlet_id = separated.outlet_id
            and grouped.rule_id = separated.rule_id
            and grouped.cause = separated.cause
            and grouped.first_day = separated.first_day
),

ended as (
    select
        opened.matter_id,
        opened.outlet_id,
        opened.rule_id,
        opened.rule_version_id,
        opened.cause,
        opened.strength,
        cast(null as text) as split_from,
        continuing.merged_into,
        0 as days,
        0 as evidence_count,
        false as is_standing,
        opened.first_day,
        opened.last_day,
        opened.first_day as opened_on
    from {{ ref('int_matters_opened') }} as opened
    left join continuing on opened.matter_id = continuing.matter_id
    where continuing.place_in_run is null or continuing.place_in_run > 1
)

select * from current_matters
union all
select * from ended
