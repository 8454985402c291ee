{#- A run keeps the id under which somebody acted on it. Of two such runs that have grown together the earlier speaks
    and the other is merged; a part that came off is a matter split from it; one whose findings went is none of these. -#}
with met as (
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

speaking as (
    select
        met.*,
        row_number() over (
            partition by met.outlet_id, met.rule_id, met.cause, met.first_day order by met.sequence
        ) as place_in_run,
        first_value(met.matter_id) over (
            partition by met.outlet_id, met.rule_id, met.cause, met.first_day order by met.sequence
        ) as elder_id
    from met
    where met.place = 1
),

came_off as (
    select
        met.outlet_id,
        met.rule_id,
        met.cause,
        met.first_day,
        min(met.matter_id) as matter_id
    from met
    where met.place > 1
    group by met.outlet_id, met.rule_id, met.cause, met.first_day
),

standing as (
    select
        coalesce(
            speaking.matter_id,
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
        case when speaking.matter_id is null then came_off.matter_id end as split_from,
        cast(null as text) as merged_into,
        grouped.days,
        grouped.evidence_count,
        true as is_standing,
        grouped.first_day,
        grouped.last_day,
        grouped.first_day as opened_on
    from {{ ref('int_matters_grouped') }} as grouped
    left join speaking
        on
            grouped.outlet_id = speaking.outlet_id
            and grouped.rule_id = speaking.rule_id
            and grouped.cause = speaking.cause
            and grouped.first_day = speaking.first_day
            and speaking.place_in_run = 1
    left join came_off
        on
            grouped.outlet_id = came_off.outlet_id
            and grouped.rule_id = came_off.rule_id
            and grouped.cause = came_off.cause
            and grouped.first_day = came_off.first_day
),

gone as (
    select
        opened.matter_id,
        opened.outlet_id,
        opened.rule_id,
        opened.rule_version_id,
        opened.cause,
        opened.strength,
        cast(null as text) as split_from,
        speaking.elder_id as merged_into,
        0 as days,
        0 as evidence_count,
        false as is_standing,
        opened.first_day,
        opened.last_day,
        opened.first_day as opened_on
    from {{ ref('int_matters_opened') }} as opened
    left join speaking on opened.matter_id = speaking.matter_id
    where speaking.place_in_run is null or speaking.place_in_run > 1
)

select * from standing
union all
select * from gone
